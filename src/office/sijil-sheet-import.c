#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet-import.h"

#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-households.h"
#include "sijil-national-id.h"
#include "sijil-sheet-columns.h"
#include "sijil-validate.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define HOUSEHOLDS_A_TRANSACTION 200
#define MAX_PERSONS 60

typedef struct {
  GPtrArray *rows;
  int columns[SIJIL_N_COLUMNS];
  const char *consent_basis;
  const char *consent_date;
  char *today;
  SijilSheetReport *report;
} Sheet;

/* The lines of one family. */
typedef struct {
  GArray *lines; /* indexes into rows */
} Family;

/* One transaction: some families that are saved together. */
typedef struct {
  Sheet *sheet;
  GPtrArray *families;
  guint first;
  guint n;
} Batch;

static void
set_aside_free (SijilSetAside *set_aside)
{
  g_free (set_aside->message);
  g_free (set_aside);
}

void
sijil_sheet_report_free (SijilSheetReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->set_aside);
  g_free (report);
}

static void
family_free (Family *family)
{
  g_array_unref (family->lines);
  g_free (family);
}

static void
put_aside (Sheet *sheet, guint line, const char *message)
{
  SijilSetAside *set_aside = g_new0 (SijilSetAside, 1);

  set_aside->row = line + 1;
  set_aside->message = g_strdup (message);
  g_ptr_array_add (sheet->report->set_aside, set_aside);
}

static const char *
cell (Sheet *sheet, guint line, SijilColumn column)
{
  GPtrArray *row = sheet->rows->pdata[line];
  int number = sheet->columns[column];
  const char *text = number >= 0 && (guint) number < row->len ? row->pdata[number] : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/* Spreadsheets turn long numbers into 2.9501E+13; what is left of such an ID is not an ID. */
static gboolean
is_mangled_number (const char *text)
{
  return strpbrk (text, "eE") != NULL && strpbrk (text, ".+") != NULL;
}

static void
take_id (Sheet *sheet, guint line, SijilRecord *person)
{
  const char *text = cell (sheet, line, SIJIL_COLUMN_ID_NUMBER);
  g_autofree char *digits = text != NULL ? sijil_only_digits (text) : NULL;
  SijilNationalId parts;
  const char *sex = sijil_record_text (person, SIJIL_PERSON_SEX);
  const char *fault = NULL;

  if (text != NULL && is_mangled_number (text))
    fault = _ ("the spreadsheet has cut this ID; format the column as text");
  else if (text != NULL && !sijil_national_id_read (digits, sheet->today, &parts))
    fault = sijil_national_id_fault (digits, sheet->today);
  else if (text != NULL && sex != NULL && strcmp (sex, parts.sex) != 0)
    fault = _ ("The national ID says the other sex");
  if (fault != NULL)
    put_aside (sheet, line, fault);
  if (text == NULL || fault != NULL) {
    sijil_record_set_text (person, SIJIL_PERSON_NO_ID_REASON,
                           text == NULL ? "not-in-sheet" : "other");
    return;
  }
  sijil_record_set_text (person, SIJIL_PERSON_ID_TYPE, "national");
  sijil_record_set_text (person, SIJIL_PERSON_ID_NUMBER, digits);
  if (sex == NULL)
    sijil_record_set_text (person, SIJIL_PERSON_SEX, parts.sex);
  if (sijil_record_is_null (person, SIJIL_PERSON_BIRTH_DATE))
    sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, parts.birth);
}

static char *
take_phone (Sheet *sheet, guint line)
{
  const char *text = cell (sheet, line, SIJIL_COLUMN_PHONE);
  char *digits = text != NULL && !is_mangled_number (text) ? sijil_only_digits (text) : NULL;

  if (digits != NULL && strlen (digits) >= 5 && strlen (digits) <= 15)
    return digits;
  if (text != NULL)
    put_aside (sheet, line, _ ("this phone number cannot be right"));
  g_free (digits);
  return NULL;
}

static SijilRecord *
read_person (Sheet *sheet, guint line, gboolean *had_head)
{
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, NULL);
  g_autoptr (GPtrArray) issues = NULL;
  const char *relation = sijil_sheet_relation (cell (sheet, line, SIJIL_COLUMN_RELATION));
  const char *birth = cell (sheet, line, SIJIL_COLUMN_BIRTH_DATE);
  g_autofree char *date = birth != NULL ? sijil_date_parse (birth, SIJIL_DATE_YEAR) : NULL;

  if (g_strcmp0 (relation, "head") == 0 && *had_head) {
    put_aside (sheet, line, _ ("this family has a head already; entered as another relative"));
    relation = "other";
  }
  *had_head = *had_head || g_strcmp0 (relation, "head") == 0;
  sijil_record_set_text (person, SIJIL_PERSON_NAME, cell (sheet, line, SIJIL_COLUMN_NAME));
  sijil_record_set_text (person, SIJIL_PERSON_RELATION, relation);
  sijil_record_set_text (person, SIJIL_PERSON_SEX,
                         sijil_sheet_sex (cell (sheet, line, SIJIL_COLUMN_SEX)));
  if (birth != NULL && (date == NULL || strncmp (date, sheet->today, strlen (date)) > 0)) {
    put_aside (sheet, line, _ ("this birth date cannot be right"));
    g_clear_pointer (&date, g_free);
  }
  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, date);
  take_id (sheet, line, person);
  g_ptr_array_unref (sijil_record_clean (person));
  issues = sijil_record_validate (person, sheet->today);
  if (issues->len == 0)
    return g_steal_pointer (&person);
  put_aside (sheet, line, ((SijilIssue *) issues->pdata[0])->message);
  return NULL;
}

/* Phone and place are the head's, else those of the first row that has one. */
static void
take_household_cell (Sheet *sheet, guint line, gboolean is_head, SijilRecord *household,
                     guint field, const char *value)
{
  const char *had = sijil_record_text (household, field);

  if (value == NULL)
    return;
  if (had != NULL && strcmp (had, value) != 0)
    put_aside (sheet, line, _ ("this row says something else about the family than the others"));
  if (had == NULL || is_head)
    sijil_record_set_text (household, field, value);
}

static void
read_household_cells (Sheet *sheet, guint line, gboolean is_head, SijilRecord *household)
{
  g_autofree char *phone = take_phone (sheet, line);
  const char *governorate = cell (sheet, line, SIJIL_COLUMN_GOVERNORATE);
  const char *registered = cell (sheet, line, SIJIL_COLUMN_REGISTERED_ON);
  g_autofree char *date = registered != NULL ? sijil_date_parse (registered, SIJIL_DATE_DAY) : NULL;

  take_household_cell (sheet, line, is_head, household, SIJIL_HOUSEHOLD_PHONE, phone);
  take_household_cell (sheet, line, is_head, household, SIJIL_HOUSEHOLD_GOVERNORATE,
                       governorate != NULL ? sijil_governorate_named (governorate) : NULL);
  take_household_cell (sheet, line, is_head, household, SIJIL_HOUSEHOLD_DISTRICT,
                       cell (sheet, line, SIJIL_COLUMN_DISTRICT));
  take_household_cell (sheet, line, is_head, household, SIJIL_HOUSEHOLD_VILLAGE,
                       cell (sheet, line, SIJIL_COLUMN_VILLAGE));
  take_household_cell (sheet, line, is_head, household, SIJIL_HOUSEHOLD_ADDRESS,
                       cell (sheet, line, SIJIL_COLUMN_ADDRESS));
  /* People of one family were often entered on different days: the first of them counts. */
  if (date != NULL &&
      (sijil_record_is_null (household, SIJIL_HOUSEHOLD_REGISTERED_ON) ||
       strcmp (date, sijil_record_text (household, SIJIL_HOUSEHOLD_REGISTERED_ON)) < 0))
    sijil_record_set_text (household, SIJIL_HOUSEHOLD_REGISTERED_ON, date);
}

/* A cell that the register would not take is set aside, so that one long address stops nobody else.
 */
static void
mend_household (Sheet *sheet, guint line, SijilHouseholdEdit *edit)
{
  g_autoptr (GPtrArray) issues = NULL;

  if (edit->persons->len > MAX_PERSONS) {
    put_aside (sheet, line, _ ("too many persons under one number; the last ones are left out"));
    g_ptr_array_set_size (edit->persons, MAX_PERSONS);
  }
  g_ptr_array_unref (sijil_record_clean (edit->household));
  issues = sijil_record_validate (edit->household, sheet->today);
  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    put_aside (sheet, line, issue->message);
    if (issue->field >= 0)
      sijil_record_set_null (edit->household, (guint) issue->field);
  }
}

static SijilHouseholdEdit *
read_family (Sheet *sheet, Family *family)
{
  g_autoptr (SijilRecord) household = sijil_record_new (&sijil_household_type, NULL);
  g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);
  gboolean had_head = FALSE;

  for (guint i = 0; i < family->lines->len; i++) {
    guint line = g_array_index (family->lines, guint, i);
    gboolean before = had_head;
    SijilRecord *person = read_person (sheet, line, &had_head);

    if (person == NULL)
      continue;
    g_ptr_array_add (edit->persons, person);
    read_household_cells (sheet, line, had_head && !before, household);
  }
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_CONSENT_BASIS, sheet->consent_basis);
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_CONSENT_DATE, sheet->consent_date);
  if (edit->persons->len == 0)
    return NULL;
  mend_household (sheet, g_array_index (family->lines, guint, 0), edit);
  sheet->report->without_head += !had_head;
  return g_steal_pointer (&edit);
}

static gpointer
save_batch (SijilSession *session, gpointer data, GError **error)
{
  Batch *batch = data;

  for (guint i = 0; i < batch->n; i++) {
    g_autoptr (SijilHouseholdEdit) edit =
        read_family (batch->sheet, batch->families->pdata[batch->first + i]);
    g_autofree SijilId *id = NULL;

    if (edit == NULL)
      continue;
    id = sijil_household_save (session, edit, error);
    if (id == NULL)
      return NULL;
    batch->sheet->report->households++;
    batch->sheet->report->persons += edit->persons->len;
  }
  return GINT_TO_POINTER (1);
}

static GPtrArray *
group_families (Sheet *sheet)
{
  GPtrArray *families = g_ptr_array_new_with_free_func ((GDestroyNotify) family_free);
  g_autoptr (GHashTable) by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint line = 1; line < sheet->rows->len; line++) {
    g_autofree char *number = NULL;
    Family *family;

    if (cell (sheet, line, SIJIL_COLUMN_NAME) == NULL)
      continue;
    sheet->report->rows++;
    number = cell (sheet, line, SIJIL_COLUMN_HOUSEHOLD) != NULL
                 ? sijil_fold (cell (sheet, line, SIJIL_COLUMN_HOUSEHOLD))
                 : g_strdup_printf ("line %u", line);
    family = g_hash_table_lookup (by_number, number);
    if (family == NULL) {
      family = g_new0 (Family, 1);
      family->lines = g_array_new (FALSE, FALSE, sizeof (guint));
      g_ptr_array_add (families, family);
      g_hash_table_insert (by_number, g_steal_pointer (&number), family);
    }
    g_array_append_val (family->lines, line);
  }
  return families;
}

static gboolean
import_families (Sheet *sheet, SijilStore *store, GError **error)
{
  g_autoptr (GPtrArray) families = group_families (sheet);

  for (guint first = 0; first < families->len; first += HOUSEHOLDS_A_TRANSACTION) {
    Batch batch = { sheet, families, first, MIN (HOUSEHOLDS_A_TRANSACTION, families->len - first) };

    if (sijil_store_write (store, save_batch, &batch, error) == NULL)
      return FALSE;
  }
  return TRUE;
}

/**
 * sijil_sheet_import:
 * @store: a register
 * @path: a sheet of families, one person a line
 * @consent_basis: (nullable): how consent was given, for the whole sheet
 * @consent_date: (nullable): and when
 * @error: return location for an error
 *
 * Registers the families of a sheet. A cell that cannot be right is set aside and reported with its
 * line, and the rest of the line goes in. Waits for the register: call it outside the main thread.
 *
 * Returns: (transfer full) (nullable): what was done
 */
SijilSheetReport *
sijil_sheet_import (SijilStore *store, const char *path, const char *consent_basis,
                    const char *consent_date, GError **error)
{
  Sheet sheet = { .consent_basis = consent_basis, .consent_date = consent_date };
  gboolean ok;

  sheet.rows = sijil_csv_read (path, error);
  if (sheet.rows == NULL)
    return NULL;
  sheet.report = g_new0 (SijilSheetReport, 1);
  sheet.report->set_aside = g_ptr_array_new_with_free_func ((GDestroyNotify) set_aside_free);
  sheet.today = sijil_date_today ();
  if (sheet.rows->len == 0)
    g_ptr_array_add (sheet.rows, g_ptr_array_new_with_free_func (g_free));
  ok = sijil_sheet_columns (sheet.rows->pdata[0], sheet.columns, error) &&
       import_families (&sheet, store, error);
  g_ptr_array_unref (sheet.rows);
  g_free (sheet.today);
  if (!ok)
    g_clear_pointer (&sheet.report, sijil_sheet_report_free);
  return sheet.report;
}

#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet-family.h"

#include "sijil-choices.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-national-id.h"
#include "sijil-validate.h"
#include "types/sijil-types-all.h"

#include <string.h>

#define MAX_PERSONS 60
#define LRO "\342\200\255"
#define RLO "\342\200\256"

/* The reading of one family. */
typedef struct {
  SijilSheet *sheet;
  GPtrArray *remarks; /* (nullable) */
  SijilSheetPeople *people;
} Reading;

void
sijil_sheet_people_free (SijilSheetPeople *people)
{
  if (people == NULL)
    return;
  g_object_unref (people->household);
  g_ptr_array_unref (people->persons);
  g_array_unref (people->rows);
  g_free (people);
}

static void
remark_row (Reading *self, guint row, const char *message)
{
  if (self->remarks != NULL)
    g_ptr_array_add (
        self->remarks,
        sijil_remark_new (SIJIL_REMARK_ROW, sijil_csv_line (self->sheet->csv, row), NULL, message));
}

static void
remark_cell (Reading *self, guint row, SijilColumn column, const char *message)
{
  if (self->remarks != NULL)
    g_ptr_array_add (self->remarks,
                     sijil_remark_new (SIJIL_REMARK_CELL, sijil_csv_line (self->sheet->csv, row),
                                       sijil_sheet_heading (self->sheet, column), message));
}

static const char *
cell (Reading *self, guint row, SijilColumn column)
{
  return sijil_sheet_cell (self->sheet, row, column);
}

/* Line breaks and tabs inside a cell are only untidy; anything else invisible is what a broken
 * program or a lost byte left behind, and what is beside it cannot be trusted either. */
static gboolean
is_damaged (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 0xfffd || (g_unichar_iscntrl (c) && c != '\n' && c != '\r' && c != '\t'))
      return TRUE;
  }
  return FALSE;
}

/* Overrides make "الاسم" read backwards on a screen; what is stored never holds them. */
static gboolean
has_override (const char *text)
{
  return strstr (text, LRO) != NULL || strstr (text, RLO) != NULL;
}

/* Whether the row may be read at all; damaged cells are found before anything is made of them. */
static gboolean
row_is_sound (Reading *self, guint row)
{
  const SijilSheet *sheet = self->sheet;

  for (guint i = sijil_csv_width (sheet->csv, sheet->headings);
       i < sijil_csv_width (sheet->csv, row); i++)
    if (sijil_csv_cell (sheet->csv, row, i) != NULL) {
      remark_row (self, row, _ ("this row has more cells than there are headings"));
      return FALSE;
    }
  for (int c = 0; c < SIJIL_N_COLUMNS; c++) {
    const char *text = cell (self, row, (SijilColumn) c);

    if (text == NULL)
      continue;
    if (is_damaged (text)) {
      remark_cell (self, row, (SijilColumn) c,
                   _ ("some characters of this cell are damaged; the row is set aside"));
      return FALSE;
    }
    if (has_override (text))
      remark_cell (self, row, (SijilColumn) c,
                   _ ("hidden marks that turn the writing around were taken out"));
  }
  return TRUE;
}

/* Spreadsheets turn long numbers into 2.9501E+13; what is left of such an ID is not an ID. */
static gboolean
is_mangled_number (const char *text)
{
  g_autofree char *ascii = sijil_ascii_digits (text);

  return strpbrk (ascii, "eE") != NULL && strpbrk (ascii, ".,+") != NULL;
}

/* 29501010100018.0 and '29501010100018 are what spreadsheets make of a number that is a text. */
static char *
plain_number (const char *text)
{
  g_autofree char *ascii = sijil_ascii_digits (text);
  char *begin = *ascii == '\'' ? ascii + 1 : ascii;

  if (g_str_has_suffix (begin, ".0"))
    begin[strlen (begin) - 2] = '\0';
  return sijil_only_digits (begin);
}

static void
take_id (Reading *self, guint row, SijilRecord *person)
{
  const char *text = cell (self, row, SIJIL_COLUMN_ID_NUMBER);
  g_autofree char *digits = text != NULL ? plain_number (text) : NULL;
  const char *today = self->sheet->today;
  SijilNationalId parts;
  const char *sex = sijil_record_text (person, SIJIL_PERSON_SEX);
  const char *fault = NULL;

  if (text != NULL && is_mangled_number (text))
    fault = _ ("the spreadsheet has cut this ID; format the column as text");
  else if (text != NULL && !sijil_national_id_read (digits, today, &parts))
    fault = sijil_national_id_fault (digits, today);
  else if (text != NULL && sex != NULL && strcmp (sex, parts.sex) != 0)
    fault = _ ("The national ID says the other sex");
  if (fault != NULL)
    remark_cell (self, row, SIJIL_COLUMN_ID_NUMBER, fault);
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
take_phone (Reading *self, guint row)
{
  const char *text = cell (self, row, SIJIL_COLUMN_PHONE);
  char *digits = text != NULL && !is_mangled_number (text) ? plain_number (text) : NULL;

  if (digits != NULL && strlen (digits) >= 5 && strlen (digits) <= 15)
    return digits;
  if (text != NULL)
    remark_cell (self, row, SIJIL_COLUMN_PHONE, _ ("this phone number cannot be right"));
  g_free (digits);
  return NULL;
}

/* @head_row is the row of the head that the family has so far. */
static const char *
take_relation (Reading *self, guint row, int head_row)
{
  const char *text = cell (self, row, SIJIL_COLUMN_RELATION);
  const char *relation = sijil_sheet_relation (text);

  if (text != NULL && relation == NULL) {
    remark_cell (self, row, SIJIL_COLUMN_RELATION,
                 _ ("this relation is not known here; entered as another relative"));
    return "other";
  }
  if (g_strcmp0 (relation, "head") == 0 && head_row >= 0) {
    remark_cell (self, row, SIJIL_COLUMN_RELATION,
                 _ ("this family has a head already; entered as another relative"));
    return "other";
  }
  return relation;
}

static char *
take_birth_date (Reading *self, guint row)
{
  const char *text = cell (self, row, SIJIL_COLUMN_BIRTH_DATE);
  char *date = text != NULL ? sijil_date_parse (text, SIJIL_DATE_YEAR) : NULL;

  if (text == NULL || (date != NULL && strncmp (date, self->sheet->today, strlen (date)) <= 0))
    return date;
  remark_cell (self, row, SIJIL_COLUMN_BIRTH_DATE, _ ("this birth date cannot be right"));
  g_free (date);
  return NULL;
}

static SijilRecord *
read_person (Reading *self, guint row)
{
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, NULL);
  g_autoptr (GPtrArray) issues = NULL;
  const char *relation = take_relation (self, row, self->people->head_row);
  const char *sex = cell (self, row, SIJIL_COLUMN_SEX);
  g_autofree char *date = take_birth_date (self, row);

  sijil_record_set_text (person, SIJIL_PERSON_NAME, cell (self, row, SIJIL_COLUMN_NAME));
  sijil_record_set_text (person, SIJIL_PERSON_RELATION, relation);
  sijil_record_set_text (person, SIJIL_PERSON_SEX, sijil_sheet_sex (sex));
  if (sex != NULL && sijil_sheet_sex (sex) == NULL)
    remark_cell (self, row, SIJIL_COLUMN_SEX, _ ("this says neither male nor female"));
  sijil_record_set_text (person, SIJIL_PERSON_BIRTH_DATE, date);
  take_id (self, row, person);
  g_ptr_array_unref (sijil_record_clean (person));
  issues = sijil_record_validate (person, self->sheet->today);
  if (issues->len == 0)
    return g_steal_pointer (&person);
  {
    const SijilIssue *issue = issues->pdata[0];

    if (issue->field == SIJIL_PERSON_NAME)
      remark_cell (self, row, SIJIL_COLUMN_NAME, issue->message);
    else
      remark_row (self, row, issue->message);
  }
  return NULL;
}

/* Phone and place are the head's, else those of the first row that has one. */
static void
take_household_cell (Reading *self, guint row, gboolean is_head, SijilColumn column, guint field,
                     const char *value)
{
  SijilRecord *household = self->people->household;
  const char *had = sijil_record_text (household, field);

  if (value == NULL)
    return;
  if (had != NULL && strcmp (had, value) != 0)
    remark_cell (self, row, column,
                 _ ("this row says something else about the family than the others"));
  if (had == NULL || is_head)
    sijil_record_set_text (household, field, value);
}

/* A sheet of 200,000 rows names a few villages and fewer governorates. */
static const char *
governorate (Reading *self, guint row)
{
  const char *text = cell (self, row, SIJIL_COLUMN_GOVERNORATE);
  gpointer code = NULL;

  if (text == NULL)
    return NULL;
  if (!g_hash_table_lookup_extended (self->sheet->governorates, text, NULL, &code)) {
    code = (gpointer) sijil_governorate_named (text);
    g_hash_table_insert (self->sheet->governorates, (gpointer) text, code);
  }
  if (code == NULL)
    remark_cell (self, row, SIJIL_COLUMN_GOVERNORATE, _ ("no governorate is called so"));
  return code;
}

static void
read_registration (Reading *self, guint row)
{
  SijilRecord *household = self->people->household;
  const char *text = cell (self, row, SIJIL_COLUMN_REGISTERED_ON);
  g_autofree char *date = text != NULL ? sijil_date_parse (text, SIJIL_DATE_DAY) : NULL;

  if (text != NULL && (date == NULL || strcmp (date, self->sheet->today) > 0)) {
    remark_cell (self, row, SIJIL_COLUMN_REGISTERED_ON, _ ("this date cannot be right"));
    return;
  }
  /* People of one family were often entered on different days: the first of them counts. */
  if (date != NULL &&
      (sijil_record_is_null (household, SIJIL_HOUSEHOLD_REGISTERED_ON) ||
       strcmp (date, sijil_record_text (household, SIJIL_HOUSEHOLD_REGISTERED_ON)) < 0))
    sijil_record_set_text (household, SIJIL_HOUSEHOLD_REGISTERED_ON, date);
}

static void
read_household_cells (Reading *self, guint row, gboolean is_head)
{
  g_autofree char *phone = take_phone (self, row);

  take_household_cell (self, row, is_head, SIJIL_COLUMN_PHONE, SIJIL_HOUSEHOLD_PHONE, phone);
  take_household_cell (self, row, is_head, SIJIL_COLUMN_GOVERNORATE, SIJIL_HOUSEHOLD_GOVERNORATE,
                       governorate (self, row));
  take_household_cell (self, row, is_head, SIJIL_COLUMN_DISTRICT, SIJIL_HOUSEHOLD_DISTRICT,
                       cell (self, row, SIJIL_COLUMN_DISTRICT));
  take_household_cell (self, row, is_head, SIJIL_COLUMN_VILLAGE, SIJIL_HOUSEHOLD_VILLAGE,
                       cell (self, row, SIJIL_COLUMN_VILLAGE));
  take_household_cell (self, row, is_head, SIJIL_COLUMN_ADDRESS, SIJIL_HOUSEHOLD_ADDRESS,
                       cell (self, row, SIJIL_COLUMN_ADDRESS));
  read_registration (self, row);
}

static SijilColumn
column_of_field (int field)
{
  switch (field) {
  case SIJIL_HOUSEHOLD_PHONE:
    return SIJIL_COLUMN_PHONE;
  case SIJIL_HOUSEHOLD_DISTRICT:
    return SIJIL_COLUMN_DISTRICT;
  case SIJIL_HOUSEHOLD_VILLAGE:
    return SIJIL_COLUMN_VILLAGE;
  case SIJIL_HOUSEHOLD_ADDRESS:
    return SIJIL_COLUMN_ADDRESS;
  default:
    return SIJIL_COLUMN_HOUSEHOLD;
  }
}

/* A cell that the register would not take is set aside, so that one long address stops nobody
 * else. */
static void
mend_household (Reading *self, guint row)
{
  SijilRecord *household = self->people->household;
  g_autoptr (GPtrArray) issues = NULL;

  g_ptr_array_unref (sijil_record_clean (household));
  issues = sijil_record_validate (household, self->sheet->today);
  for (guint i = 0; i < issues->len; i++) {
    const SijilIssue *issue = issues->pdata[i];

    remark_cell (self, row, column_of_field (issue->field), issue->message);
    if (issue->field >= 0)
      sijil_record_set_null (household, (guint) issue->field);
  }
}

static void
read_row (Reading *self, guint row)
{
  SijilSheetPeople *people = self->people;
  SijilRecord *person;
  gboolean is_head;

  if (people->persons->len == MAX_PERSONS) {
    remark_row (self, row, _ ("too many persons under one number; this one is left out"));
    return;
  }
  if (!row_is_sound (self, row))
    return;
  person = read_person (self, row);
  if (person == NULL)
    return;
  is_head = g_strcmp0 (sijil_record_text (person, SIJIL_PERSON_RELATION), "head") == 0;
  if (is_head)
    people->head_row = (int) row;
  g_ptr_array_add (people->persons, person);
  g_array_append_val (people->rows, row);
  read_household_cells (self, row, is_head);
}

/**
 * sijil_sheet_people:
 * @sheet: a sheet
 * @rows: (element-type guint): the rows of one family
 * @remarks: (nullable) (element-type SijilRemark): takes what was not taken over
 *
 * Makes records of the rows of a family. A row that cannot be right is left out; a cell that cannot
 * be right is, and the rest of its row stays. Pure: the same rows always give the same records.
 *
 * Returns: (transfer full) (nullable): the family, %NULL if nobody is left
 */
SijilSheetPeople *
sijil_sheet_people (SijilSheet *sheet, GArray *rows, GPtrArray *remarks)
{
  g_autoptr (SijilSheetPeople) people = g_new0 (SijilSheetPeople, 1);
  Reading reading = { sheet, remarks, people };

  people->household = sijil_record_new (&sijil_household_type, NULL);
  people->persons = g_ptr_array_new_with_free_func (g_object_unref);
  people->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  people->head_row = -1;
  for (guint i = 0; i < rows->len; i++)
    read_row (&reading, g_array_index (rows, guint, i));
  if (people->persons->len == 0)
    return NULL;
  mend_household (&reading, g_array_index (people->rows, guint, 0));
  return g_steal_pointer (&people);
}

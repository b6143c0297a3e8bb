#define G_LOG_DOMAIN "sijil-office"

#include "sijil-match-sheet.h"

#include "sijil-csv.h"
#include "sijil-decode.h"
#include "sijil-file.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-office-error.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_COLUMNS 64

static const struct {
  const char *name; /* folded, without spaces */
  SijilRole role;
} ROLES[] = {
  { "id", SIJIL_ROLE_ID },
  { "recordid", SIJIL_ROLE_ID },
  { "fullname", SIJIL_ROLE_NAME },
  { "name", SIJIL_ROLE_NAME },
  { "namepart1", SIJIL_ROLE_PART_1 },
  { "namepart2", SIJIL_ROLE_PART_2 },
  { "namepart3", SIJIL_ROLE_PART_3 },
  { "namepart4", SIJIL_ROLE_PART_4 },
  { "namepart5", SIJIL_ROLE_PART_5 },
  { "name1", SIJIL_ROLE_PART_1 },
  { "name2", SIJIL_ROLE_PART_2 },
  { "name3", SIJIL_ROLE_PART_3 },
  { "name4", SIJIL_ROLE_PART_4 },
  { "name5", SIJIL_ROLE_PART_5 },
  { "part1", SIJIL_ROLE_PART_1 },
  { "part2", SIJIL_ROLE_PART_2 },
  { "part3", SIJIL_ROLE_PART_3 },
  { "part4", SIJIL_ROLE_PART_4 },
  { "part5", SIJIL_ROLE_PART_5 },
  { "givenname", SIJIL_ROLE_PART_1 },
  { "father", SIJIL_ROLE_PART_2 },
  { "grandfather", SIJIL_ROLE_PART_3 },
  { "surname", SIJIL_ROLE_PART_5 },
  { "familyname", SIJIL_ROLE_PART_5 },
  { "nationalid", SIJIL_ROLE_NATIONAL_ID },
  { "birthdate", SIJIL_ROLE_BIRTH_DATE },
  { "dateofbirth", SIJIL_ROLE_BIRTH_DATE },
  { "dob", SIJIL_ROLE_BIRTH_DATE },
  { "sex", SIJIL_ROLE_SEX },
  { "gender", SIJIL_ROLE_SEX },
  { "phone", SIJIL_ROLE_PHONE },
  { "governorate", SIJIL_ROLE_GOVERNORATE },
  { "village", SIJIL_ROLE_VILLAGE },
  { "household", SIJIL_ROLE_HOUSEHOLD },
  { "householdid", SIJIL_ROLE_HOUSEHOLD },
  { "headname", SIJIL_ROLE_HEAD_NAME },
  { "head", SIJIL_ROLE_HEAD_NAME },
  { "spousename", SIJIL_ROLE_SPOUSE_NAME },
  { "spouse", SIJIL_ROLE_SPOUSE_NAME },
  { "text", SIJIL_ROLE_TEXT },
  { "generictext", SIJIL_ROLE_TEXT },
  { "generic", SIJIL_ROLE_TEXT },
  { "exact", SIJIL_ROLE_EXACT },
  { "genericexact", SIJIL_ROLE_EXACT },
  { "none", SIJIL_ROLE_NONE },
};

static char *
plain (const char *text)
{
  g_autofree char *folded = sijil_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", 0);

  return g_strjoinv ("", words);
}

/**
 * sijil_role_find:
 * @name: (nullable): as somebody wrote it: `national_id`, "National ID", "name part 2"
 *
 * Returns: the role, %SIJIL_ROLE_NONE if there is none of this name
 */
SijilRole
sijil_role_find (const char *name)
{
  g_autofree char *wanted = plain (name);

  for (guint i = 0; i < G_N_ELEMENTS (ROLES); i++)
    if (strcmp (ROLES[i].name, wanted) == 0)
      return ROLES[i].role;
  return SIJIL_ROLE_NONE;
}

/**
 * sijil_match_columns:
 *
 * Returns: (transfer full) (element-type utf8 gint): the columns of the sheets of match-sample:
 * each heading, folded without spaces, with its #SijilRole
 */
GHashTable *
sijil_match_columns (void)
{
  static const char *const HEADINGS[][2] = {
    { "rec_id", "id" },
    { "full_name", "name" },
    { "sex", "sex" },
    { "birth_date", "birthdate" },
    { "national_id", "nationalid" },
    { "phone", "phone" },
    { "governorate", "governorate" },
    { "village", "village" },
    { "household_id", "household" },
    { "head_name", "head" },
    { "spouse_name", "spouse" },
  };
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (HEADINGS); i++)
    g_hash_table_insert (columns, plain (HEADINGS[i][0]),
                         GINT_TO_POINTER (sijil_role_find (HEADINGS[i][1])));
  return columns;
}

void
sijil_match_sheet_free (SijilMatchSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_clear_pointer (&sheet->ids, g_ptr_array_unref);
  g_clear_pointer (&sheet->records, g_array_unref);
  for (guint i = 0; i < SIJIL_MATCH_EXTRAS; i++)
    g_free (sheet->extras[i]);
  g_free (sheet);
}

typedef struct {
  const SijilCsv *csv;
  SijilMatchSheet *sheet;
  guint n_columns;
  SijilRole roles[MAX_COLUMNS];
  guint extras[SIJIL_MATCH_EXTRAS]; /* column of each, plus one */
  GHashTable *households;           /* as written -> number */
} Reading;

static gboolean
is_placed (const Reading *self, guint column)
{
  for (guint i = 0; i < SIJIL_MATCH_EXTRAS; i++)
    if (self->extras[i] == column + 1)
      return TRUE;
  return FALSE;
}

static guint32
household_of (Reading *self, const char *text)
{
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (self->households, text));

  if (*text == '\0')
    return 0;
  if (number == 0) {
    number = g_hash_table_size (self->households) + 1;
    g_hash_table_insert (self->households, g_strdup (text), GUINT_TO_POINTER (number));
  }
  return number;
}

static void
read_cell (Reading *self, SijilMatchRecord *record, SijilRole role, const char *text)
{
  switch (role) {
  case SIJIL_ROLE_NAME:
    sijil_match_record_name (record, text);
    break;
  case SIJIL_ROLE_PART_1:
  case SIJIL_ROLE_PART_2:
  case SIJIL_ROLE_PART_3:
  case SIJIL_ROLE_PART_4:
  case SIJIL_ROLE_PART_5:
    sijil_match_record_part (record, role - SIJIL_ROLE_PART_1, text);
    break;
  case SIJIL_ROLE_NATIONAL_ID:
    sijil_match_record_id (record, text);
    break;
  case SIJIL_ROLE_BIRTH_DATE:
    sijil_match_record_birth (record, text);
    break;
  case SIJIL_ROLE_SEX:
    sijil_match_record_sex (record, text);
    break;
  case SIJIL_ROLE_PHONE:
    sijil_match_record_phone (record, text);
    break;
  case SIJIL_ROLE_GOVERNORATE:
    sijil_match_record_governorate (record, text);
    break;
  case SIJIL_ROLE_VILLAGE:
    sijil_match_text_read (&record->village, text);
    break;
  case SIJIL_ROLE_HOUSEHOLD:
    record->household = household_of (self, text);
    break;
  case SIJIL_ROLE_TEXT:
  case SIJIL_ROLE_EXACT:
  case SIJIL_ROLE_HEAD_NAME:
  case SIJIL_ROLE_SPOUSE_NAME:
  case SIJIL_ROLE_ID:
  case SIJIL_ROLE_NONE:
    break;
  }
}

/* Role by role, since a later one may rest on an earlier. */
static void
read_row (Reading *self, guint row)
{
  SijilMatchRecord record = { 0 };
  const char *id = NULL;

  for (guint role = SIJIL_ROLE_ID; role <= SIJIL_ROLE_EXACT; role++)
    for (guint i = 0; i < self->n_columns; i++) {
      const char *text = sijil_csv_cell (self->csv, row, i);

      if (self->roles[i] != role || text == NULL || role == SIJIL_ROLE_TEXT ||
          role == SIJIL_ROLE_EXACT)
        continue;
      if (role == SIJIL_ROLE_ID)
        id = text;
      else if (role == SIJIL_ROLE_HEAD_NAME || role == SIJIL_ROLE_SPOUSE_NAME)
        sijil_match_record_relative (&record, text);
      else
        read_cell (self, &record, role, text);
    }
  for (guint slot = 0; slot < SIJIL_MATCH_EXTRAS; slot++)
    if (self->extras[slot] > 0) {
      sijil_match_text_read (&record.extras[slot],
                             sijil_csv_cell (self->csv, row, self->extras[slot] - 1));
      record.n_extras = (guint8) (slot + 1);
    }
  sijil_match_record_finish (&record);
  g_array_append_val (self->sheet->records, record);
  g_ptr_array_add (self->sheet->ids, id != NULL && *id != '\0' ? g_strstrip (g_strdup (id))
                                                               : g_strdup_printf ("%u", row));
}

/* A column of which nothing is known has the place that its heading has in the other sheet, or else
 * the first that is free. */
static gboolean
find_place (Reading *self, const SijilMatchSheet *other, guint column, const char *heading)
{
  for (guint slot = 0; slot < SIJIL_MATCH_EXTRAS; slot++) {
    gboolean fits =
        other != NULL ? g_strcmp0 (other->extras[slot], heading) == 0 : self->extras[slot] == 0;

    if (!fits || self->extras[slot] != 0)
      continue;
    self->extras[slot] = column + 1;
    self->sheet->extras[slot] = g_strdup (heading);
    if (self->roles[column] == SIJIL_ROLE_EXACT)
      self->sheet->exact_extras |= 1u << slot;
    return TRUE;
  }
  return FALSE;
}

static gboolean
find_places (Reading *self, const SijilMatchSheet *other, GError **error)
{
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < self->n_columns; i++) {
      g_autofree char *heading = plain (sijil_csv_cell (self->csv, 0, i));

      if ((self->roles[i] != SIJIL_ROLE_TEXT && self->roles[i] != SIJIL_ROLE_EXACT) ||
          is_placed (self, i) || find_place (self, round == 0 ? other : NULL, i, heading) ||
          round == 0)
        continue;
      g_set_error (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_HEADINGS,
                   _ ("Column %u: at most %d columns can be text or exact"), i + 1,
                   SIJIL_MATCH_EXTRAS);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_headings (Reading *self, GHashTable *columns, const SijilMatchSheet *other, GError **error)
{
  guint known = 0;

  self->n_columns = MIN (sijil_csv_width (self->csv, 0), MAX_COLUMNS);
  for (guint i = 0; i < self->n_columns; i++) {
    g_autofree char *heading = plain (sijil_csv_cell (self->csv, 0, i));

    self->roles[i] = (SijilRole) GPOINTER_TO_INT (g_hash_table_lookup (columns, heading));
    known += self->roles[i] > SIJIL_ROLE_ID;
  }
  if (known > 0)
    return find_places (self, other, error);
  g_set_error_literal (error, SIJIL_OFFICE_ERROR, SIJIL_OFFICE_ERROR_HEADINGS,
                       _ ("None of the headings is known. Say what they mean: --columns"));
  return FALSE;
}

/**
 * sijil_match_sheet_load:
 * @path: a file of separated values, one person a line
 * @columns: (element-type utf8 gint): what the headings mean, as sijil_match_columns() has it
 * @other: (nullable): the sheet that it will be compared with
 * @error: return location for an error that names line and column
 *
 * Returns: (transfer full) (nullable): the sheet
 */
SijilMatchSheet *
sijil_match_sheet_load (const char *path, GHashTable *columns, const SijilMatchSheet *other,
                        GError **error)
{
  g_autoptr (GBytes) bytes = sijil_file_read_bytes (path, SIJIL_MAX_SHEET, error);
  g_autoptr (SijilMatchSheet) sheet = g_new0 (SijilMatchSheet, 1);
  g_autoptr (GHashTable) households = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (SijilCsv) csv = NULL;
  SijilEncoding encoding;
  char *text = bytes != NULL ? sijil_decode (bytes, &encoding, error) : NULL;
  Reading self = { NULL, sheet, 0, { 0 }, { 0 }, households };

  if (text == NULL || (csv = sijil_csv_parse (text, error)) == NULL)
    return NULL;
  self.csv = csv;
  sheet->ids = g_ptr_array_new_with_free_func (g_free);
  sheet->records = g_array_new (FALSE, FALSE, sizeof (SijilMatchRecord));
  if (!read_headings (&self, columns, other, error))
    return NULL;
  for (guint row = 1; row < csv->n_rows; row++)
    read_row (&self, row);
  return g_steal_pointer (&sheet);
}

#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet.h"

#include "sijil-date.h"
#include "sijil-decode.h"
#include "sijil-file.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-office-error.h"
#include "sijil-sheet-family.h"
#include "sijil-sheet-twice.h"

#include <string.h>

void
sijil_sheet_family_free (SijilSheetFamily *family)
{
  g_array_unref (family->rows);
  g_free (family);
}

void
sijil_sheet_free (SijilSheet *sheet)
{
  if (sheet == NULL)
    return;
  sijil_csv_free (sheet->csv);
  g_ptr_array_unref (sheet->families);
  g_ptr_array_unref (sheet->remarks);
  g_hash_table_unref (sheet->governorates);
  g_free (sheet->today);
  g_free (sheet);
}

/**
 * sijil_sheet_cell:
 * @sheet: a sheet
 * @row: number of a row
 * @column: a column
 *
 * Returns: (nullable): what the cell says
 */
const char *
sijil_sheet_cell (const SijilSheet *sheet, guint row, SijilColumn column)
{
  int number = sheet->columns[column];
  const char *text = number >= 0 ? sijil_csv_cell (sheet->csv, row, (guint) number) : NULL;

  /* The apostrophe of our own lists, which says that a text is no formula. */
  return text != NULL && *text == '\'' && sijil_csv_is_formula (text + 1) ? text + 1 : text;
}

/**
 * sijil_sheet_heading:
 * @sheet: a sheet
 * @column: a column
 *
 * Returns: (nullable): the heading of the column as the sheet has it
 */
const char *
sijil_sheet_heading (const SijilSheet *sheet, SijilColumn column)
{
  return sijil_sheet_cell (sheet, sheet->headings, column);
}

/* A row without a number is a family of its own. */
static char *
family_key (SijilSheet *sheet, guint row)
{
  const char *number = sijil_sheet_cell (sheet, row, SIJIL_COLUMN_HOUSEHOLD);
  g_autofree char *folded = number != NULL ? sijil_fold (number) : NULL;

  return folded != NULL && *folded != '\0' ? g_steal_pointer (&folded)
                                           : g_strdup_printf ("row %u", row);
}

static void
group_families (SijilSheet *sheet)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint row = sheet->headings + 1; row < sheet->csv->n_rows; row++) {
    g_autofree char *key = family_key (sheet, row);
    SijilSheetFamily *family = g_hash_table_lookup (by_key, key);

    sheet->n_rows++;
    if (family == NULL) {
      family = g_new0 (SijilSheetFamily, 1);
      family->rows = g_array_new (FALSE, FALSE, sizeof (guint));
      family->head_row = -1;
      g_ptr_array_add (sheet->families, family);
      g_hash_table_insert (by_key, g_steal_pointer (&key), family);
    }
    g_array_append_val (family->rows, row);
  }
}

/**
 * sijil_sheet_family_settle:
 * @sheet: a sheet
 * @family: one of its families, of which rows were taken out
 *
 * Looks anew who is the head: another row may be now.
 */
void
sijil_sheet_family_settle (SijilSheet *sheet, SijilSheetFamily *family)
{
  g_autoptr (SijilSheetPeople) people = sijil_sheet_people (sheet, family->rows, NULL);

  family->head_row = people != NULL ? people->head_row : -1;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const SijilRemark *left = *(SijilRemark *const *) a;
  const SijilRemark *right = *(SijilRemark *const *) b;

  return (left->line > right->line) - (left->line < right->line);
}

/**
 * sijil_sheet_count:
 * @sheet: (inout): a sheet of which some rows were set aside
 *
 * Leaves out the families of which nobody is left, counts the rest, and brings the remarks into the
 * order of the lines.
 */
void
sijil_sheet_count (SijilSheet *sheet)
{
  guint kept = 0;

  sheet->n_persons = sheet->n_without_head = 0;
  for (guint i = 0; i < sheet->families->len; i++) {
    SijilSheetFamily *family = sheet->families->pdata[i];

    if (family->rows->len == 0) {
      sijil_sheet_family_free (family);
      continue;
    }
    sheet->families->pdata[kept++] = family;
    sheet->n_persons += family->rows->len;
    sheet->n_without_head += family->head_row < 0;
  }
  /* Those behind were moved or freed. */
  for (guint i = kept; i < sheet->families->len; i++)
    sheet->families->pdata[i] = NULL;
  g_ptr_array_set_free_func (sheet->families, NULL);
  g_ptr_array_set_size (sheet->families, (int) kept);
  g_ptr_array_set_free_func (sheet->families, (GDestroyNotify) sijil_sheet_family_free);
  g_ptr_array_sort (sheet->remarks, compare_lines);
}

/**
 * sijil_sheet_set_aside:
 * @sheet: a sheet
 *
 * Returns: how many remarks say that something was not taken over; a family that is registered
 *   already is none
 */
guint
sijil_sheet_set_aside (const SijilSheet *sheet)
{
  guint n = 0;

  for (guint i = 0; i < sheet->remarks->len; i++)
    n += ((SijilRemark *) sheet->remarks->pdata[i])->kind != SIJIL_REMARK_KNOWN;
  return n;
}

static gboolean
judge (SijilSheet *sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (SijilTwice) twice = sijil_twice_new (sheet);

  for (guint i = 0; i < sheet->families->len; i++) {
    SijilSheetFamily *family = sheet->families->pdata[i];
    g_autoptr (SijilSheetPeople) people = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    people = sijil_sheet_people (sheet, family->rows, sheet->remarks);
    g_array_set_size (family->rows, 0);
    if (people == NULL)
      continue;
    for (guint k = 0; k < people->persons->len; k++) {
      guint row = g_array_index (people->rows, guint, k);

      if (!sijil_twice_has (twice, row, people->persons->pdata[k]))
        g_array_append_val (family->rows, row);
    }
    family->head_row = people->head_row;
    if (family->rows->len < people->rows->len)
      sijil_sheet_family_settle (sheet, family);
  }
  sijil_sheet_count (sheet);
  return TRUE;
}

/**
 * sijil_sheet_read:
 * @bytes: a file of separated values, one person a line
 * @cancellable: (nullable): stops it
 * @error: return location for an error that names line and column
 *
 * Reads a sheet of families and judges all of it; nothing is written. What cannot be right is set
 * aside with a remark.
 *
 * Returns: (transfer full) (nullable): the sheet
 */
SijilSheet *
sijil_sheet_read (GBytes *bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (SijilSheet) sheet = g_new0 (SijilSheet, 1);
  char *text;

  sheet->families = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_sheet_family_free);
  sheet->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_remark_free);
  sheet->governorates = g_hash_table_new (g_str_hash, g_str_equal);
  sheet->today = sijil_date_today ();
  text = sijil_decode (bytes, &sheet->encoding, error);
  if (text != NULL)
    sheet->csv = sijil_csv_parse (text, error);
  if (sheet->csv == NULL ||
      !sijil_sheet_columns (sheet->csv, &sheet->headings, sheet->columns, error))
    return NULL;
  group_families (sheet);
  return judge (sheet, cancellable, error) ? g_steal_pointer (&sheet) : NULL;
}

/**
 * sijil_sheet_load:
 * @path: a file
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * The same from a file.
 *
 * Returns: (transfer full) (nullable): the sheet
 */
SijilSheet *
sijil_sheet_load (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = sijil_file_read_bytes (path, SIJIL_MAX_SHEET, error);

  return bytes != NULL ? sijil_sheet_read (bytes, cancellable, error) : NULL;
}

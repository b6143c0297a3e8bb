#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet-twice.h"

#include "sijil-exact.h"
#include "sijil-i18n.h"
#include "sijil-names.h"
#include "sijil-text.h"
#include "types/sijil-person.h"

struct _SijilTwice {
  SijilSheet *sheet;
  GHashTable *by_id;   /* ID number to row + 1 */
  GHashTable *by_name; /* three name parts and birth date to row + 1 */
};

/**
 * sijil_twice_new:
 * @sheet: a sheet; its remarks take what is found
 *
 * Returns: (transfer full): who has seen nobody yet
 */
SijilTwice *
sijil_twice_new (SijilSheet *sheet)
{
  SijilTwice *self = g_new0 (SijilTwice, 1);

  self->sheet = sheet;
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sijil_twice_free (SijilTwice *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_name);
  g_free (self);
}

/* One ID under two given names is a question for Review, as with persons who are registered. */
static guint
find (SijilTwice *self, SijilRecord *person, const char *key)
{
  const char *number = sijil_record_text (person, SIJIL_PERSON_ID_NUMBER);
  guint same_id = number != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, number)) : 0;

  if (same_id > 0 &&
      sijil_given_names_agree (sijil_sheet_cell (self->sheet, same_id - 1, SIJIL_COLUMN_NAME),
                               sijil_record_text (person, SIJIL_PERSON_NAME)))
    return same_id;
  return same_id == 0 && key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, key))
                                     : 0;
}

/**
 * sijil_twice_has:
 * @self: what was seen so far
 * @row: the row of @person
 * @person: a person of the sheet
 *
 * Returns: %TRUE, with a remark, if the same person stands further up
 */
gboolean
sijil_twice_has (SijilTwice *self, guint row, SijilRecord *person)
{
  const char *number = sijil_record_text (person, SIJIL_PERSON_ID_NUMBER);
  g_autofree char *key = sijil_exact_name_key (person);
  guint first = find (self, person, key);
  g_autofree char *line = NULL;
  g_autofree char *message = NULL;

  if (first == 0) {
    if (number != NULL && !g_hash_table_contains (self->by_id, number))
      g_hash_table_insert (self->by_id, g_strdup (number), GUINT_TO_POINTER (row + 1));
    if (key != NULL)
      g_hash_table_insert (self->by_name, g_steal_pointer (&key), GUINT_TO_POINTER (row + 1));
    return FALSE;
  }
  line = sijil_text_number (sijil_csv_line (self->sheet->csv, first - 1));
  message = g_strdup_printf (_ ("the same person stands in line %s already"), line);
  g_ptr_array_add (
      self->sheet->remarks,
      sijil_remark_new (SIJIL_REMARK_ROW, sijil_csv_line (self->sheet->csv, row), NULL, message));
  return TRUE;
}

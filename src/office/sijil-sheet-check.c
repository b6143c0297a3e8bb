#define G_LOG_DOMAIN "sijil-office"

#include "sijil-sheet-import.h"

#include "sijil-card.h"
#include "sijil-i18n.h"
#include "sijil-known.h"
#include "sijil-sheet-family.h"
#include "sijil-text.h"
#include "types/sijil-person.h"

#define FAMILIES_AT_ONCE 100

/* Some families that are looked up with one visit to the register. */
typedef struct {
  GPtrArray *families; /* SijilSheetFamily */
  GPtrArray *people;   /* SijilSheetPeople of each */
  SijilKnownRequest request;
  gboolean writes; /* on the lane that will write them */
} Visit;

static void
remark (SijilSheet *sheet, SijilRemarkKind kind, guint row, const SijilKnown *known)
{
  g_autofree char *plain = sijil_card_show (known->card);
  g_autofree char *card = sijil_text_isolate (plain);
  g_autofree char *message = NULL;

  switch (kind) {
  case SIJIL_REMARK_KNOWN:
    message = g_strdup_printf (_ ("this family is registered already, card %s"), card);
    break;
  case SIJIL_REMARK_ROW:
    message = g_strdup_printf (_ ("this person is registered already, card %s"), card);
    break;
  case SIJIL_REMARK_CELL: /* of somebody who is not registered, but the others are */
    kind = SIJIL_REMARK_ROW;
    message = g_strdup_printf (
        _ ("the others of this family are registered already; add this person to card %s"), card);
    break;
  }
  g_ptr_array_add (sheet->remarks,
                   sijil_remark_new (kind, sijil_csv_line (sheet->csv, row), NULL, message));
}

/* The rule for households of two associations holds for a sheet too: they are one if the same
 * person leads both, or if two members are the same. Otherwise it is a son who has married and left
 * his father's house, and his own family is registered without him. */
static const SijilKnown *
same_household (SijilSheetPeople *people, SijilKnown *const *known)
{
  for (guint i = 0; i < people->persons->len; i++) {
    const char *relation = sijil_record_text (people->persons->pdata[i], SIJIL_PERSON_RELATION);

    if (known[i] == NULL)
      continue;
    if (known[i]->leads &&
        (g_strcmp0 (relation, "head") == 0 || g_strcmp0 (relation, "spouse") == 0))
      return known[i];
    for (guint k = 0; k < i; k++)
      if (known[k] != NULL && sijil_id_equal (&known[k]->household, &known[i]->household))
        return known[i];
  }
  return NULL;
}

/* What the remarks say of the cells of a family that is not brought in helps nobody. */
static void
forget_remarks (SijilSheet *sheet, GHashTable *lines)
{
  g_autoptr (GPtrArray) all = g_steal_pointer (&sheet->remarks);

  sheet->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_remark_free);
  for (guint i = 0; i < all->len; i++) {
    SijilRemark *one = all->pdata[i];

    if (one->kind != SIJIL_REMARK_CELL ||
        !g_hash_table_contains (lines, GUINT_TO_POINTER (one->line)))
      g_ptr_array_add (sheet->remarks, g_steal_pointer (&all->pdata[i]));
  }
}

static void
skip_family (SijilSheet *sheet, SijilSheetPeople *people, const SijilKnown *known,
             GHashTable *lines)
{
  sheet->n_known++;
  remark (sheet, SIJIL_REMARK_KNOWN, g_array_index (people->rows, guint, 0), known);
  for (guint i = 0; i < people->rows->len; i++) {
    guint row = g_array_index (people->rows, guint, i);

    g_hash_table_add (lines, GUINT_TO_POINTER (sijil_csv_line (sheet->csv, row)));
  }
}

static void
settle_family (SijilSheet *sheet, SijilSheetFamily *family, SijilSheetPeople *people,
               SijilKnown *const *known, GHashTable *lines)
{
  const SijilKnown *same = same_household (people, known);
  guint n = 0;

  for (guint i = 0; i < people->persons->len; i++)
    n += known[i] != NULL;
  if (n == 0)
    return;
  if (same != NULL || n == people->persons->len)
    skip_family (sheet, people, same != NULL ? same : known[0], lines);
  g_array_set_size (family->rows, 0);
  for (guint i = 0; i < people->persons->len; i++) {
    guint row = g_array_index (people->rows, guint, i);

    if (known[i] == NULL && same != NULL)
      remark (sheet, SIJIL_REMARK_CELL, row, same);
    else if (known[i] == NULL)
      g_array_append_val (family->rows, row);
    else if (n < people->persons->len)
      remark (sheet, SIJIL_REMARK_ROW, row, known[i]);
  }
  sijil_sheet_family_settle (sheet, family);
}

static gboolean
visit (SijilSheet *sheet, SijilStore *store, Visit *self, GHashTable *lines, GError **error)
{
  g_autoptr (GPtrArray) known =
      self->writes ? sijil_store_write (store, sijil_known, &self->request, error)
                   : sijil_store_read (store, sijil_known_reading, &self->request, error);
  guint first = 0;

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < self->families->len; i++) {
    SijilSheetPeople *people = self->people->pdata[i];

    settle_family (sheet, self->families->pdata[i], people,
                   (SijilKnown *const *) known->pdata + first, lines);
    first += people->persons->len;
  }
  g_ptr_array_set_size (self->families, 0);
  g_ptr_array_set_size (self->request.persons, 0);
  g_ptr_array_set_size (self->request.households, 0);
  g_ptr_array_set_size (self->people, 0);
  return TRUE;
}

static gboolean
check_all (SijilSheet *sheet, SijilStore *store, const SijilSheetRun *run, gboolean writes,
           GHashTable *lines, GError **error)
{
  g_autoptr (GPtrArray) families = g_ptr_array_new ();
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_sheet_people_free);
  g_autoptr (GPtrArray) persons = g_ptr_array_new ();
  g_autoptr (GPtrArray) households = g_ptr_array_new ();
  Visit self = { families, people, { persons, households }, writes };

  for (guint i = 0; i < sheet->families->len; i++) {
    SijilSheetFamily *family = sheet->families->pdata[i];
    SijilSheetPeople *those = sijil_sheet_people (sheet, family->rows, NULL);

    if (those == NULL)
      continue;
    g_ptr_array_add (families, family);
    g_ptr_array_add (people, those);
    for (guint k = 0; k < those->persons->len; k++) {
      g_ptr_array_add (persons, those->persons->pdata[k]);
      g_ptr_array_add (households, those->household);
    }
    if (families->len == FAMILIES_AT_ONCE &&
        (g_cancellable_set_error_if_cancelled (run->cancellable, error) ||
         !visit (sheet, store, &self, lines, error)))
      return FALSE;
  }
  return visit (sheet, store, &self, lines, error);
}

static gboolean
check (SijilSheet *sheet, SijilStore *store, const SijilSheetRun *run, gboolean writes,
       GError **error)
{
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);

  if (!check_all (sheet, store, run, writes, lines, error))
    return FALSE;
  forget_remarks (sheet, lines);
  sijil_sheet_count (sheet);
  return TRUE;
}

/**
 * sijil_sheet_check:
 * @sheet: (inout): a sheet that was read
 * @store: a register
 * @run: how it may be stopped
 * @error: return location for an error
 *
 * Sets aside who is registered already: a sheet that is brought in twice doubles nobody. Only
 * reads. Waits for the register: call it outside the main thread. May be called again: who was set
 * aside stays so.
 *
 * Returns: %TRUE if everybody was compared
 */
gboolean
sijil_sheet_check (SijilSheet *sheet, SijilStore *store, const SijilSheetRun *run, GError **error)
{
  return check (sheet, store, run, FALSE, error);
}

/**
 * sijil_sheet_check_to_save:
 * @sheet: (inout): a sheet that was read
 * @store: a register
 * @run: how it may be stopped
 * @error: return location for an error
 *
 * The same, just before it is saved.
 *
 * Returns: %TRUE if everybody was compared
 */
gboolean
sijil_sheet_check_to_save (SijilSheet *sheet, SijilStore *store, const SijilSheetRun *run,
                           GError **error)
{
  return check (sheet, store, run, TRUE, error);
}

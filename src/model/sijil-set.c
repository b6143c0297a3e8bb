#define G_LOG_DOMAIN "sijil-model"

#include "sijil-set.h"

#include <string.h>

/**
 * sijil_set_codes:
 * @set: (nullable): a set
 *
 * Returns: (transfer full) (array zero-terminated=1): its codes, in order
 */
GStrv
sijil_set_codes (const char *set)
{
  g_auto (GStrv) words = g_strsplit (set != NULL ? set : "", " ", -1);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (codes, words[i]);
  return g_strv_builder_end (codes);
}

/**
 * sijil_set_has:
 * @set: (nullable): a set
 * @code: a code
 *
 * Returns: whether @code is in it
 */
gboolean
sijil_set_has (const char *set, const char *code)
{
  g_auto (GStrv) codes = sijil_set_codes (set);

  return g_strv_contains ((const char *const *) codes, code);
}

static void
append_word (GString *out, const char *sign, const char *code)
{
  if (out->len > 0)
    g_string_append_c (out, ' ');
  g_string_append_printf (out, "%s%s", sign, code);
}

static char *
finish (GString *out)
{
  if (out->len > 0)
    return g_string_free (out, FALSE);
  g_string_free (out, TRUE);
  return NULL;
}

/**
 * sijil_set_delta:
 * @old: (nullable): a set as it was
 * @wanted: (nullable): as it shall be
 *
 * Returns: (transfer full) (nullable): what was added and what was taken out, %NULL for nothing
 */
char *
sijil_set_delta (const char *old, const char *wanted)
{
  g_auto (GStrv) before = sijil_set_codes (old);
  g_auto (GStrv) after = sijil_set_codes (wanted);
  GString *out = g_string_new (NULL);

  for (guint i = 0; after[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) before, after[i]))
      append_word (out, "+", after[i]);
  for (guint i = 0; before[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) after, before[i]))
      append_word (out, "-", before[i]);
  return finish (out);
}

/**
 * sijil_set_changes:
 * @delta: (nullable): a change to a set
 *
 * Reads a change, be it from outside: words that are none are passed over.
 *
 * Returns: (transfer full) (element-type SijilSetChange): what it adds and takes out
 */
GArray *
sijil_set_changes (const char *delta)
{
  g_auto (GStrv) words = sijil_set_codes (delta);
  GArray *changes = g_array_new (FALSE, TRUE, sizeof (SijilSetChange));

  for (guint i = 0; words[i] != NULL; i++) {
    SijilSetChange change = { .added = words[i][0] == '+' };

    if ((words[i][0] != '+' && words[i][0] != '-') || words[i][1] == '\0' ||
        strlen (words[i] + 1) >= sizeof change.code)
      continue;
    g_strlcpy (change.code, words[i] + 1, sizeof change.code);
    g_array_append_val (changes, change);
  }
  return changes;
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * sijil_set_apply:
 * @set: (nullable): a set
 * @delta: (nullable): a change to it
 *
 * Returns: (transfer full) (nullable): the set after the change, %NULL if nothing is in it
 */
char *
sijil_set_apply (const char *set, const char *delta)
{
  g_auto (GStrv) before = sijil_set_codes (set);
  g_autoptr (GArray) changes = sijil_set_changes (delta);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; before[i] != NULL; i++)
    g_ptr_array_add (codes, before[i]);
  for (guint i = 0; i < changes->len; i++) {
    SijilSetChange *change = &g_array_index (changes, SijilSetChange, i);
    guint found;
    gboolean has = g_ptr_array_find_with_equal_func (codes, change->code, g_str_equal, &found);

    if (change->added && !has)
      g_ptr_array_add (codes, change->code);
    else if (!change->added && has)
      g_ptr_array_remove_index (codes, found);
  }
  g_ptr_array_sort (codes, compare_codes);
  for (guint i = 0; i < codes->len; i++)
    append_word (out, "", codes->pdata[i]);
  return finish (out);
}

/**
 * sijil_set_compose:
 * @first: (nullable): a change
 * @then: (nullable): the change after it
 *
 * Returns: (transfer full) (nullable): both as one change
 */
char *
sijil_set_compose (const char *first, const char *then)
{
  g_autoptr (GArray) earlier = sijil_set_changes (first);
  g_autoptr (GArray) later = sijil_set_changes (then);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < earlier->len; i++) {
    SijilSetChange *change = &g_array_index (earlier, SijilSetChange, i);
    gboolean again = FALSE;

    for (guint k = 0; k < later->len; k++)
      again = again || strcmp (g_array_index (later, SijilSetChange, k).code, change->code) == 0;
    if (!again)
      append_word (out, change->added ? "+" : "-", change->code);
  }
  for (guint i = 0; i < later->len; i++) {
    SijilSetChange *change = &g_array_index (later, SijilSetChange, i);

    append_word (out, change->added ? "+" : "-", change->code);
  }
  return finish (out);
}

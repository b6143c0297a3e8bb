#include "shrink.h"

static GArray *
without (GArray *steps, guint from, guint n)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (Step));

  g_array_append_vals (rest, steps->data, from);
  if (from + n < steps->len)
    g_array_append_vals (rest, &g_array_index (steps, Step, from + n), steps->len - from - n);
  return rest;
}

/* Leaves out runs of @n steps wherever it goes wrong without them too. */
static gboolean
leave_out (guint32 seed, GArray **steps, guint n, gint64 end, char **trouble)
{
  gboolean found = FALSE;

  for (guint at = (*steps)->len; at > 0 && g_get_monotonic_time () < end;) {
    g_autoptr (GArray) rest = NULL;
    Told result;

    at = at > n ? at - n : 0;
    if (at >= (*steps)->len)
      continue;
    rest = without (*steps, at, MIN (n, (*steps)->len - at));
    result = told (seed, rest);
    if (result.trouble == NULL)
      continue;
    found = TRUE;
    g_free (*trouble);
    *trouble = result.trouble;
    g_array_unref (*steps);
    *steps = g_steal_pointer (&rest);
  }
  return found;
}

GArray *
shrink (guint32 seed, GArray *steps, guint seconds, char **trouble)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  GArray *left = g_array_copy (steps);

  for (guint n = MAX (left->len / 2, 1); g_get_monotonic_time () < end;) {
    gboolean found = leave_out (seed, &left, n, end, trouble);

    if (n == 1 && !found)
      break;
    n = MAX (n / 2, 1);
  }
  return left;
}

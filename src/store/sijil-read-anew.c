#define G_LOG_DOMAIN "sijil-store"

#include "sijil-read-anew.h"

#include "sijil-meta.h"
#include "sijil-type.h"

/* A program passes over types and fields that it does not know. When it is updated and knows more,
 * it reads its feeds once more from the beginning: what it has folded before changes nothing, and
 * what it had passed over is there. */

static char *
known_fields (void)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    for (guint f = 0; f < types[i]->n_fields; f++) {
      g_autofree char *name = g_strdup_printf ("%s.%s\n", types[i]->name, types[i]->fields[f].name);

      g_checksum_update (sum, (const guchar *) name, -1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

/**
 * sijil_read_anew_if_newer:
 * @db: the local register, inside a transaction
 * @error: return location for an error
 *
 * Sets both cursors back if another program than this one folded the news so far.
 *
 * Returns: %TRUE if the next exchange brings what this program knows and that one did not
 */
gboolean
sijil_read_anew_if_newer (SijilDb *db, GError **error)
{
  g_autofree char *ours = known_fields ();
  g_autofree char *theirs = sijil_meta_text (db, SIJIL_META_KNOWN_FIELDS);

  if (g_strcmp0 (ours, theirs) == 0)
    return TRUE;
  return sijil_meta_set_number (db, SIJIL_META_CURSOR, 0, error) &&
         sijil_meta_set_number (db, SIJIL_META_CATALOGUE_CURSOR, 0, error) &&
         sijil_meta_set_text (db, SIJIL_META_KNOWN_FIELDS, ours, error);
}

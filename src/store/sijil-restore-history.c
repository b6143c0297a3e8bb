#define G_LOG_DOMAIN "sijil-store"

#include "sijil-backup-files.h"

#include "sijil-meta.h"
#include "sijil-session.h"

#include <string.h>

/* One line for each, the newest last: when, the date of the backup, and who allowed it. */
#define PARTS 3

void
sijil_restored_free (SijilRestored *restored)
{
  if (restored == NULL)
    return;
  g_free (restored->date);
  g_free (restored->clerk);
  g_free (restored);
}

/**
 * sijil_restore_note: (skip)
 * @session: the writing session of the register that was restored, inside a transaction
 * @date: ISO date of the backup
 * @error: return location for an error
 *
 * Writes down that it was restored, and by whom; it stays in the register and in its backups.
 *
 * Returns: %TRUE if it is written
 */
gpointer
sijil_restore_note (SijilSession *session, gpointer date, GError **error)
{
  g_autofree char *before = sijil_meta_text (session->db, SIJIL_META_RESTORED);
  g_autofree char *clerk = g_strdelimit (g_strdup (session->clerk), "\t\n", ' ');
  g_autofree char *lines =
      g_strdup_printf ("%s%" G_GINT64_FORMAT "\t%s\t%s\n", before != NULL ? before : "",
                       g_get_real_time (), (const char *) date, clerk);

  return GINT_TO_POINTER (sijil_meta_set_text (session->db, SIJIL_META_RESTORED, lines, error));
}

/**
 * sijil_restore_history: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilRestored): each time at which a backup took the place
 *   of this register, the newest first
 */
gpointer
sijil_restore_history (SijilSession *session, gpointer unused, GError **error)
{
  g_autofree char *text = sijil_meta_text (session->db, SIJIL_META_RESTORED);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_restored_free);

  for (guint i = g_strv_length (lines); i > 0; i--) {
    g_auto (GStrv) parts = g_strsplit (lines[i - 1], "\t", PARTS);
    SijilRestored *restored;

    if (g_strv_length (parts) != PARTS)
      continue;
    restored = g_new0 (SijilRestored, 1);
    restored->at = g_ascii_strtoll (parts[0], NULL, 10);
    restored->date = g_strdup (parts[1]);
    restored->clerk = g_strdup (parts[2]);
    g_ptr_array_add (all, restored);
  }
  return all;
}

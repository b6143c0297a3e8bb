#define G_LOG_DOMAIN "sijil-store"

#include "sijil-backup-files.h"

#include "sijil-meta.h"
#include "sijil-session.h"

static gpointer
load (SijilSession *session, gpointer unused, GError **error)
{
  return sijil_meta_text (session->db, SIJIL_META_BACKUP_ERROR);
}

static gpointer
save (SijilSession *session, gpointer sentence, GError **error)
{
  return GINT_TO_POINTER (
      sijil_meta_set_text (session->db, SIJIL_META_BACKUP_ERROR, sentence, error));
}

/**
 * sijil_backup_trouble:
 * @store: an open register
 *
 * Returns: (transfer full) (nullable): why the last attempt to make a backup failed, a sentence;
 *   %NULL if it did not
 */
char *
sijil_backup_trouble (SijilStore *store)
{
  char *sentence = sijil_store_read (store, load, NULL, NULL);

  if (sentence != NULL && *sentence == '\0')
    g_clear_pointer (&sentence, g_free);
  return sentence;
}

/**
 * sijil_backup_note: (skip)
 * @store: an open register
 * @sentence: why there is no backup, %NULL if there is one
 *
 * Remembers it until the next attempt, so that whoever comes to the desk later learns of it. On a
 * full disk it cannot be written; then it has been said at least.
 */
void
sijil_backup_note (SijilStore *store, const char *sentence)
{
  g_autofree char *before = sijil_backup_trouble (store);

  if (g_strcmp0 (before, sentence) != 0)
    sijil_store_write (store, save, (gpointer) (sentence != NULL ? sentence : ""), NULL);
}

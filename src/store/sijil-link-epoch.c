#define G_LOG_DOMAIN "sijil-store"

#include "sijil-link-epoch.h"

#include "sijil-edit.h"
#include "sijil-meta.h"
#include "sijil-schema.h"

/* The registry was restored from a backup. It has forgotten the last of what it had received and
 * told; the desks have it still, and say it again. Nothing of a clerk's is ever wiped here. */

/* All sets of this table are our own: those of others are folded and not kept. */
static gboolean
reopen_sets (SijilDb *db, guint32 device, guint64 acked, GError **error)
{
  static const char SQL_COUNT[] =
      "SELECT count(*) FROM change_set WHERE device = ?1 AND cseq > ?2 AND state = 1";
  static const char SQL_REOPEN[] =
      "UPDATE change_set SET state = 0, reason = NULL WHERE device = ?1 AND cseq > ?2";
  gint64 confirmed = sijil_db_number (db, 0, SQL_COUNT, "ii", (gint64) device, (gint64) acked);

  return sijil_db_run (db, error, SQL_REOPEN, "ii", (gint64) device, (gint64) acked) &&
         sijil_meta_add (db, SIJIL_META_CONFIRMED, -confirmed, error);
}

static gboolean
forget_told (SijilSession *session, const SijilTypeDef *type, guint64 told, GError **error)
{
  g_autofree char *list =
      g_strdup_printf ("SELECT id FROM %s WHERE born_device = ?2 AND born_cseq > ?1", type->name);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (SijilId));
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, list, "ii", (gint64) told,
                                                (gint64) SIJIL_REGISTRY_DEVICE);
  SijilId id;

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id))
      g_array_append_val (ids, id);
  if (!sijil_stmt_finish (stmt, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    const SijilId *one = &g_array_index (ids, SijilId, i);
    g_autoptr (SijilRecord) record = sijil_records_get (session->db, type, one);

    if (record != NULL && !sijil_edit_forget (session, record, error))
      return FALSE;
  }
  return TRUE;
}

/* What the registry had noticed since, it will notice again: kept, it would stand here twice. */
static gboolean
forget_all_told (SijilSession *session, guint64 told, GError **error)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    if (types[i]->audience == SIJIL_AUDIENCE_TOLD && !forget_told (session, types[i], told, error))
      return FALSE;
  return TRUE;
}

static gboolean
hold_back (SijilDb *db, const char *name, guint64 most, GError **error)
{
  return (guint64) sijil_meta_number (db, name, 0) <= most ||
         sijil_meta_set_number (db, name, (gint64) most, error);
}

/**
 * sijil_link_epoch: (skip)
 * @session: the writing session
 * @data: a #SijilEpoch
 * @error: return location for an error
 *
 * Takes part in the next life of a registry that was restored: what it does not know of us any more
 * waits again, and its feeds are read on from where the restored one ended.
 *
 * Returns: non-%NULL if it was noted
 */
gpointer
sijil_link_epoch (SijilSession *session, gpointer data, GError **error)
{
  static const char SQL_LEFT[] =
      "SELECT count(*) FROM change_set WHERE device = ?1 AND cseq > ?2 AND " SIJIL_SQL_WAITS;
  SijilEpoch *epoch = data;
  SijilDb *db = session->db;
  guint32 device = (guint32) sijil_meta_number (db, SIJIL_META_DEVICE, 0);
  gint64 cseq = sijil_meta_number (db, SIJIL_META_CSEQ, 0);
  gint64 acked = (gint64) epoch->acked;

  if (!reopen_sets (db, device, epoch->acked, error) ||
      !forget_all_told (session, epoch->told, error) ||
      !hold_back (db, SIJIL_META_CURSOR, epoch->cursor, error) ||
      !hold_back (db, SIJIL_META_CATALOGUE_CURSOR, epoch->catalogue_cursor, error) ||
      !sijil_meta_set_number (db, SIJIL_META_EPOCH, epoch->epoch, error))
    return NULL;
  /* Confirmed sets are kept for 30 days; a backup may be older. */
  epoch->leaves_a_gap = cseq > acked && sijil_db_number (db, 0, SQL_LEFT, "ii", (gint64) device,
                                                         acked) != cseq - acked;
  return GINT_TO_POINTER (TRUE);
}

/**
 * sijil_link_forgotten:
 * @session: the writing session, inside a transaction
 * @device: the number that we had
 * @error: return location for an error
 *
 * The restored registry does not know this device at all: all that is kept waits again, and its
 * feeds are read from the beginning.
 *
 * Returns: %TRUE if it was noted
 */
gboolean
sijil_link_forgotten (SijilSession *session, guint32 device, GError **error)
{
  return reopen_sets (session->db, device, 0, error) && forget_all_told (session, 0, error) &&
         hold_back (session->db, SIJIL_META_CURSOR, 0, error) &&
         hold_back (session->db, SIJIL_META_CATALOGUE_CURSOR, 0, error);
}

#define G_LOG_DOMAIN "sijil-store"

#include "sijil-outbox.h"

#include "sijil-edit.h"
#include "sijil-meta.h"
#include "sijil-roles.h"
#include "sijil-set-rows.h"

static void
refused_free (SijilRefused *refused)
{
  g_free (refused->reason);
  g_free (refused->what);
  g_free (refused);
}

void
sijil_sync_state_free (SijilSyncState *state)
{
  if (state == NULL)
    return;
  g_ptr_array_unref (state->refused);
  g_free (state->last_error);
  g_free (state->url);
  g_free (state);
}

static gboolean
load_refused (SijilDb *db, GPtrArray *refused, GError **error)
{
  static const char SQL[] =
      "SELECT s.local, s.reason, s.at, (SELECT r.type FROM change_row r WHERE r.change_set = "
      "s.local "
      "ORDER BY r.number LIMIT 1) FROM change_set s WHERE s.state = 2 ORDER BY s.cseq LIMIT 200";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "");

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    const SijilTypeDef *type = sijil_type_find (sijil_stmt_text (stmt, 3));
    SijilRefused *entry = g_new0 (SijilRefused, 1);

    entry->local = sijil_stmt_int (stmt, 0);
    entry->reason = g_strdup (sijil_stmt_text (stmt, 1));
    entry->at = sijil_stmt_int (stmt, 2);
    entry->what = g_strdup (type != NULL ? _ (type->label) : _ ("Change"));
    g_ptr_array_add (refused, entry);
  }
  return sijil_stmt_finish (stmt, error);
}

/**
 * sijil_sync_state: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: (transfer full): a #SijilSyncState: waiting, confirmed and refused are three numbers
 */
gpointer
sijil_sync_state (SijilSession *session, gpointer unused, GError **error)
{
  SijilDb *db = session->db;
  SijilSyncState *state = g_new0 (SijilSyncState, 1);

  state->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) refused_free);
  if (!load_refused (db, state->refused, error)) {
    sijil_sync_state_free (state);
    return NULL;
  }
  state->waiting = sijil_db_number (db, 0, "SELECT count(*) FROM change_set WHERE state = 0", "");
  state->confirmed = sijil_meta_number (db, SIJIL_META_CONFIRMED, 0);
  state->last_sync = sijil_meta_number (db, SIJIL_META_LAST_SYNC, 0);
  state->last_error = sijil_meta_text (db, SIJIL_META_LAST_ERROR);
  state->url = sijil_meta_text (db, SIJIL_META_URL);
  state->enrolled = state->url != NULL;
  state->device = (guint32) sijil_meta_number (db, SIJIL_META_DEVICE, 0);
  state->clock_off_ms = sijil_meta_number (db, SIJIL_META_CLOCK_OFFSET, 0);
  return state;
}

/**
 * sijil_outbox_send_again: (skip)
 * @session: the writing session
 * @data: number of a refused change set, #gint64
 * @error: return location for an error
 *
 * Puts a refused change into the outbox once more, as its records stand now: mend them first. The
 * refused set itself is kept as history.
 *
 * Returns: non-%NULL if it waits again
 */
gpointer
sijil_outbox_send_again (SijilSession *session, gpointer data, GError **error)
{
  gint64 local = *(gint64 *) data;
  g_autoptr (SijilChangeSet) refused = sijil_change_set_new (NULL);

  if (!sijil_role_may (session, SIJIL_ACT_REGISTER, error))
    return NULL;
  if (!sijil_db_number (session->db, 0, "SELECT 1 FROM change_set WHERE local = ?1 AND state = 2",
                        "i", local)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("This change was not refused"));
    return NULL;
  }
  return GINT_TO_POINTER (sijil_set_rows_load (session->db, local, refused, error) &&
                          sijil_edit_again (session, refused, error) &&
                          sijil_db_run (session->db, error,
                                        "UPDATE change_set SET state = 3 WHERE local = ?1", "i",
                                        local));
}

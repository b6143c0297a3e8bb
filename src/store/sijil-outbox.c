#define G_LOG_DOMAIN "sijil-store"

#include "sijil-outbox.h"

#include "sijil-alias.h"
#include "sijil-edit.h"
#include "sijil-family.h"
#include "sijil-match-version.h"
#include "sijil-meta.h"
#include "sijil-office-phone.h"
#include "sijil-schema.h"
#include "sijil-records.h"
#include "sijil-roles.h"
#include "sijil-set-rows.h"
#include "types/sijil-types-all.h"

#include <string.h>

static void
refused_free (SijilRefused *refused)
{
  g_free (refused->reason);
  g_free (refused->what);
  g_free (refused->head);
  g_free (refused->card);
  g_free (refused->programme);
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
  g_free (state->phone);
  g_free (state);
}

static gboolean
reference (SijilRecord *record, const char *name, SijilId *id)
{
  int field = sijil_type_field (sijil_record_def (record), name);

  return field >= 0 && sijil_record_reference (record, (guint) field, id);
}

/* The household that a record belongs to, by way of its person or its finding if need be. */
static gboolean
household_of (SijilDb *db, SijilRecord *record, SijilId *household)
{
  static const struct {
    const char *field;
    const SijilTypeDef *type;
  } WAYS[] = { { "person", &sijil_person_type }, { "finding", &sijil_finding_type } };
  SijilId id;

  if (sijil_record_def (record) == &sijil_household_type) {
    *household = *sijil_record_id (record);
    return TRUE;
  }
  if (reference (record, "household", household))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (WAYS); i++) {
    g_autoptr (SijilRecord) other = NULL;

    if (reference (record, WAYS[i].field, &id))
      other = sijil_records_get (db, WAYS[i].type, &id);
    if (other != NULL && reference (other, "household", household))
      return TRUE;
  }
  return FALSE;
}

static void
name_family (SijilDb *db, const SijilId *household, SijilRefused *entry)
{
  static const char SQL[] = "SELECT h.card, r.head_name FROM household h LEFT JOIN household_row r "
                            "ON r.household = " SIJIL_SQL_SURVIVOR ("h.id") " WHERE h.id = ?1";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, SQL, "d", household);

  if (stmt == NULL || !sijil_stmt_next (stmt))
    return;
  entry->card = g_strdup (sijil_stmt_text (stmt, 0));
  entry->head = g_strdup (sijil_stmt_text (stmt, 1));
}

/* Whom and what a change was about, so that a person knows what to mend. */
static void
describe (SijilDb *db, SijilRefused *entry)
{
  g_autoptr (SijilChangeSet) set = sijil_change_set_new (NULL);

  sijil_set_rows_load (db, entry->local, set, NULL);
  for (guint i = 0; i < set->rows->len; i++) {
    SijilRecord *part = ((SijilChangeRow *) set->rows->pdata[i])->record;
    const SijilTypeDef *type = sijil_record_def (part);
    g_autoptr (SijilRecord) record = sijil_records_get (db, type, sijil_record_id (part));
    g_autoptr (SijilRecord) programme = NULL;
    SijilId id;

    if (i == 0) {
      g_free (entry->what);
      entry->what = g_strdup (_ (type->label));
    }
    if (record != NULL && entry->card == NULL && household_of (db, record, &id))
      name_family (db, &id, entry);
    if (record != NULL && entry->programme == NULL && reference (record, "programme", &id))
      programme = sijil_records_get (db, &sijil_programme_type, &id);
    if (programme != NULL)
      entry->programme = sijil_programme_name (programme);
  }
}

static gboolean
load_refused (SijilDb *db, GPtrArray *refused, GError **error)
{
  static const char SQL[] = "SELECT local, reason, at FROM change_set WHERE " SIJIL_SQL_REFUSED
                            " ORDER BY cseq LIMIT 200";
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL, "");

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    SijilRefused *entry = g_new0 (SijilRefused, 1);

    entry->local = sijil_stmt_int (stmt, 0);
    entry->reason = g_strdup (sijil_stmt_text (stmt, 1));
    entry->at = sijil_stmt_int (stmt, 2);
    entry->what = g_strdup (_ ("Change"));
    describe (db, entry);
    g_ptr_array_add (refused, entry);
  }
  return sijil_stmt_finish (stmt, error);
}

/* Until it has said by which rules it goes, nothing is known to differ. */
static gboolean
is_other_match (SijilDb *db)
{
  g_autofree char *theirs = sijil_meta_text (db, SIJIL_META_REGISTRY_MATCH);

  return theirs != NULL && strcmp (theirs, sijil_match_version ()) != 0;
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
  gint64 tomorrow;

  state->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) refused_free);
  if (!load_refused (db, state->refused, error)) {
    sijil_sync_state_free (state);
    return NULL;
  }
  state->waiting =
      sijil_db_number (db, 0, "SELECT count(*) FROM change_set WHERE " SIJIL_SQL_WAITS, "");
  state->confirmed = sijil_meta_number (db, SIJIL_META_CONFIRMED, 0);
  state->last_sync = sijil_meta_number (db, SIJIL_META_LAST_SYNC, 0);
  state->last_error = sijil_meta_text (db, SIJIL_META_LAST_ERROR);
  state->url = sijil_meta_text (db, SIJIL_META_URL);
  state->enrolled = state->url != NULL;
  state->device = (guint32) sijil_meta_number (db, SIJIL_META_DEVICE, 0);
  state->compared = sijil_meta_number (db, SIJIL_META_COMPARED, 0);
  state->mended = sijil_meta_number (db, SIJIL_META_MENDED, 0);
  state->here_only = sijil_meta_number (db, SIJIL_META_HERE_ONLY, 0);
  state->other_match = is_other_match (db);
  tomorrow = sijil_meta_number (db, SIJIL_META_TOMORROW, 0);
  state->takes_tomorrow = tomorrow == 2 && state->waiting > 0;
  state->compares_tomorrow = tomorrow == 1;
  state->phone = sijil_office_phone (db);
  state->clock_off_ms = sijil_meta_number (db, SIJIL_META_CLOCK_OFFSET, 0);
  return state;
}

/**
 * sijil_tomorrow_sentence:
 * @state: how the exchange stands
 *
 * Returns: (nullable): what the registry does tomorrow only
 */
const char *
sijil_tomorrow_sentence (const SijilSyncState *state)
{
  if (!state->takes_tomorrow && !state->compares_tomorrow)
    return NULL;
  return state->takes_tomorrow
             ? _ ("The registry takes no more from this computer today. What waits is kept here "
                  "and goes tomorrow by itself.")
             : _ ("The registry has all of it. It compares the rest of it with other associations "
                  "tomorrow.");
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

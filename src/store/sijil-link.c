#define G_LOG_DOMAIN "sijil-store"

#include "sijil-edit.h"
#include "sijil-compare.h"
#include "sijil-exchange.h"
#include "sijil-link-epoch.h"
#include "sijil-losers.h"
#include "sijil-meta.h"
#include "sijil-office-phone.h"
#include "sijil-schema.h"
#include "sijil-roles.h"
#include "types/sijil-desk.h"

#include <string.h>

void
sijil_link_free (SijilLink *link)
{
  if (link == NULL)
    return;
  g_free (link->url);
  g_free (link->ca);
  g_free (link->token);
  g_free (link->registry);
  g_free (link->office);
  g_free (link->letters);
  g_clear_pointer (&link->public_key, g_bytes_unref);
  g_clear_pointer (&link->secret_key, g_bytes_unref);
  g_clear_pointer (&link->registry_key, g_bytes_unref);
  g_free (link);
}

void
sijil_join_free (SijilJoin *join)
{
  if (join == NULL)
    return;
  g_free (join->url);
  g_free (join->ca);
  g_free (join->token);
  g_free (join->registry);
  g_free (join->association);
  g_clear_pointer (&join->registry_key, g_bytes_unref);
  g_free (join);
}

/**
 * sijil_link_load: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * Returns: (transfer full): a #SijilLink
 */
gpointer
sijil_link_load (SijilSession *session, gpointer unused, GError **error)
{
  SijilDb *db = session->db;
  SijilLink *link = g_new0 (SijilLink, 1);

  link->url = sijil_meta_text (db, SIJIL_META_URL);
  link->ca = sijil_meta_text (db, SIJIL_META_CA);
  link->token = sijil_meta_text (db, SIJIL_META_TOKEN);
  link->registry = sijil_meta_text (db, SIJIL_META_REGISTRY);
  link->office = sijil_meta_text (db, SIJIL_META_OFFICE);
  link->letters = sijil_meta_text (db, SIJIL_META_LETTERS);
  link->epoch = sijil_meta_number (db, SIJIL_META_EPOCH, 0);
  link->device = (guint32) sijil_meta_number (db, SIJIL_META_DEVICE, 0);
  link->cseq = (guint64) sijil_meta_number (db, SIJIL_META_CSEQ, 0);
  link->cursor = (guint64) sijil_meta_number (db, SIJIL_META_CURSOR, 0);
  link->catalogue_cursor = (guint64) sijil_meta_number (db, SIJIL_META_CATALOGUE_CURSOR, 0);
  link->waiting =
      sijil_db_number (db, 0, "SELECT count(*) FROM change_set WHERE " SIJIL_SQL_WAITS, "");
  link->waiting_from =
      (guint64) sijil_db_number (db, (gint64) link->cseq + 1,
                                 "SELECT min(cseq) FROM change_set WHERE " SIJIL_SQL_WAITS " "
                                 "HAVING min(cseq) IS NOT NULL",
                                 "");
  link->compare_after = sijil_meta_number (db, SIJIL_META_COMPARE_AFTER, 0);
  link->registry_key = sijil_meta_bytes (db, SIJIL_META_REGISTRY_KEY);
  link->public_key = sijil_meta_bytes (db, SIJIL_META_DEVICE_PUBLIC);
  link->secret_key = sijil_meta_bytes (db, SIJIL_META_DEVICE_KEY);
  return link;
}

static gboolean
restamp_table (SijilDb *db, const SijilTypeDef *type, guint32 from, guint32 to, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s", type->name);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (SijilId));
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, sql, "");

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    SijilId id;

    if (sijil_stmt_id (stmt, 0, &id))
      g_array_append_val (ids, id);
  }
  if (!sijil_stmt_finish (stmt, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (SijilStored) stored = NULL;

    if (!sijil_records_load (db, type, &g_array_index (ids, SijilId, i), &stored, error))
      return FALSE;
    if (stored != NULL && sijil_stamps_renumber (stored->stamps, from, to, TRUE) &&
        !sijil_records_save (db, stored, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
restamp_all (SijilDb *db, guint32 from, guint32 to, GError **error)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    if (!restamp_table (db, types[i], from, to, error))
      return FALSE;
  return TRUE;
}

static gboolean
rename_births (SijilDb *db, guint32 old_device, guint64 old_cseq, guint32 device, guint64 cseq,
               GError **error)
{
  guint n;
  const SijilTypeDef *const *types = sijil_types (&n);

  for (guint i = 0; i < n; i++)
    if (!sijil_records_rebirth (db, types[i], old_device, old_cseq, device, cseq, error))
      return FALSE;
  return TRUE;
}

/* Gives every set that the registry has not confirmed a number of @device, in the old order. */
static gboolean
renumber_sets (SijilDb *db, guint32 old_device, guint32 device, guint64 *last, GError **error)
{
  static const char SQL_LIST[] =
      "SELECT local, cseq FROM change_set WHERE device = ?1 AND " SIJIL_SQL_WAITS " ORDER BY cseq";
  static const char SQL_RENAME[] = "UPDATE change_set SET device = ?2, cseq = ?3 WHERE local = ?1";
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, SQL_LIST, "i", (gint64) old_device);

  *last = 0;
  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt)) {
    gint64 pair[2] = { sijil_stmt_int (stmt, 0), sijil_stmt_int (stmt, 1) };

    g_array_append_vals (found, pair, 2);
  }
  if (!sijil_stmt_finish (stmt, error))
    return FALSE;
  for (guint i = 0; i + 1 < found->len; i += 2) {
    gint64 local = g_array_index (found, gint64, i), cseq = g_array_index (found, gint64, i + 1);

    (*last)++;
    if (!rename_births (db, old_device, (guint64) cseq, device, *last, error) ||
        !sijil_db_run (db, error, SQL_RENAME, "iii", local, (gint64) device, (gint64) *last))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_number (SijilDb *db, const SijilJoin *join, guint32 old_device, GError **error)
{
  guint64 last;

  return restamp_all (db, old_device, join->device, error) &&
         sijil_losers_renumber (db, old_device, join->device, error) &&
         renumber_sets (db, old_device, join->device, &last, error) &&
         sijil_meta_set_number (db, SIJIL_META_CSEQ, (gint64) last, error) &&
         sijil_meta_set_number (db, SIJIL_META_DEVICE, join->device, error) &&
         sijil_meta_set_text (db, SIJIL_META_TOKEN, join->token, error);
}

/**
 * sijil_link_name_desk:
 * @session: the writing session
 * @error: return location for an error
 *
 * Tells the association's other PCs which office this one is in, so that they can say who wrote a
 * value. Once, and again if the number or the office changed; an office keeps its phone under
 * another number.
 *
 * Returns: %TRUE if they are told or know it
 */
gboolean
sijil_link_name_desk (SijilSession *session, GError **error)
{
  gint64 number = sijil_meta_number (session->db, SIJIL_META_DEVICE, 0);
  g_autofree char *office = sijil_meta_text (session->db, SIJIL_META_OFFICE);
  g_autofree char *phone = NULL;
  g_autoptr (SijilRecord) desk = NULL;

  if (number == 0 || office == NULL ||
      sijil_db_number (session->db, 0, "SELECT 1 FROM desk WHERE number = ?1 AND office = ?2", "it",
                       number, office))
    return TRUE;
  desk = sijil_record_new (&sijil_desk_type, NULL);
  sijil_record_set_number (desk, SIJIL_DESK_NUMBER, number);
  sijil_record_set_text (desk, SIJIL_DESK_OFFICE, office);
  phone = sijil_office_phone_of (session->db, office);
  if (phone != NULL)
    sijil_record_set_text (desk, SIJIL_DESK_PHONE, phone);
  return sijil_edit_put (session, desk, error);
}

/**
 * sijil_link_may_join: (skip)
 * @session: a session
 * @unused: nothing
 * @error: return location for an error
 *
 * An invitation is good once, so this is asked before it is shown to the registry.
 *
 * Returns: non-%NULL if whoever is at the desk may join the alliance
 */
gpointer
sijil_link_may_join (SijilSession *session, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (sijil_role_may (session, SIJIL_ACT_ENROL, error));
}

/**
 * sijil_link_join: (skip)
 * @session: the writing session
 * @data: a #SijilJoin
 * @error: return location for an error
 *
 * Notes an enrolment. What was done before it, as device 0, gets the number of the device. The same
 * key enrolled again keeps its number, and then nothing is renumbered.
 *
 * Returns: non-%NULL if it was noted
 */
gpointer
sijil_link_join (SijilSession *session, gpointer data, GError **error)
{
  const SijilJoin *join = data;
  SijilDb *db = session->db;
  guint32 old_device = (guint32) sijil_meta_number (db, SIJIL_META_DEVICE, 0);
  g_autofree char *known = NULL, *ours = NULL;

  if (!sijil_role_may (session, SIJIL_ACT_ENROL, error))
    return NULL;
  known = sijil_meta_text (db, SIJIL_META_REGISTRY);
  ours = sijil_meta_text (db, SIJIL_META_ASSOCIATION);
  if (known != NULL &&
      (strcmp (known, join->registry) != 0 || g_strcmp0 (ours, join->association) != 0)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS,
                         _ ("This register belongs to another registry or association already"));
    return NULL;
  }
  if (old_device != 0 && old_device != join->device &&
      !sijil_link_forgotten (session, old_device, error))
    return NULL;
  if (old_device != join->device && !take_number (db, join, old_device, error))
    return NULL;
  /* A device that is known still learns from its next exchange that the registry was restored. */
  if (old_device != join->device &&
      !sijil_meta_set_number (db, SIJIL_META_EPOCH, join->epoch, error))
    return NULL;
  return GINT_TO_POINTER (
      sijil_meta_set_text (db, SIJIL_META_TOKEN, join->token, error) &&
      sijil_meta_set_text (db, SIJIL_META_URL, join->url, error) &&
      sijil_meta_set_text (db, SIJIL_META_CA, join->ca, error) &&
      sijil_meta_set_text (db, SIJIL_META_REGISTRY, join->registry, error) &&
      /* There is nothing to compare before the first exchange is through. */
      sijil_compare_later (session, error) &&
      sijil_exchange_calendar (session, join->hijri_offset, error) &&
      (join->registry_key == NULL || sijil_exchange_key (session, join->registry_key, error)) &&
      sijil_meta_set_text (db, SIJIL_META_ASSOCIATION, join->association, error) &&
      sijil_link_name_desk (session, error));
}

/**
 * sijil_link_fork: (skip)
 * @session: the writing session
 * @data: a #SijilJoin with the new number and its token
 * @error: return location for an error
 *
 * This profile was copied back from a backup: the registry knows later work under our number. What
 * it has not confirmed here is numbered anew, under a number of its own, so that nothing is lost on
 * either side.
 *
 * Returns: non-%NULL if it was noted
 */
gpointer
sijil_link_fork (SijilSession *session, gpointer data, GError **error)
{
  const SijilJoin *join = data;
  guint32 old_device = (guint32) sijil_meta_number (session->db, SIJIL_META_DEVICE, 0);

  return GINT_TO_POINTER (take_number (session->db, join, old_device, error) &&
                          sijil_link_name_desk (session, error));
}

/**
 * sijil_link_ended: (skip)
 * @session: the writing session
 * @sentence: (nullable): what went wrong, in the language of the window; %NULL for a whole exchange
 * @error: return location for an error
 *
 * Returns: (nullable): nothing
 */
gpointer
sijil_link_ended (SijilSession *session, gpointer sentence, GError **error)
{
  if (sentence == NULL)
    sijil_meta_set_number (session->db, SIJIL_META_LAST_SYNC, g_get_real_time (), error);
  sijil_meta_set_text (session->db, SIJIL_META_LAST_ERROR, sentence, NULL);
  return NULL;
}

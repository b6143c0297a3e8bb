#define G_LOG_DOMAIN "sijil-store"

#include "sijil-office-phone.h"

#include "sijil-edit.h"
#include "sijil-judge.h"
#include "sijil-meta.h"
#include "sijil-roles.h"
#include "types/sijil-desk.h"

/**
 * sijil_office_phone:
 * @db: the local register
 *
 * Returns: (transfer full) (nullable): what others are told for families of this PC
 */
char *
sijil_office_phone (SijilDb *db)
{
  return sijil_db_text (db, "SELECT phone FROM desk WHERE number = ?1 ORDER BY rowid DESC LIMIT 1",
                        "i", sijil_meta_number (db, SIJIL_META_DEVICE, 0));
}

/**
 * sijil_office_phone_of:
 * @db: the local register
 * @office: the name of an office of this association
 *
 * Returns: (transfer full) (nullable): the phone that one of its PCs has
 */
char *
sijil_office_phone_of (SijilDb *db, const char *office)
{
  return sijil_db_text (db,
                        "SELECT phone FROM desk WHERE office = ?1 AND phone IS NOT NULL "
                        "ORDER BY rowid DESC LIMIT 1",
                        "t", office);
}

static gboolean
list_desks (SijilSession *session, GArray *ids, GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (
      session->db, error,
      "SELECT id FROM desk WHERE office = "
      "(SELECT office FROM desk WHERE number = ?1 ORDER BY rowid DESC LIMIT 1) ORDER BY rowid",
      "i", sijil_meta_number (session->db, SIJIL_META_DEVICE, 0));
  SijilId id;

  if (stmt == NULL)
    return FALSE;
  while (sijil_stmt_next (stmt))
    if (sijil_stmt_id (stmt, 0, &id))
      g_array_append_val (ids, id);
  return sijil_stmt_finish (stmt, error);
}

static gboolean
save_one (SijilSession *session, const SijilId *id, const char *typed, const char *today,
          GError **error)
{
  g_autoptr (SijilRecord) desk = sijil_record_new (&sijil_desk_type, id);

  sijil_record_set_text (desk, SIJIL_DESK_PHONE, typed);
  return sijil_judge (session, desk, today, error) && sijil_edit_put (session, desk, error);
}

/**
 * sijil_office_phone_save: (skip)
 * @session: the writing session
 * @data: the phone number as typed; an empty one for none
 * @error: return location for an error
 *
 * The phone is the office's, so all of its PCs have it: also those that joined before, and the
 * numbers that this one had before a backup was put back, under which its older families were
 * registered.
 *
 * Returns: non-%NULL if it is written
 */
gpointer
sijil_office_phone_save (SijilSession *session, gpointer data, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (SijilId));
  g_autofree char *today = sijil_date_today ();

  if (!sijil_role_may (session, SIJIL_ACT_OFFICE, error) || !list_desks (session, ids, error))
    return NULL;
  if (ids->len == 0) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID,
                         _ ("This office has not joined the registry yet, so nobody is told its "
                            "phone. Join first"));
    return NULL;
  }
  for (guint i = 0; i < ids->len; i++)
    if (!save_one (session, &g_array_index (ids, SijilId, i), data, today, error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

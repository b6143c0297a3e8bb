#define G_LOG_DOMAIN "sijil-store"

#include "sijil-today.h"

#include "sijil-alias.h"
#include "sijil-date.h"
#include "sijil-hand-over.h"
#include "sijil-i18n.h"
#include "sijil-meta.h"
#include "sijil-review.h"
#include "sijil-store-error.h"

#define USUAL_MOST 50

#define STANDS                                                                                     \
  " d.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM distribution r WHERE r.reverses = d.id) "
#define RECENT                                                                                     \
  "SELECT d.id, d.household, d.at, h.head_name, "                                                  \
  "CASE WHEN ?2 AND p.name_en IS NOT NULL THEN p.name_en ELSE p.name END, d.quantity, h.card, "    \
  "d.rule_broken IS NOT NULL FROM distribution d LEFT JOIN household_row h "                       \
  "ON h.household = " SIJIL_SQL_SURVIVOR (                                                         \
      "d.household") " LEFT JOIN programme p ON p.id = d.programme WHERE "

static void
recent_free (SijilRecent *recent)
{
  if (recent == NULL)
    return;
  g_free (recent->head_name);
  g_free (recent->what);
  g_free (recent->card);
  g_free (recent);
}

void
sijil_today_free (SijilToday *today)
{
  if (today == NULL)
    return;
  g_ptr_array_unref (today->recent);
  g_free (today);
}

void
sijil_undo_free (SijilUndo *undo)
{
  if (undo == NULL)
    return;
  recent_free (undo->recent);
  g_free (undo);
}

static SijilRecent *
read_recent (SijilStmt *stmt)
{
  SijilRecent *recent = g_new0 (SijilRecent, 1);

  sijil_stmt_id (stmt, 0, &recent->distribution);
  sijil_stmt_id (stmt, 1, &recent->household);
  recent->at = sijil_stmt_int (stmt, 2);
  recent->head_name = g_strdup (sijil_stmt_text (stmt, 3));
  recent->what = g_strdup (sijil_stmt_text (stmt, 4));
  recent->quantity = sijil_stmt_int (stmt, 5);
  recent->card = g_strdup (sijil_stmt_text (stmt, 6));
  recent->over_warning = sijil_stmt_int (stmt, 7) != 0;
  return recent;
}

/**
 * sijil_today: (skip)
 * @session: a session
 * @most: how many hand-overs are wanted, 0 for the usual
 * @error: return location for an error
 *
 * Returns: (transfer full): a #SijilToday
 */
gpointer
sijil_today (SijilSession *session, gpointer most, GError **error)
{
  static const char SQL[] = RECENT "d.served_on = ?1 AND" STANDS "ORDER BY d.at DESC LIMIT ?3";
  static const char SQL_HOUSEHOLDS[] =
      "SELECT count(DISTINCT d.household) FROM distribution d WHERE d.served_on = ?1 AND" STANDS;
  static const char SQL_COUNT[] =
      "SELECT count(*) FROM distribution d WHERE d.served_on = ?1 AND" STANDS;
  g_autofree char *day = sijil_date_today ();
  guint wanted = GPOINTER_TO_UINT (most);
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (session->db, error, SQL, "tii", day, (gint64) !sijil_i18n_is_arabic (),
                       (gint64) (wanted > 0 ? wanted : USUAL_MOST));
  SijilToday *today;

  if (stmt == NULL)
    return NULL;
  today = g_new0 (SijilToday, 1);
  today->recent = g_ptr_array_new_with_free_func ((GDestroyNotify) recent_free);
  while (sijil_stmt_next (stmt))
    g_ptr_array_add (today->recent, read_recent (stmt));
  today->households = (guint) sijil_db_number (session->db, 0, SQL_HOUSEHOLDS, "t", day);
  today->count = (guint) sijil_db_number (session->db, 0, SQL_COUNT, "t", day);
  today->review = GPOINTER_TO_UINT (sijil_review_count (session, NULL, NULL));
  today->elsewhere_as_of = sijil_meta_number (session->db, SIJIL_META_LAST_SYNC, 0);
  return today;
}

/**
 * sijil_today_newest: (skip)
 * @session: a session
 * @distribution: (out): the newest hand-over of today that stands
 *
 * Returns: %FALSE if there is none
 */
gboolean
sijil_today_newest (SijilSession *session, SijilId *distribution)
{
  static const char SQL[] = "SELECT d.id FROM distribution d WHERE d.served_on = ?1 AND" STANDS
                            "ORDER BY d.at DESC LIMIT 1";
  g_autofree char *day = sijil_date_today ();
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, NULL, SQL, "t", day);

  return stmt != NULL && sijil_stmt_next (stmt) && sijil_stmt_id (stmt, 0, distribution);
}

static SijilRecent *
find_recent (SijilSession *session, const SijilId *distribution, GError **error)
{
  static const char SQL[] = RECENT "d.id = ?1 AND d.reverses IS NULL";
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "di", distribution,
                                                (gint64) !sijil_i18n_is_arabic ());

  if (stmt == NULL)
    return NULL;
  if (sijil_stmt_next (stmt))
    return read_recent (stmt);
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                       _ ("There is no such hand-over"));
  return NULL;
}

/**
 * sijil_undo: (skip)
 * @session: the writing session
 * @distribution: (nullable): a hand-over, %NULL for the newest of today
 * @error: return location for an error
 *
 * Takes a hand-over back if it was made just now: that was a slip of the hand. An older one is only
 * named: sijil_reverse() with a reason takes it back. Looking and reversing are one transaction on
 * the writing lane, so that a hand-over which is still on its way there is the one that is meant.
 *
 * Returns: (transfer full): a #SijilUndo
 */
gpointer
sijil_undo (SijilSession *session, gpointer distribution, GError **error)
{
  SijilUndo *undo = g_new0 (SijilUndo, 1);
  SijilId id;

  if (distribution != NULL)
    id = *(const SijilId *) distribution;
  else if (!sijil_today_newest (session, &id))
    return undo;
  undo->recent = find_recent (session, &id, error);
  if (undo->recent != NULL) {
    gint64 age = g_get_real_time () - undo->recent->at;
    g_autoptr (SijilReversal) slip = sijil_reversal_new (&id, "slip", NULL);
    g_autofree SijilId *fact = NULL;

    /* A clock that was set back since then says nothing about a slip. */
    if (age < 0 || age > SIJIL_SLIP_SECONDS * G_USEC_PER_SEC)
      return undo;
    fact = sijil_reverse (session, slip, error);
    undo->done = fact != NULL;
    if (undo->done)
      return undo;
  }
  sijil_undo_free (undo);
  return NULL;
}

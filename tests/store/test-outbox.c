#include "desk.h"
#include "sijil-exchange.h"
#include "sijil-outbox.h"
#include "sijil-schema.h"
#include "sijil-session.h"
#include "sijil-test.h"

#include <string.h>

static char *folder;
static SijilStore *store;

static gpointer
refuse (SijilSession *session, gpointer data, GError **error)
{
  return GINT_TO_POINTER (sijil_exchange_outcome (session, data, error));
}

/* The registry refuses what was changed last. */
static SijilRefused *
refused_last (SijilSyncState **state)
{
  SijilOutcome outcome = { 0 };

  outcome.cseq = (guint64) desk_number (store, "SELECT max(cseq) FROM change_set");
  outcome.refused = (char *) "not-yours";
  g_assert_nonnull (desk_write (store, refuse, &outcome));
  *state = desk_read (store, sijil_sync_state, NULL);
  return (*state)->refused->pdata[(*state)->refused->len - 1];
}

static void
hand_over (void)
{
  SijilId household = desk_family (store, "فاطمة محمد علي", NULL, NULL, TRUE);
  g_autofree char *card =
      desk_text (store, &sijil_household_type, &household, SIJIL_HOUSEHOLD_CARD);
  g_autoptr (SijilRecord) programme = desk_programme ("كرتونة", "food", "month");
  SijilId box = desk_put (store, programme);
  SijilSyncState *state;
  SijilRefused *refused;

  desk_serve (store, &household, &box, NULL);
  refused = refused_last (&state);
  g_assert_cmpstr (refused->head, ==, "فاطمة محمد علي");
  g_assert_cmpstr (refused->card, ==, card);
  g_assert_cmpstr (refused->programme, ==, "كرتونة");
  g_assert_cmpstr (refused->reason, ==, "not-yours");
  sijil_sync_state_free (state);
}

static void
person (void)
{
  SijilId household = desk_family (store, "سعاد محمد علي", NULL, NULL, TRUE);
  SijilId head = desk_head (store, &household);
  SijilSyncState *state;
  SijilRefused *refused;

  desk_edit (store, &sijil_person_type, &head, SIJIL_PERSON_PHONE, "01012345678");
  refused = refused_last (&state);
  g_assert_cmpstr (refused->what, ==, "Person");
  g_assert_cmpstr (refused->head, ==, "سعاد محمد علي");
  g_assert_null (refused->programme);
  sijil_sync_state_free (state);
}

static void
no_family (void)
{
  g_autoptr (SijilRecord) programme = desk_programme ("أخرى", "food", "month");
  SijilSyncState *state;
  SijilRefused *refused;

  desk_put (store, programme);
  refused = refused_last (&state);
  g_assert_cmpstr (refused->what, ==, "Programme");
  g_assert_null (refused->card);
  sijil_sync_state_free (state);
}

static gpointer
plan_of (SijilSession *session, gpointer condition, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "EXPLAIN QUERY PLAN SELECT local FROM change_set WHERE %s ORDER BY cseq", (char *) condition);
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, sql, "");

  return stmt != NULL && sijil_stmt_next (stmt) ? g_strdup (sijil_stmt_text (stmt, 3)) : NULL;
}

/* A desk keeps what was confirmed for 30 days: tens of thousands, of which some few wait. */
static void
by_index (void)
{
  static const char *const CONDITIONS[] = { SIJIL_SQL_WAITS, SIJIL_SQL_REFUSED };

  for (guint i = 0; i < G_N_ELEMENTS (CONDITIONS); i++) {
    g_autofree char *plan = desk_read (store, plan_of, CONDITIONS[i]);

    g_assert_nonnull (strstr (plan, "INDEX change_set_state"));
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  g_test_add_func ("/outbox/what-waits-is-found-by-an-index", by_index);
  g_test_add_func ("/outbox/a-refused-hand-over-names-family-and-programme", hand_over);
  g_test_add_func ("/outbox/a-refused-person-names-the-family", person);
  g_test_add_func ("/outbox/a-refused-programme-names-no-family", no_family);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}

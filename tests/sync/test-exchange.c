#include "sijil-exchange.h"
#include "sijil-merge.h"
#include "sijil-session.h"
#include "sijil-test.h"
#include "sijil-transport.h"
#include "sijil-wire.h"
#include "town.h"

/* Two desks of one association. */
static Town *town;
static Desk *a, *b;

static void
sync_all (void)
{
  for (int i = 0; i < 2; i++) {
    town_sync (a);
    town_sync (b);
  }
}

static SijilId
shared_family (void)
{
  SijilId id = desk_family (a->store, "فاطمة محمد علي", NULL, "1988", TRUE);

  sync_all ();
  return id;
}

static void
assert_same (const SijilTypeDef *type, const SijilId *id, guint field, const char *text)
{
  assert_takes (desk_text (a->store, type, id, field), text);
  assert_takes (desk_text (b->store, type, id, field), text);
}

static gint64
losers (Desk *desk, const char *field, gboolean concurrent)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM loser WHERE field = '%s' AND concurrent = %d", field, concurrent);

  return desk_number (desk->store, sql);
}

static void
first (void)
{
  gint64 before = town_count (town, "households");
  SijilId id = desk_family (a->store, "فاطمة محمد علي", "28806201512345", NULL, TRUE);
  g_autofree char *card = desk_text (a->store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_CARD);
  SijilSyncState *state;

  g_assert_cmpint (town_waiting (a), >, 0);
  town_sync (a);
  g_assert_cmpint (town_waiting (a), ==, 0);
  g_assert_cmpint (town_count (town, "households"), ==, before + 1);
  town_sync (b);
  assert_same (&sijil_household_type, &id, SIJIL_HOUSEHOLD_CARD, card);
  {
    SijilId head = desk_head (b->store, &id);

    assert_same (&sijil_person_type, &head, SIJIL_PERSON_ID_NUMBER, "28806201512345");
  }
  state = desk_read (b->store, sijil_sync_state, NULL);
  g_assert_cmpint (state->last_sync, >, 0);
  g_assert_null (state->last_error);
  sijil_sync_state_free (state);
  g_assert_cmpint (
      desk_number (b->store, "SELECT count(*) FROM household_row WHERE head_name IS NULL"), ==, 0);
}

static void
catalogue (void)
{
  sync_all ();
  g_assert_cmpint (
      desk_number (a->store, "SELECT count(*) FROM programme WHERE code = 'ramadan-box'"), ==, 1);
  g_assert_cmpint (desk_number (a->store, "SELECT count(*) FROM programme"), ==,
                   desk_number (b->store, "SELECT count(*) FROM programme"));
}

static void
quiet (void)
{
  g_autoptr (SijilLink) before = NULL, after = NULL;

  sync_all ();
  before = desk_read (a->store, sijil_link_load, NULL);
  town_sync (a);
  after = desk_read (a->store, sijil_link_load, NULL);
  g_assert_cmpuint (before->cursor, ==, after->cursor);
  g_assert_cmpuint (before->cseq, ==, after->cseq);
}

/* Neither had seen the other: the larger stamp wins at both, the other value is kept at both. */
static void
concurrent_register (void)
{
  for (int order = 0; order < 2; order++) {
    SijilId id = shared_family ();
    gint64 kept_a = losers (a, "address", TRUE), kept_b = losers (b, "address", TRUE);

    desk_edit (a->store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_ADDRESS, "الأول");
    g_usleep (5000);
    desk_edit (b->store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_ADDRESS, "الثاني");
    town_sync (order == 0 ? a : b);
    town_sync (order == 0 ? b : a);
    sync_all ();
    assert_same (&sijil_household_type, &id, SIJIL_HOUSEHOLD_ADDRESS, "الثاني");
    g_assert_cmpint (losers (a, "address", TRUE), ==, kept_a + 1);
    g_assert_cmpint (losers (b, "address", TRUE), ==, kept_b + 1);
  }
}

/* Whoever had seen the other's value wins, and nobody is asked. */
static void
known_register (void)
{
  SijilId id = shared_family ();
  gint64 kept = losers (a, "notes", TRUE) + losers (b, "notes", TRUE);

  desk_edit (a->store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_NOTES, "أولى");
  sync_all ();
  desk_edit (b->store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_NOTES, "ثانية");
  sync_all ();
  assert_same (&sijil_household_type, &id, SIJIL_HOUSEHOLD_NOTES, "ثانية");
  g_assert_cmpint (losers (a, "notes", TRUE) + losers (b, "notes", TRUE), ==, kept);
}

/* What the registry has first stays in a guarded field, whatever the clocks say. */
static void
concurrent_guarded (void)
{
  for (int order = 0; order < 2; order++) {
    SijilId id = shared_family (), head = desk_head (a->store, &id);
    Desk *early = order == 0 ? a : b, *late = order == 0 ? b : a;
    gint64 kept = losers (late, "name", TRUE);

    desk_edit (a->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "فاطمة عند الأول");
    g_usleep (5000);
    desk_edit (b->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "فاطمة عند الثاني");
    town_sync (early);
    town_sync (late);
    sync_all ();
    assert_same (&sijil_person_type, &head, SIJIL_PERSON_NAME,
                 order == 0 ? "فاطمة عند الأول" : "فاطمة عند الثاني");
    g_assert_cmpint (losers (late, "name", TRUE), ==, kept + 1);
    g_assert_cmpint (town_waiting (a) + town_waiting (b), ==, 0);
  }
}

/* Choosing the other value afterwards is an ordinary edit, and it holds. */
static void
chosen (void)
{
  SijilId id = shared_family (), head = desk_head (a->store, &id);

  desk_edit (a->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "باقية");
  desk_edit (b->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "مختارة");
  sync_all ();
  assert_same (&sijil_person_type, &head, SIJIL_PERSON_NAME, "باقية");
  desk_edit (b->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "مختارة");
  sync_all ();
  assert_same (&sijil_person_type, &head, SIJIL_PERSON_NAME, "مختارة");
}

static void
different_fields (void)
{
  SijilId id = shared_family ();

  desk_edit (a->store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_ADDRESS, "شارع");
  desk_edit (b->store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_PHONE, "01001234567");
  sync_all ();
  assert_same (&sijil_household_type, &id, SIJIL_HOUSEHOLD_ADDRESS, "شارع");
  assert_same (&sijil_household_type, &id, SIJIL_HOUSEHOLD_PHONE, "01001234567");
}

/* More than one request carries, both ways. */
static gpointer
fill (SijilSession *session, gpointer data, GError **error)
{
  for (int i = 0; i < 100; i++) {
    g_autoptr (SijilRecord) household = desk_household (FALSE);
    g_autoptr (SijilHouseholdEdit) edit = sijil_household_edit_new (household);
    g_autofree char *name = g_strdup_printf ("اسم %c%c%c", 'a' + i % 26, 'b' + i / 26, 'c');

    g_ptr_array_add (edit->persons, desk_person (name, "head", NULL, NULL));
    for (int k = 0; k < 3; k++)
      g_ptr_array_add (edit->persons, desk_person (name, "child", NULL, NULL));
    g_free (sijil_household_save (session, edit, error));
  }
  return NULL;
}

static void
count_up (const SijilExchangeStep *step, gpointer data)
{
  gint64 *calls = data;

  g_assert_cmpint (step->confirmed, <=, step->total);
  g_assert_cmpuint (step->requests, ==, *calls); /* before each of them, and after the last */
  g_assert_true (step->requests == 0 || (step->bytes_up > 0 && step->bytes_down > 0));
  (*calls)++;
}

/* What has come and what is still to come are one sum, which only grows nearer. */
static void
count_down (const SijilExchangeStep *step, gpointer data)
{
  GArray *left = data;

  if (step->requests > 0)
    g_array_append_val (left, step->news_left);
  g_assert_true (step->requests < 2 ||
                 step->news_left <= g_array_index (left, gint64, left->len - 2));
}

static void
many (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 calls = 0;

  sync_all ();
  for (int i = 0; i < 3; i++)
    desk_write (a->store, fill, NULL);
  for (int i = 0; i < 300; i++) {
    g_autofree char *name = g_strdup_printf ("قرية %d", i);
    g_autoptr (SijilRecord) record = desk_programme (name, "food", "month");

    desk_put (a->store, record);
  }
  g_assert_true (sijil_exchanger_run (a->store, count_up, &calls, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (calls, >, 1);
  g_assert_true (sijil_exchanger_run (b->store, count_down, left, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (left->len, >, 1);
  g_assert_cmpint (g_array_index (left, gint64, 0), >, 0);
  g_assert_cmpint (g_array_index (left, gint64, left->len - 1), ==, 0);
  g_assert_cmpint (desk_number (b->store, "SELECT count(*) FROM person"), ==,
                   desk_number (a->store, "SELECT count(*) FROM person"));
  g_assert_cmpint (desk_number (b->store, "SELECT value FROM meta WHERE key = 'persons'"), ==,
                   desk_number (a->store, "SELECT value FROM meta WHERE key = 'persons'"));
}

/* What is the registry's own affair to refuse stays here with its reason, and blocks nothing. */
static void
second_reversal (void)
{
  SijilId id, programme, given;
  SijilSyncState *state;

  id = shared_family ();
  g_assert_true (sijil_id_parse (TOWN_KATF_FE_KATF, &programme));
  given = desk_serve (a->store, &id, &programme, NULL);
  sync_all ();
  desk_reverse (a->store, &given);
  desk_reverse (b->store, &given);
  desk_edit (b->store, &sijil_household_type, &id, SIJIL_HOUSEHOLD_ADDRESS, "بعدها");
  sync_all ();
  state = desk_read (b->store, sijil_sync_state, NULL);
  g_assert_cmpuint (state->refused->len, ==, 1);
  g_assert_cmpstr (((SijilRefused *) state->refused->pdata[0])->reason, ==, "reversed-already");
  g_assert_cmpint (state->waiting, ==, 0);
  sijil_sync_state_free (state);
  assert_same (&sijil_household_type, &id, SIJIL_HOUSEHOLD_ADDRESS, "بعدها");
}

static void
too_large (void)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", town->port);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilTransport) transport = sijil_transport_new (url, town->ca, &error);
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (SIJIL_MAX_BODY + 1), SIJIL_MAX_BODY + 1);
  g_autoptr (GBytes) answer = NULL;

  g_assert_no_error (error);
  answer =
      sijil_transport_post (transport, "/v1/push", "application/octet-stream", body, NULL, &error);
  g_assert_null (answer);
  g_assert_true (g_error_matches (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_PROTOCOL) ||
                 g_error_matches (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_UNREACHABLE));
  town_sync (a); /* and the registry lives on */
}

static void
cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  shared_family ();
  desk_family (a->store, "زينب محمد علي", NULL, NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (sijil_exchanger_run (a->store, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (town_waiting (a), ==, 1);
  town_sync (a);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  town = town_new ();
  a = town_desk (town, "1");
  b = town_desk (town, "1");
  g_test_add_func ("/exchange/the-first-one-brings-everything", first);
  g_test_add_func ("/exchange/the-catalogue-arrives", catalogue);
  g_test_add_func ("/exchange/nothing-new-changes-nothing", quiet);
  g_test_add_func ("/exchange/different-fields-do-not-meet", different_fields);
  g_test_add_func ("/exchange/a-known-value-gives-way-silently", known_register);
  g_test_add_func ("/exchange/of-two-values-the-later-wins-and-both-are-kept", concurrent_register);
  g_test_add_func ("/exchange/a-guarded-value-stays-and-the-other-is-kept", concurrent_guarded);
  g_test_add_func ("/exchange/a-choice-afterwards-holds", chosen);
  g_test_add_func ("/exchange/many-requests-carry-much", many);
  g_test_add_func ("/exchange/a-refused-set-stays-and-blocks-nothing", second_reversal);
  g_test_add_func ("/exchange/a-body-over-the-limit-is-refused", too_large);
  g_test_add_func ("/exchange/may-be-stopped", cancelled);
  status = g_test_run ();
  town_desk_free (a);
  town_desk_free (b);
  town_free (town);
  return status;
}

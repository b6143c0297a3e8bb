#include "desk.h"
#include "sijil-family.h"
#include "sijil-period.h"
#include "sijil-programmes.h"
#include "sijil-session.h"
#include "sijil-test.h"
#include "sijil-today.h"

static char *folder;
static SijilStore *store;
static SijilId programme;

static SijilId
family (void)
{
  return desk_family (store, "فاطمة محمد علي حسن", NULL, NULL, TRUE);
}

static SijilEntitlement *
find_row (SijilFamily *loaded)
{
  for (guint i = 0; i < loaded->entitlements->len; i++) {
    SijilEntitlement *row = loaded->entitlements->pdata[i];

    if (sijil_id_equal (sijil_record_id (row->programme), &programme))
      return row;
  }
  g_assert_not_reached ();
}

static void
fact (void)
{
  SijilId household = family (), id = desk_serve (store, &household, &programme, NULL);
  g_autoptr (SijilRecord) stored = desk_get (store, &sijil_distribution_type, &id);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *period = sijil_period_of ("ramadan", today, 0);

  g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_PERIOD), ==, period);
  g_assert_cmpint (sijil_record_number (stored, SIJIL_DISTRIBUTION_QUANTITY, 0), ==, 1);
  g_assert_cmpint (sijil_record_number (stored, SIJIL_DISTRIBUTION_VALUE, 0), ==, 50000);
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_SERVED_ON), ==, today);
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_OFFICE), ==, "مكتب الاختبار");
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_ACTOR), ==, "منى");
  g_assert_null (sijil_record_text (stored, SIJIL_DISTRIBUTION_RULE_BROKEN));
  g_assert_cmpint (
      ABS (sijil_record_number (stored, SIJIL_DISTRIBUTION_AT, 0) - g_get_real_time ()), <,
      60 * G_USEC_PER_SEC);
}

/* A PC that thinks it is in the Pacific serves on Cairo's day all the same. */
static void
cairo (void)
{
  static const char *const ZONES[] = { "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Africa/Cairo");

  for (guint i = 0; i < G_N_ELEMENTS (ZONES); i++) {
    SijilId household = family (), id;
    g_autofree char *served_on = NULL, *expected = NULL;
    g_autoptr (GDateTime) now = NULL;
    g_autoptr (SijilRecord) stored = NULL;

    g_setenv ("TZ", ZONES[i], TRUE);
    id = desk_serve (store, &household, &programme, NULL);
    stored = desk_get (store, &sijil_distribution_type, &id);
    now = g_date_time_new_from_unix_utc (sijil_record_number (stored, SIJIL_DISTRIBUTION_AT, 0) /
                                         G_USEC_PER_SEC);
    {
      g_autoptr (GDateTime) local = g_date_time_to_timezone (now, zone);

      expected = g_date_time_format (local, "%Y-%m-%d");
    }
    g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_SERVED_ON), ==, expected);
  }
  g_unsetenv ("TZ");
}

static void
done_and_undone (void)
{
  SijilId household = family (), id;
  SijilFamily *loaded;
  SijilEntitlement *row;

  id = desk_serve (store, &household, &programme, NULL);
  loaded = desk_read (store, sijil_family_load, &household);
  row = find_row (loaded);
  g_assert_cmpint (row->state, ==, SIJIL_ENTITLED_DONE);
  g_assert_true (sijil_id_equal (&row->distribution, &id));
  g_assert_cmpuint (loaded->received->len, ==, 1);
  sijil_family_free (loaded);

  desk_reverse (store, &id);
  loaded = desk_read (store, sijil_family_load, &household);
  g_assert_cmpint (find_row (loaded)->state, ==, SIJIL_ENTITLED);
  g_assert_cmpuint (loaded->received->len, ==, 0);
  sijil_family_free (loaded);

  desk_serve (store, &household, &programme, NULL); /* and again, without a reason */
}

static void
reversed_twice (void)
{
  SijilId household = family (), id = desk_serve (store, &household, &programme, NULL);
  g_autoptr (SijilReversal) again = sijil_reversal_new (&id, "returned", NULL);

  desk_reverse (store, &id);
  desk_refuses (store, sijil_reverse, again, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_EXISTS);
}

static void
reversal_of_a_reversal (void)
{
  SijilId household = family (), id = desk_serve (store, &household, &programme, NULL);
  g_autoptr (SijilReversal) request = sijil_reversal_new (&id, "other", "بطاقة خاطئة");
  g_autofree SijilId *reversal = desk_write (store, sijil_reverse, request);
  g_autoptr (SijilReversal) again = sijil_reversal_new (reversal, "slip", NULL);
  g_autoptr (SijilRecord) stored = desk_get (store, &sijil_distribution_type, reversal);

  g_assert_cmpint (sijil_record_number (stored, SIJIL_DISTRIBUTION_QUANTITY, 0), ==, -1);
  g_assert_cmpint (sijil_record_number (stored, SIJIL_DISTRIBUTION_VALUE, 0), ==, -50000);
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_REASON_TEXT), ==, "بطاقة خاطئة");
  desk_refuses (store, sijil_reverse, again, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
}

static void
reversal_reasons (void)
{
  static const struct {
    const char *code, *text;
  } WRONG[] = { { NULL, NULL }, { "whim", NULL }, { "other", NULL }, { "other", "" } };
  SijilId household = family (), id = desk_serve (store, &household, &programme, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++) {
    g_autoptr (SijilReversal) request = sijil_reversal_new (&id, WRONG[i].code, WRONG[i].text);

    desk_refuses (store, sijil_reverse, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  }
}

static void
reasons (void)
{
  SijilId household = family ();
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();
  g_autofree SijilId *id = NULL;
  g_autoptr (SijilRecord) stored = NULL;

  desk_serve (store, &household, &programme, NULL);
  request->household = household;
  request->programme = programme;
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_RULE);
  request->reason_code = g_strdup ("whim");
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  g_free (request->reason_code);
  request->reason_code = g_strdup ("other");
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  request->reason_text = g_strdup ("بيت محترق");
  id = desk_write (store, sijil_hand_over, request);
  stored = desk_get (store, &sijil_distribution_type, id);
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_REASON_CODE), ==, "other");
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_REASON_TEXT), ==, "بيت محترق");
  g_assert_cmpstr (sijil_record_text (stored, SIJIL_DISTRIBUTION_RULE_BROKEN), ==, "limit");
}

/* A reason that was not needed is not kept as if a rule had been broken. */
static void
needless_reason (void)
{
  SijilId household = family (), id = desk_serve (store, &household, &programme, "incomplete");
  g_autoptr (SijilRecord) stored = desk_get (store, &sijil_distribution_type, &id);

  g_assert_null (sijil_record_text (stored, SIJIL_DISTRIBUTION_REASON_CODE));
  g_assert_null (sijil_record_text (stored, SIJIL_DISTRIBUTION_RULE_BROKEN));
}

static void
quantities (void)
{
  SijilId household = family ();
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();

  request->household = household;
  request->programme = programme;
  request->quantity = -1;
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  request->quantity = 1001;
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
}

static void
nobody (void)
{
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();

  request->household = sijil_id_new ();
  request->programme = programme;
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
  request->household = family ();
  request->programme = sijil_id_new ();
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
}

static void
today (void)
{
  SijilToday *before = desk_read (store, sijil_today, NULL), *after;
  SijilId household = family (), id;

  id = desk_serve (store, &household, &programme, NULL);
  desk_serve (store, &household, &programme, "incomplete");
  after = desk_read (store, sijil_today, NULL);
  g_assert_cmpuint (after->households, ==, before->households + 1);
  g_assert_cmpuint (after->recent->len, ==, MIN (before->recent->len + 2, 50));
  g_assert_true (((SijilRecent *) after->recent->pdata[0])->over_warning);
  g_assert_true (sijil_id_equal (&((SijilRecent *) after->recent->pdata[1])->distribution, &id));
  sijil_today_free (before);
  sijil_today_free (after);
}

static gpointer
become (SijilSession *session, gpointer role, GError **error)
{
  g_free (session->role);
  session->role = g_strdup (role);
  return NULL;
}

static void
roles (void)
{
  SijilId household = family (), id = desk_serve (store, &household, &programme, NULL);
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();
  g_autoptr (SijilReversal) reversal = sijil_reversal_new (&id, "slip", NULL);
  g_autoptr (SijilRecord) made = desk_programme ("new", "food", "month");

  request->household = household;
  request->programme = programme;
  desk_write (store, become, "auditor");
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  desk_refuses (store, sijil_reverse, reversal, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  desk_write (store, become, "clerk");
  desk_refuses (store, sijil_programme_save, made, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  g_free (desk_write (store, sijil_reverse, reversal));
  desk_write (store, become, "coordinator");
  g_free (desk_write (store, sijil_programme_save, made));
}

static void
alliance_programme (void)
{
  g_autoptr (SijilRecord) record = desk_programme ("alliance", "food", "month");
  g_autoptr (SijilRecord) edit = NULL;
  SijilId id;

  sijil_record_set_number (record, SIJIL_PROGRAMME_ALLIANCE, 1);
  id = desk_put (store, record); /* as the catalogue's feed brings it */
  edit = sijil_record_new (&sijil_programme_type, &id);
  sijil_record_set_text (edit, SIJIL_PROGRAMME_NAME, "x");
  desk_refuses (store, sijil_programme_save, edit, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
}

static SijilId
given_on_another_day (const SijilId *household, gint64 seconds_ago)
{
  SijilRecord *fact = sijil_record_new (&sijil_distribution_type, NULL);

  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_HOUSEHOLD, household);
  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_PROGRAMME, &programme);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_PERIOD, "R1447");
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY, 1);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_SERVED_ON, "2026-03-01");
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_AT,
                           g_get_real_time () - seconds_ago * G_USEC_PER_SEC);
  return desk_put (store, fact);
}

static char *
reason_of_the_reversal (const SijilId *distribution)
{
  g_autoptr (GPtrArray) facts = desk_all (store, &sijil_distribution_type);
  SijilId reversed;

  for (guint i = 0; i < facts->len; i++)
    if (sijil_record_reference (facts->pdata[i], SIJIL_DISTRIBUTION_REVERSES, &reversed) &&
        sijil_id_equal (&reversed, distribution))
      return g_strdup (sijil_record_text (facts->pdata[i], SIJIL_DISTRIBUTION_REASON_CODE));
  return NULL;
}

static void
undo_at_once (void)
{
  SijilId household = family (), id = desk_serve (store, &household, &programme, NULL);
  SijilUndo *undo = desk_write (store, sijil_undo, NULL);
  g_autofree char *reason = reason_of_the_reversal (&id);

  g_assert_true (undo->done);
  g_assert_true (sijil_id_equal (&undo->recent->distribution, &id));
  g_assert_cmpstr (undo->recent->head_name, ==, "فاطمة محمد علي حسن");
  g_assert_cmpstr (reason, ==, "slip");
  sijil_undo_free (undo);
}

static void
undo_later (void)
{
  SijilId household = family (), id = given_on_another_day (&household, SIJIL_SLIP_SECONDS + 5);
  SijilUndo *undo = desk_write (store, sijil_undo, &id);
  g_autofree char *reason = reason_of_the_reversal (&id);

  g_assert_false (undo->done);
  g_assert_true (sijil_id_equal (&undo->recent->distribution, &id));
  g_assert_null (reason);
  sijil_undo_free (undo);
}

static void
newest (void)
{
  SijilId first = family (), second = family (), id;
  SijilFamily *loaded;

  desk_serve (store, &first, &programme, NULL);
  id = desk_serve (store, &second, &programme, NULL);
  loaded = desk_read (store, sijil_family_load, &first);
  g_assert_true (sijil_id_equal (&loaded->last_today, &id));
  sijil_family_free (loaded);
}

int
main (int argc, char **argv)
{
  g_autoptr (SijilRecord) record = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  record = desk_programme ("box", "ramadan-food", "ramadan");
  sijil_record_set_number (record, SIJIL_PROGRAMME_VALUE, 50000);
  programme = desk_put (store, record);
  g_test_add_func ("/hand-over/a-fact-says-what-when-and-by-whom", fact);
  g_test_add_func ("/hand-over/served-on-is-the-day-in-cairo", cairo);
  g_test_add_func ("/hand-over/done-today-and-undone-is-free-again", done_and_undone);
  g_test_add_func ("/hand-over/is-reversed-once", reversed_twice);
  g_test_add_func ("/hand-over/a-reversal-stands-beside-the-fact", reversal_of_a_reversal);
  g_test_add_func ("/hand-over/a-reversal-has-a-reason", reversal_reasons);
  g_test_add_func ("/hand-over/a-broken-rule-needs-a-reason-and-keeps-it", reasons);
  g_test_add_func ("/hand-over/a-needless-reason-is-not-kept", needless_reason);
  g_test_add_func ("/hand-over/a-wild-quantity-is-refused", quantities);
  g_test_add_func ("/hand-over/nobody-and-nothing-are-not-found", nobody);
  g_test_add_func ("/hand-over/the-day-counts-families-and-lists-facts", today);
  g_test_add_func ("/hand-over/roles-bound-who-does-what", roles);
  g_test_add_func ("/hand-over/the-alliances-programme-is-the-alliances", alliance_programme);
  g_test_add_func ("/hand-over/taken-back-at-once-was-a-slip-of-the-hand", undo_at_once);
  g_test_add_func ("/hand-over/taken-back-later-needs-a-reason", undo_later);
  g_test_add_func ("/hand-over/a-family-knows-what-the-undo-key-means", newest);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}

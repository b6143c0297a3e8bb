#include "desk.h"
#include "sijil-review.h"
#include "sijil-session.h"
#include "sijil-test.h"

static char *folder;
static SijilStore *store;

static SijilId programme, ours, theirs; /* of the last overlap */

/* What an overlap says of the two sides, as it stands here. */
static SijilId
facts (SijilRecord *finding, const SijilId *household)
{
  g_autoptr (SijilRecord) row = sijil_record_new (&sijil_elsewhere_type, NULL);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *month = g_strndup (today, 7);

  sijil_record_set_reference (row, SIJIL_ELSEWHERE_HOUSEHOLD, household);
  sijil_record_set_text (row, SIJIL_ELSEWHERE_ASSOCIATION, "جمعية الهدى");
  sijil_record_set_text (row, SIJIL_ELSEWHERE_FAMILY, "food");
  sijil_record_set_text (row, SIJIL_ELSEWHERE_PERIOD, month);
  sijil_record_set_text (row, SIJIL_ELSEWHERE_SERVED_ON, today);
  sijil_record_set_number (row, SIJIL_ELSEWHERE_STANDING, 1);
  sijil_record_set_text (finding, SIJIL_FINDING_FAMILY, "food");
  sijil_record_set_text (finding, SIJIL_FINDING_PERIOD, month);
  sijil_record_set_text (finding, SIJIL_FINDING_OUR_DATE, today);
  sijil_record_set_text (finding, SIJIL_FINDING_OTHER_DATE, today);
  ours = desk_serve (store, household, &programme, NULL);
  return desk_put (store, row);
}

static SijilId
finding (const char *kind)
{
  SijilId household = desk_family (store, "فاطمة محمد علي حسن", NULL, "1988-06-20", TRUE);
  g_autoptr (SijilRecord) record = sijil_record_new (&sijil_finding_type, NULL);

  sijil_record_set_text (record, SIJIL_FINDING_KIND, kind);
  sijil_record_set_reference (record, SIJIL_FINDING_HOUSEHOLD, &household);
  sijil_record_set_text (record, SIJIL_FINDING_OTHER_ASSOCIATION, "جمعية الهدى");
  sijil_record_set_number (record, SIJIL_FINDING_AT, g_get_real_time ());
  if (g_strcmp0 (kind, "overlap") == 0)
    theirs = facts (record, &household);
  return desk_put (store, record);
}

static void
settle (const SijilId *id, const char *answer, const char *reason)
{
  SijilVerdictRequest *request = sijil_verdict_request_new (id, answer, reason);

  g_free (desk_write (store, sijil_review_settle, request));
  sijil_verdict_request_free (request);
}

static void
refuses (const SijilId *id, const char *answer, int code)
{
  SijilVerdictRequest *request = sijil_verdict_request_new (id, answer, NULL);

  desk_refuses (store, sijil_review_settle, request, SIJIL_STORE_ERROR, code);
  sijil_verdict_request_free (request);
}

static char *
standing (const SijilId *id)
{
  g_autoptr (GPtrArray) items = desk_read (store, sijil_review, NULL);

  for (guint i = 0; i < items->len; i++) {
    SijilReviewItem *item = items->pdata[i];

    if (sijil_id_equal (sijil_record_id (item->finding), id))
      return g_strdup (
          item->verdict != NULL ? sijil_record_text (item->verdict, SIJIL_VERDICT_ANSWER) : "open");
  }
  return g_strdup ("missing");
}

static guint
count (void)
{
  return GPOINTER_TO_UINT (desk_read (store, sijil_review_count, NULL));
}

static void
settled (void)
{
  SijilId id = finding ("overlap");
  guint before = count ();

  assert_takes (standing (&id), "open");
  settle (&id, "accepted", "حضرا معًا");
  assert_takes (standing (&id), "accepted");
  g_assert_cmpuint (count (), ==, before - 1);
  settle (&id, NULL, NULL);
  assert_takes (standing (&id), "open");
  g_assert_cmpuint (count (), ==, before);
  settle (&id, "different", NULL);
  assert_takes (standing (&id), "different");
}

static void
another_answer (void)
{
  SijilId id = finding ("maybe-same-person");

  settle (&id, "same", NULL);
  settle (&id, "unsure", NULL);
  settle (&id, "different", NULL);
  assert_takes (standing (&id), "different");
  settle (&id, NULL, NULL);
  assert_takes (standing (&id), "open"); /* and not the one before */
}

static void
refused (void)
{
  SijilId id = finding ("overlap"), nothing = sijil_id_new ();

  refuses (&id, NULL, SIJIL_STORE_ERROR_NOT_FOUND);
  refuses (&id, "perhaps", SIJIL_STORE_ERROR_INVALID);
  refuses (&nothing, "same", SIJIL_STORE_ERROR_NOT_FOUND);
  settle (&id, "same", NULL);
  settle (&id, NULL, NULL);
  refuses (&id, NULL, SIJIL_STORE_ERROR_NOT_FOUND);
}

static void
quiet (void)
{
  guint before = count ();
  SijilId known = finding ("known-elsewhere");

  g_assert_cmpuint (count (), ==, before);
  settle (&known, "different", NULL);
  assert_takes (standing (&known), "different");
}

static void
order (void)
{
  SijilId settled_one = finding ("id-shared"), known = finding ("known-elsewhere"),
          open = finding ("id-shared");
  g_autoptr (GPtrArray) items = NULL;
  int rank = 0;

  settle (&settled_one, "different", NULL);
  items = desk_read (store, sijil_review, NULL);
  for (guint i = 0; i < items->len; i++) {
    SijilReviewItem *item = items->pdata[i];
    int now = item->verdict != NULL ? 2 : item->counts ? 0 : 1;

    g_assert_cmpint (now, >=, rank);
    rank = now;
    if (sijil_id_equal (sijil_record_id (item->finding), &open))
      g_assert_cmpint (now, ==, 0);
    if (sijil_id_equal (sijil_record_id (item->finding), &known))
      g_assert_cmpint (now, ==, 1);
  }
}

static void
described (void)
{
  SijilId id = finding ("overlap");
  g_autoptr (GPtrArray) items = desk_read (store, sijil_review, NULL);
  SijilReviewItem *item = items->pdata[0];

  g_assert_true (sijil_id_equal (sijil_record_id (item->finding), &id));
  g_assert_cmpstr (item->head_name, ==, "فاطمة محمد علي حسن");
  g_assert_cmpstr (item->birth_year, ==, "1988");
  g_assert_nonnull (item->card);
}

static SijilReviewItem *
look_up (GPtrArray *items, const SijilId *id)
{
  for (guint i = 0; i < items->len; i++)
    if (sijil_id_equal (sijil_record_id (((SijilReviewItem *) items->pdata[i])->finding), id))
      return items->pdata[i];
  g_assert_not_reached ();
}

static void
assert_moot (const SijilId *id, gboolean moot, guint waiting)
{
  g_autoptr (GPtrArray) items = desk_read (store, sijil_review, NULL);

  g_assert_cmpint (look_up (items, id)->moot, ==, moot);
  g_assert_cmpint (look_up (items, id)->counts, ==, !moot);
  g_assert_cmpuint (count (), ==, waiting);
}

static void
ours_undone (void)
{
  SijilId id = finding ("overlap");
  guint waiting = count ();

  assert_moot (&id, FALSE, waiting);
  desk_reverse (store, &ours);
  assert_moot (&id, TRUE, waiting - 1);
}

static void
theirs_undone (void)
{
  SijilId id = finding ("overlap");
  guint waiting = count ();
  g_autoptr (SijilRecord) edit = sijil_record_new (&sijil_elsewhere_type, &theirs);

  sijil_record_set_number (edit, SIJIL_ELSEWHERE_STANDING, 0);
  desk_put (store, edit);
  assert_moot (&id, TRUE, waiting - 1);
}

/* The family gave way in a merge: the facts are read through it. */
static void
merged (void)
{
  SijilId id = finding ("overlap");
  SijilId survivor = desk_family (store, "فاطمة محمد علي حسن", NULL, "1988-06-20", TRUE);
  g_autoptr (SijilRecord) record = desk_get (store, &sijil_finding_type, &id);
  g_autoptr (SijilRecord) edit = NULL;
  SijilId household;

  sijil_record_reference (record, SIJIL_FINDING_HOUSEHOLD, &household);
  edit = sijil_record_new (&sijil_household_type, &household);
  sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_MERGED_INTO, &survivor);
  desk_put (store, edit);
  assert_moot (&id, FALSE, count ());
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
  SijilId id = finding ("overlap");

  desk_write (store, become, "clerk");
  refuses (&id, "same", SIJIL_STORE_ERROR_ROLE);
  desk_write (store, become, "coordinator");
  settle (&id, "same", NULL);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  {
    g_autoptr (SijilRecord) record = desk_programme ("food", "food", "month");

    programme = desk_put (store, record);
  }
  g_test_add_func ("/review/is-settled-unsettled-and-settled-again", settled);
  g_test_add_func ("/review/another-answer-takes-the-first-ones-place", another_answer);
  g_test_add_func ("/review/what-makes-no-sense-is-refused", refused);
  g_test_add_func ("/review/known-elsewhere-is-a-quiet-list", quiet);
  g_test_add_func ("/review/what-waits-stands-first", order);
  g_test_add_func ("/review/shows-our-side", described);
  g_test_add_func ("/review/an-overlap-is-none-once-ours-is-undone", ours_undone);
  g_test_add_func ("/review/an-overlap-is-none-once-theirs-is-undone", theirs_undone);
  g_test_add_func ("/review/an-overlap-of-a-merged-family-stands", merged);
  g_test_add_func ("/review/a-clerk-settles-nothing", roles);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}

#include "desk.h"
#include "sijil-family.h"
#include "sijil-period.h"
#include "sijil-test.h"

static char *folder;
static SijilStore *store;

/* What the desk would say of @programme for @household, out of the whole list. */
static SijilEntitledState
judged (const SijilId *household, const SijilId *programme, char **rule)
{
  SijilFamily *family = desk_read (store, sijil_family_load, household);
  SijilEntitledState state = SIJIL_ENTITLED_NOT;
  gboolean found = FALSE;

  for (guint i = 0; i < family->entitlements->len; i++) {
    SijilEntitlement *row = family->entitlements->pdata[i];

    if (!sijil_id_equal (sijil_record_id (row->programme), programme))
      continue;
    state = row->state;
    g_free (*rule);
    *rule = g_strdup (row->rule_broken);
    g_assert_true ((row->headline != NULL) == (state != SIJIL_ENTITLED));
    found = TRUE;
  }
  g_assert_true (found);
  sijil_family_free (family);
  return state;
}

static void
assert_judged (const SijilId *household, const SijilId *programme, SijilEntitledState state,
               const char *rule)
{
  g_autofree char *got = NULL;

  g_assert_cmpint (judged (household, programme, &got), ==, state);
  g_assert_cmpstr (got, ==, rule);
}

static void
refused (const SijilId *household, const SijilId *programme, int code)
{
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();

  request->household = *household;
  request->programme = *programme;
  desk_refuses (store, sijil_hand_over, request, SIJIL_STORE_ERROR, code);
}

static SijilId
family (void)
{
  return desk_family (store, "فاطمة محمد علي حسن", NULL, NULL, TRUE);
}

static SijilId
save (SijilRecord *programme)
{
  g_autoptr (SijilRecord) owned = programme;

  return desk_put (store, programme);
}

/* A hand-over of an earlier day. */
static void
served (const SijilId *household, const SijilId *programme, const char *limit_period, int days)
{
  g_autoptr (SijilRecord) fact = sijil_record_new (&sijil_distribution_type, NULL);
  g_autofree char *on = desk_day (days);
  g_autofree char *period = sijil_period_of (limit_period, on, 0);

  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_HOUSEHOLD, household);
  sijil_record_set_reference (fact, SIJIL_DISTRIBUTION_PROGRAMME, programme);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_PERIOD, period);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_QUANTITY, 1);
  sijil_record_set_text (fact, SIJIL_DISTRIBUTION_SERVED_ON, on);
  sijil_record_set_number (fact, SIJIL_DISTRIBUTION_AT, g_get_real_time ());
  desk_put (store, fact);
}

/* What another association gave. */
static SijilId
elsewhere (const SijilId *household, const char *need, const char *limit_period, int days)
{
  g_autoptr (SijilRecord) row = sijil_record_new (&sijil_elsewhere_type, NULL);
  g_autofree char *on = desk_day (days);
  g_autofree char *period = sijil_period_of (limit_period, on, 0);

  sijil_record_set_reference (row, SIJIL_ELSEWHERE_HOUSEHOLD, household);
  sijil_record_set_text (row, SIJIL_ELSEWHERE_ASSOCIATION, "جمعية الهدى");
  sijil_record_set_text (row, SIJIL_ELSEWHERE_OFFICE, "مكتب دسوق");
  sijil_record_set_text (row, SIJIL_ELSEWHERE_PROGRAMME_NAME, "كراتين");
  sijil_record_set_text (row, SIJIL_ELSEWHERE_FAMILY, need);
  sijil_record_set_text (row, SIJIL_ELSEWHERE_PERIOD, period);
  sijil_record_set_text (row, SIJIL_ELSEWHERE_SERVED_ON, on);
  sijil_record_set_number (row, SIJIL_ELSEWHERE_STANDING, 1);
  return desk_put (store, row);
}

static void
free_to_serve (void)
{
  SijilId household = family (), programme = save (desk_programme ("plain", "food", "month"));

  assert_judged (&household, &programme, SIJIL_ENTITLED, NULL);
}

static void
dates (void)
{
  static const struct {
    int starts, ends;
    gboolean runs;
  } CASES[] = { { -5, 5, TRUE }, { 0, 0, TRUE }, { 1, 5, FALSE }, { -5, -1, FALSE } };
  SijilId household = family ();

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    SijilRecord *record = desk_programme ("dated", "food", "none");
    g_autofree char *starts = desk_day (CASES[i].starts), *ends = desk_day (CASES[i].ends);
    SijilId programme;

    sijil_record_set_text (record, SIJIL_PROGRAMME_STARTS, starts);
    sijil_record_set_text (record, SIJIL_PROGRAMME_ENDS, ends);
    programme = save (record);
    if (CASES[i].runs)
      assert_judged (&household, &programme, SIJIL_ENTITLED, NULL);
    else
      refused (&household, &programme, SIJIL_STORE_ERROR_NOT_ENTITLED);
  }
}

static void
head (void)
{
  SijilId household = desk_save (store, desk_household (TRUE),
                                 desk_person ("سعاد محمد", "child", NULL, NULL), NULL);
  SijilId programme = save (desk_programme ("head", "food", "month"));

  assert_judged (&household, &programme, SIJIL_ENTITLED_NOT, "head");
  refused (&household, &programme, SIJIL_STORE_ERROR_NOT_ENTITLED);
}

static void
limit (void)
{
  SijilRecord *record = desk_programme ("limit", "food", "ever");
  SijilId household = family (), programme;

  sijil_record_set_number (record, SIJIL_PROGRAMME_LIMIT_COUNT, 2);
  programme = save (record);
  served (&household, &programme, "ever", -40);
  assert_judged (&household, &programme, SIJIL_ENTITLED, NULL);
  served (&household, &programme, "ever", -30);
  assert_judged (&household, &programme, SIJIL_ENTITLED_WARN, "limit");
  refused (&household, &programme, SIJIL_STORE_ERROR_RULE);
  desk_serve (store, &household, &programme, "incomplete");
}

static void
no_limit (void)
{
  SijilId household = family (), programme = save (desk_programme ("open", "food", "none"));

  for (int i = 0; i < 3; i++)
    desk_serve (store, &household, &programme, NULL);
  assert_judged (&household, &programme, SIJIL_ENTITLED, NULL);
}

/* Last period's box says nothing of this period's. */
static void
another_period (void)
{
  SijilId household = family (), programme = save (desk_programme ("month", "food", "month"));

  served (&household, &programme, "month", -40);
  assert_judged (&household, &programme, SIJIL_ENTITLED, NULL);
}

static void
years (void)
{
  SijilRecord *record = desk_programme ("years", "housing", "none");
  SijilId early = family (), late = family (), programme;

  sijil_record_set_number (record, SIJIL_PROGRAMME_YEARS_BETWEEN, 3);
  programme = save (record);
  served (&early, &programme, "none", -3 * 365 - 3);
  served (&late, &programme, "none", -3 * 365 + 3);
  assert_judged (&early, &programme, SIJIL_ENTITLED, NULL);
  assert_judged (&late, &programme, SIJIL_ENTITLED_NOT, "years");
  refused (&late, &programme, SIJIL_STORE_ERROR_NOT_ENTITLED);
}

static void
excludes (void)
{
  SijilRecord *record = desk_programme ("loan", "micro-finance", "none");
  SijilId clothes = save (desk_programme ("clothes", "clothes", "none"));
  SijilId debt = save (desk_programme ("debt", "debt", "none"));
  SijilId dressed = family (), debtor = family (), long_ago = family (), other = family ();
  SijilId programme;

  sijil_record_set_text (record, SIJIL_PROGRAMME_EXCLUDES, "debt,livelihood");
  programme = save (record);
  served (&dressed, &clothes, "none", -10);
  served (&debtor, &debt, "none", -10);
  served (&long_ago, &debt, "none", -400);
  elsewhere (&other, "livelihood", "none", -10);
  assert_judged (&dressed, &programme, SIJIL_ENTITLED, NULL);
  assert_judged (&debtor, &programme, SIJIL_ENTITLED_NOT, "excludes");
  assert_judged (&long_ago, &programme, SIJIL_ENTITLED, NULL);
  assert_judged (&other, &programme, SIJIL_ENTITLED_NOT, "excludes");
}

static void
overlap (void)
{
  SijilId household = family (), programme = save (desk_programme ("box", "ramadan-food", "ever"));
  SijilId row = elsewhere (&household, "ramadan-food", "ever", -2);
  g_autoptr (SijilRecord) gone = sijil_record_new (&sijil_elsewhere_type, &row);

  assert_judged (&household, &programme, SIJIL_ENTITLED_WARN, "overlap");
  refused (&household, &programme, SIJIL_STORE_ERROR_RULE);
  sijil_record_set_number (gone, SIJIL_ELSEWHERE_STANDING, 0);
  desk_put (store, gone);
  assert_judged (&household, &programme, SIJIL_ENTITLED, NULL);
}

static void
overlap_of_another_kind (void)
{
  SijilId household = family (), programme = save (desk_programme ("box2", "meat", "month"));

  elsewhere (&household, "food", "month", 0);
  elsewhere (&household, "meat", "month", -45);
  assert_judged (&household, &programme, SIJIL_ENTITLED, NULL);
}

static void
allows (void)
{
  SijilRecord *record = desk_programme ("clinic", "medical", "month");
  SijilId household = family (), programme;

  sijil_record_set_text (record, SIJIL_PROGRAMME_ALLOWS, "food,medical");
  programme = save (record);
  elsewhere (&household, "medical", "month", 0);
  assert_judged (&household, &programme, SIJIL_ENTITLED, NULL);
}

static void
each_person (void)
{
  SijilRecord *record = desk_programme ("bag", "school", "year");
  SijilId household =
      desk_save (store, desk_household (TRUE), desk_person ("سعاد محمد", "head", NULL, NULL),
                 desk_person ("علي محمد", "child", NULL, NULL), NULL);
  SijilId programme;
  SijilFamily *loaded;
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();
  guint free = 0, done = 0;

  sijil_record_set_text (record, SIJIL_PROGRAMME_PER, "person");
  programme = save (record);
  refused (&household, &programme, SIJIL_STORE_ERROR_NOT_FOUND); /* for whom? */
  request->household = household;
  request->programme = programme;
  request->has_person = TRUE;
  request->person = desk_head (store, &household);
  g_free (desk_write (store, sijil_hand_over, request));
  loaded = desk_read (store, sijil_family_load, &household);
  for (guint i = 0; i < loaded->entitlements->len; i++) {
    SijilEntitlement *row = loaded->entitlements->pdata[i];

    if (!sijil_id_equal (sijil_record_id (row->programme), &programme))
      continue;
    free += row->state == SIJIL_ENTITLED;
    done += row->state == SIJIL_ENTITLED_DONE;
  }
  g_assert_cmpuint (free, ==, 1);
  g_assert_cmpuint (done, ==, 1);
  sijil_family_free (loaded);
}

static void
words (void)
{
  static const struct {
    const char *limit;
    gint64 years;
    const char *words;
  } CASES[] = {
    { "none", 0, "Each family with no limit" },
    { "none", 1, "Each family once every 1 year" },
    { "none", 2, "Each family once every 2 years" },
    { "year", 0, "Each family once each year" },
    { "ever", 0, "Each family once in all" },
    { "year", 3, "Each family once each year, at least 3 years apart" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (SijilRecord) programme = desk_programme ("words", "food", CASES[i].limit);

    sijil_record_set_number (programme, SIJIL_PROGRAMME_YEARS_BETWEEN, CASES[i].years);
    assert_takes (sijil_programme_rule_words (programme), CASES[i].words);
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  store = desk_create (folder, "A");
  g_test_add_func ("/rules/what-no-rule-forbids-is-free", free_to_serve);
  g_test_add_func ("/rules/dates-bound-a-programme", dates);
  g_test_add_func ("/rules/a-family-without-head-waits", head);
  g_test_add_func ("/rules/a-reached-limit-needs-a-reason", limit);
  g_test_add_func ("/rules/no-limit-is-no-limit", no_limit);
  g_test_add_func ("/rules/each-period-counts-by-itself", another_period);
  g_test_add_func ("/rules/years-between-roll-from-the-day", years);
  g_test_add_func ("/rules/what-excludes-counts-for-a-year-here-and-elsewhere", excludes);
  g_test_add_func ("/rules/an-overlap-needs-a-reason-while-it-stands", overlap);
  g_test_add_func ("/rules/another-need-or-period-is-no-overlap", overlap_of_another_kind);
  g_test_add_func ("/rules/what-goes-together-is-no-overlap", allows);
  g_test_add_func ("/rules/each-person-counts-by-itself", each_person);
  g_test_add_func ("/rules/are-told-in-words", words);
  status = g_test_run ();
  desk_close (store);
  desk_remove (folder);
  return status;
}

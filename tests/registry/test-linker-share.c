#include "two.h"

#include "sender.h"
#include "sijil-linker-queue.h"
#include "sijil-quiet.h"

/* Much that a family was given, which is to be told or taken back at once. */

#define TIMES 30

static gint64
standing (void)
{
  return house_number (house, "SELECT count(*) FROM elsewhere WHERE standing = 1");
}

static gint64
noted (void)
{
  return house_number (house, "SELECT count(*) FROM share_again");
}

static gint64
number (const char *key)
{
  return sijil_storage_number (house->registry->storage, key, 0);
}

static Sender
sender_of (const char *which)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s(id) FROM association", which);

  return sender_new (house, house_number (house, sql));
}

static SijilRecord *
hand_over (const SijilId *household, const SijilId *programme, const char *period)
{
  SijilRecord *given = sijil_record_new (&sijil_distribution_type, NULL);

  sijil_record_set_reference (given, SIJIL_DISTRIBUTION_HOUSEHOLD, household);
  sijil_record_set_reference (given, SIJIL_DISTRIBUTION_PROGRAMME, programme);
  sijil_record_set_text (given, SIJIL_DISTRIBUTION_PERIOD, period);
  sijil_record_set_number (given, SIJIL_DISTRIBUTION_QUANTITY, 1);
  sijil_record_set_text (given, SIJIL_DISTRIBUTION_SERVED_ON, "2026-05-05");
  sijil_record_set_number (given, SIJIL_DISTRIBUTION_AT, g_get_real_time ());
  return given;
}

/* One for each of so many months. */
static void
serve_often (Sender *sender, const SijilId *household, const SijilId *programme)
{
  SijilChangeSet *set = next_set (sender);

  for (guint i = 0; i < TIMES; i++) {
    g_autofree char *period = g_strdup_printf ("19%02u-%02u", 70 + i / 12, 1 + i % 12);

    add_new (set, hand_over (household, programme, period));
  }
  g_assert_null (refusal (sender, set));
}

static gboolean
step (void)
{
  gboolean more;

  g_assert_true (sijil_storage_begin (house->registry->storage, NULL));
  g_assert_true (sijil_quiet_work (house->registry, &more, NULL));
  g_assert_true (sijil_storage_commit (house->registry->storage, NULL));
  return more;
}

/* Two families that are one, and what each was given. */
static void
served_often (SijilId *in_a, SijilId *in_b, const char *name, const char *id,
              const SijilId *programme)
{
  static Sender sender_a, sender_b;

  if (sender_a.house == NULL) {
    sender_a = sender_of ("min");
    sender_b = sender_of ("max");
  }
  *in_a = desk_family (a->store, name, id, NULL, TRUE);
  *in_b = desk_family (b->store, name, id, NULL, TRUE);
  sync_all ();
  serve_often (&sender_a, in_a, programme);
  serve_often (&sender_b, in_b, &box);
  let_rest ();
}

/* What @desk wrote arrives while somebody says stop. */
static void
send_and_stop (Desk *desk)
{
  g_atomic_int_set (&house->registry->stopping, TRUE);
  line_send_only (desk);
}

/* Somebody says stop in each step, and now and then the power goes. Until what was noted has been
 * shared no row is looked at, and a step takes back one hand-over. */
static guint
take_back_in_steps (void)
{
  guint steps = 0;

  while (noted () > 0) {
    gint64 before = standing (), linked = number ("linked") + number ("linked-rows");

    if (steps++ % 10 == 0)
      house_restart (house);
    g_atomic_int_set (&house->registry->stopping, TRUE);
    g_assert_cmpint (sijil_linker_queue_left (house->registry), >, 0);
    step ();
    g_assert_cmpint (standing (), >=, before - 1);
    if (noted () > 0)
      g_assert_cmpint (number ("linked") + number ("linked-rows"), ==, linked);
  }
  house_restart (house);
  return steps;
}

static void
cut (void)
{
  SijilId in_a, in_b;
  g_autoptr (SijilRecord) to_b = NULL;
  gint64 before = standing ();

  served_often (&in_a, &in_b, "سامي يوسف بطرس", "26801010155551", &box);
  g_assert_cmpint (standing (), ==, before + 2 * TIMES);
  line_sync (b);
  line_findings (b, &in_b, "known-elsewhere", &to_b);
  line_settle (b, to_b, "different");
  send_and_stop (b);
  g_assert_cmpint (standing (), >=, before + 2 * TIMES - 2);
  /* Somebody writes meanwhile: that comes afterwards. */
  desk_family (a->store, "فهمي رزق الله", "27101010155552", NULL, TRUE);
  send_and_stop (a);
  g_assert_cmpuint (take_back_in_steps (), >=, 2 * TIMES - 4);
  g_assert_cmpint (standing (), ==, before);
  let_rest ();
  line_settle (b, to_b, NULL);
  line_sync (b);
  let_rest ();
  g_assert_cmpint (standing (), ==, before + 2 * TIMES);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, TIMES);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, TIMES);
}

/* However often a row touches the two families, each is noted once, from its beginning. */
static void
noted_once (void)
{
  SijilId in_a, in_b;
  gint64 before;

  served_often (&in_a, &in_b, "ميلاد شوقي حنا", "26901010155553", &box);
  before = standing ();
  edit_head (a, &in_a, SIJIL_PERSON_PHONE, "01012345678");
  send_and_stop (a);
  g_assert_cmpint (noted (), >, 0);
  g_assert_cmpint (noted (), <=, 2);
  g_assert_cmpuint (take_back_in_steps (), >=, TIMES);
  let_rest ();
  g_assert_cmpint (standing (), ==, before);
}

static void
programme (void)
{
  SijilId in_a, in_b, own;
  g_autoptr (SijilRecord) school = desk_programme ("school", "school", "month");
  g_autoptr (SijilRecord) edit = NULL;
  gint64 before = standing ();

  own = desk_put (a->store, school);
  served_often (&in_a, &in_b, "عزيز لبيب", "27001010155554", &own);
  g_assert_cmpint (standing (), ==, before + 2 * TIMES);
  edit = sijil_record_new (&sijil_programme_type, &own);
  sijil_record_set_number (edit, SIJIL_PROGRAMME_CONFIDENTIAL, 1);
  desk_put (a->store, edit);
  send_and_stop (a);
  g_assert_cmpuint (take_back_in_steps (), >=, TIMES - 4);
  g_assert_cmpint (standing (), ==, before + TIMES);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, TIMES);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

/* Whom nobody knows elsewhere was taken for somebody whom they do. */
static void
merge_undone (void)
{
  SijilId in_a = desk_family (a->store, "كمال ثابت", "27401010155557", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "كمال ثابت", "27401010155557", NULL, TRUE);
  SijilId stranger = desk_family (a->store, "زكريا منسي", NULL, NULL, TRUE);
  SijilRecord *merge = sijil_record_new (&sijil_household_type, &stranger);
  SijilRecord *undo = sijil_record_new (&sijil_household_type, &stranger);

  desk_serve (a->store, &stranger, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  sijil_record_set_reference (merge, SIJIL_HOUSEHOLD_MERGED_INTO, &in_a);
  desk_put (a->store, merge);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  sijil_record_set_null (undo, SIJIL_HOUSEHOLD_MERGED_INTO);
  desk_put (a->store, undo);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  g_object_unref (merge);
  g_object_unref (undo);
}

static gint64
overlaps (const SijilId *in_b)
{
  let_rest ();
  line_sync (b);
  return line_findings (b, in_b, "overlap", NULL);
}

static void
only_what_met (void)
{
  SijilId in_a = desk_family (a->store, "نجيب صابر", "27201010155555", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "نجيب صابر", "27201010155555", NULL, TRUE);
  SijilId head = desk_head (b->store, &in_b), food, undone;
  SijilRecord *reversal;
  Sender sender_a = sender_of ("min"), sender_b = sender_of ("max");
  g_autoptr (SijilRecord) own = desk_programme ("food", "food", "month");
  SijilRecord *for_one;
  SijilChangeSet *set;

  food = desk_put (b->store, own);
  sync_all ();
  set = next_set (&sender_a);
  add_new (set, hand_over (&in_a, &box, "2026-01"));
  g_assert_null (refusal (&sender_a, set));
  /* Another period, another need, for one person, and undone: none is the same. */
  set = next_set (&sender_b);
  add_new (set, hand_over (&in_b, &box, "2026-02"));
  add_new (set, hand_over (&in_b, &food, "2026-01"));
  for_one = hand_over (&in_b, &box, "2026-01");
  sijil_record_set_reference (for_one, SIJIL_DISTRIBUTION_PERSON, &head);
  add_new (set, for_one);
  undone = add_new (set, hand_over (&in_b, &box, "2026-01"));
  reversal = hand_over (&in_b, &box, "2026-01");
  sijil_record_set_reference (reversal, SIJIL_DISTRIBUTION_REVERSES, &undone);
  add_new (set, reversal);
  g_assert_null (refusal (&sender_b, set));
  g_assert_cmpint (overlaps (&in_b), ==, 0);
  set = next_set (&sender_b);
  add_new (set, hand_over (&in_b, &box, "2026-01"));
  g_assert_null (refusal (&sender_b, set));
  g_assert_cmpint (overlaps (&in_b), ==, 1);
}

static SijilRecord *
verdict (SijilRecord *finding, const char *answer)
{
  SijilRecord *said = sijil_record_new (&sijil_verdict_type, NULL);

  sijil_record_set_reference (said, SIJIL_VERDICT_FINDING, sijil_record_id (finding));
  sijil_record_set_text (said, SIJIL_VERDICT_ANSWER, answer);
  sijil_record_set_number (said, SIJIL_VERDICT_AT, g_get_real_time ());
  return said;
}

/* The registry tells something in a change set of its own. */
static void
said_again (void)
{
  SijilId in_a = desk_family (a->store, "وليم عدلي", "27301010155556", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "وليم عدلي", "27301010155556", NULL, TRUE);
  Sender sender = sender_of ("max");
  g_autoptr (SijilRecord) to_b = NULL;
  SijilChangeSet *set;
  SijilRecord *reversal;
  SijilId last;
  gint64 told;

  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  line_findings (b, &in_b, "known-elsewhere", &to_b);
  line_settle (b, to_b, "different");
  sync_all ();
  told = number ("cseq");
  g_atomic_int_set (&house->registry->stopping, TRUE); /* row by row */
  set = next_set (&sender);
  for (guint i = 0; i < TIMES; i++)
    last = add_new (set, verdict (to_b, "different"));
  g_assert_null (refusal (&sender, set));
  set = next_set (&sender);
  reversal = verdict (to_b, "different");
  sijil_record_set_reference (reversal, SIJIL_VERDICT_REVERSES, &last);
  add_new (set, reversal);
  g_assert_null (refusal (&sender, set));
  while (step ())
    g_assert_cmpint (noted (), ==, 0);
  g_atomic_int_set (&house->registry->stopping, FALSE);
  g_assert_cmpint (number ("cseq"), ==, told);
  /* Another answer is followed, once. */
  set = next_set (&sender);
  add_new (set, verdict (to_b, "accepted"));
  g_assert_null (refusal (&sender, set));
  let_rest ();
  g_assert_cmpint (number ("cseq"), >, told);
  told = number ("cseq");
  set = next_set (&sender);
  add_new (set, verdict (to_b, "accepted"));
  g_assert_null (refusal (&sender, set));
  let_rest ();
  g_assert_cmpint (number ("cseq"), ==, told);
  g_assert_cmpuint (line_findings (a, &in_a, "known-elsewhere", NULL), ==, 1);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/share/what-a-cut-link-told-is-taken-back-step-by-step-before-other-rows", cut);
  g_test_add_func ("/share/a-family-that-a-row-touches-often-is-noted-once", noted_once);
  g_test_add_func ("/share/a-confidential-programme-is-taken-back-step-by-step", programme);
  g_test_add_func ("/share/a-merge-that-is-undone-takes-back-what-it-told", merge_undone);
  g_test_add_func ("/share/only-the-same-need-of-the-same-period-meets", only_what_met);
  g_test_add_func ("/share/an-answer-that-is-given-again-is-not-followed-again", said_again);
  status = g_test_run ();
  two_end ();
  return status;
}

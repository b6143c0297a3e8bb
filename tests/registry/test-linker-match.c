#include "two.h"
#include "sijil-linker-queue.h"
#include "sijil-quiet.h"
#include "sijil-review.h"

#include <string.h>

/* What the matcher adds to the exact rules. Two associations, one desk each; every case has people
 * of its own. */

static gint64
links (void)
{
  return house_number (house, "SELECT count(*) FROM person_link");
}

static SijilId
head_of (Desk *desk, const SijilId *household)
{
  return desk_head (desk->store, household);
}

static void
latin_letters (void)
{
  SijilId in_a = desk_family (a->store, "محمود السيد عبد الله", NULL, "1980-05-17", TRUE);
  SijilId in_b = desk_family (b->store, "Mahmoud Elsayed Abdallah", NULL, "1980-05-17", TRUE);
  g_autoptr (SijilRecord) seen = NULL;
  const char *evidence;

  sync_all ();
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
  assert_both (&in_a, &in_b, NULL, 1);
  line_findings (a, &in_a, NULL, &seen);
  evidence = sijil_record_text (seen, SIJIL_FINDING_EVIDENCE);
  g_assert_nonnull (strstr (evidence, "given-letters:"));
  g_assert_nonnull (strstr (evidence, "same-birth:"));
}

static void
slip_in_the_id (void)
{
  SijilId in_a = desk_family (a->store, "شوقي رزق جاد", "26506251530137", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "شوقي رزق", "26506251530173", NULL, TRUE);
  gint64 before = links ();

  sync_all ();
  g_assert_cmpint (links (), ==, before + 1);
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
}

/* They share all but given name and day. */
static void
brothers (void)
{
  SijilId in_a = desk_family (a->store, "عادل لبيب منصور", NULL, "1984-02-11", TRUE);
  SijilId in_b = desk_family (b->store, "ماهر لبيب منصور", NULL, "1986-09-30", TRUE);

  sync_all ();
  assert_both (&in_a, &in_b, NULL, 0);
}

static void
doubtful (void)
{
  SijilId in_a = desk_family (a->store, "زينب خليل عوض", NULL, "1971", TRUE);
  SijilId in_b = desk_family (b->store, "زينب خليل عوض", NULL, NULL, TRUE);
  gint64 before = links ();
  g_autoptr (SijilRecord) seen = NULL;

  sync_all ();
  g_assert_cmpint (links (), ==, before);
  assert_both (&in_a, &in_b, "maybe-same-person", 1);
  line_findings (b, &in_b, NULL, &seen);
  g_assert_nonnull (strstr (sijil_record_text (seen, SIJIL_FINDING_EVIDENCE), "rival-"));
  sync_all ();
  assert_both (&in_a, &in_b, NULL, 1); /* asked once */
}

/* Who is known to be the one is not asked about the other. */
static void
one_to_one (void)
{
  SijilId in_b, in_a;

  in_a = desk_save (a->store, desk_household (TRUE),
                    desk_person ("سلوى نصيف", "head", "27003031540019", NULL),
                    desk_person ("بسنت رامي غالي", "child", "31203031540028", NULL),
                    desk_person ("بسمة رامي غالي", "child", "31203031540044", NULL), NULL);
  in_b = desk_save (b->store, desk_household (TRUE),
                    desk_person ("سلوى نصيف", "head", "27003031540019", NULL),
                    desk_person ("بسنت رامي غالي", "child", "31203031540028", NULL),
                    desk_person ("بسمة رامي غالي", "child", "31203031540044", NULL), NULL);
  gint64 before = links ();

  sync_all ();
  g_assert_cmpint (links (), ==, before + 3);
  assert_both (&in_a, &in_b, NULL, 1);
}

/* The child alone would be a question: day and month are swapped, the grandfather is missing. */
static void
members_speak (void)
{
  SijilId in_a, in_b;
  gint64 before = links ();

  in_a = desk_save (a->store, desk_household (TRUE),
                    desk_person ("فؤاد سامي حنا", "head", "27505051550013", NULL),
                    desk_person ("نور فؤاد سامي", "child", NULL, "2015-03-04"), NULL);
  in_b = desk_save (b->store, desk_household (TRUE),
                    desk_person ("فؤاد سامي", "head", "27505051550013", NULL),
                    desk_person ("نور فؤاد", "child", NULL, "2015-04-03"), NULL);
  sync_all ();
  g_assert_cmpint (links (), ==, before + 2);
  assert_both (&in_a, &in_b, NULL, 1);
}

/* The link of the matcher goes when what it rested on was wrong. */
static void
corrected (void)
{
  SijilId in_a = desk_family (a->store, "ناهد زكي صبحي", NULL, "1990-10-08", TRUE);
  SijilId in_b = desk_family (b->store, "Nahed Zaki Sobhy", NULL, "1990-10-08", TRUE), head;
  gint64 before = links ();

  sync_all ();
  g_assert_cmpint (links (), ==, before + 1);
  head = head_of (b, &in_b);
  desk_edit (b->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "Samir Zaki Sobhy");
  desk_edit (b->store, &sijil_person_type, &head, SIJIL_PERSON_BIRTH_DATE, "1993-01-30");
  sync_all ();
  g_assert_cmpint (links (), ==, before);
  assert_both (&in_a, &in_b, NULL, 1);
}

/* Where they live comes to be known later. */
static void
surroundings (void)
{
  SijilRecord *home_a = desk_household (TRUE), *home_b = desk_household (TRUE);
  SijilId in_a, in_b;
  gint64 before = links ();

  sijil_record_set_text (home_b, SIJIL_HOUSEHOLD_VILLAGE, "كفر الدوار");
  sijil_record_set_text (home_a, SIJIL_HOUSEHOLD_PHONE, "01001234567");
  in_a = desk_save (a->store, home_a, desk_person ("ملاك بشرى تادرس", "head", NULL, "1968-06-07"),
                    NULL);
  in_b = desk_save (b->store, home_b, desk_person ("ملاك بشرى تادرس", "head", NULL, "1968-07-06"),
                    NULL);
  sync_all ();
  g_assert_cmpint (links (), ==, before);
  desk_edit (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_VILLAGE, "منية مسير");
  desk_edit (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_PHONE, "01001234567");
  sync_all ();
  g_assert_cmpint (links (), ==, before + 1);
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
}

static void
without_consent (void)
{
  gint64 before;

  sync_all ();
  before = house_number (house, "SELECT count(*) FROM match_key");
  desk_family (a->store, "إيفون صليب جرجس", "28806201560018", NULL, FALSE);
  sync_all ();
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM match_key"), ==, before);
}

static void
be_quiet (void)
{
  g_autoptr (GError) error = NULL;
  SijilStorage *storage = house->registry->storage;
  gboolean more = TRUE;

  while (more) {
    g_assert_true (sijil_storage_begin (storage, &error));
    g_assert_true (sijil_quiet_work (house->registry, &more, &error));
    g_assert_true (sijil_storage_commit (storage, &error));
  }
  g_assert_no_error (error);
}

/* A program that judges otherwise looks at all persons again, and tells nothing twice. */
static void
judged_again (void)
{
  gint64 findings, keys, before;

  sync_all ();
  be_quiet ();
  findings = house_number (house, "SELECT count(*) FROM finding");
  before = links ();
  keys = house_number (house, "SELECT count(*) FROM match_key");
  house_run (house, "UPDATE meta SET value = 'older' WHERE key = 'match'");
  house_run (house, "DELETE FROM person_link WHERE evidence LIKE '%given-letters%'");
  g_assert_cmpint (links (), <, before);
  house_restart (house);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM match_key"), ==, 0);
  be_quiet ();
  g_assert_cmpint (links (), ==, before);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM finding"), ==, findings);
  /* A key that had gone stale is not made again. */
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM match_key"), <=, keys);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM match_key"), >, keys / 2);
  house_restart (house);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM match_key"), >, keys / 2);
}

int
main (int argc, char **argv)
{
  int failed;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/linker-match/latin-letters-are-the-same-name", latin_letters);
  g_test_add_func ("/linker-match/a-slip-in-the-id-is-the-same-id", slip_in_the_id);
  g_test_add_func ("/linker-match/brothers-are-two", brothers);
  g_test_add_func ("/linker-match/what-is-not-sure-is-asked-once", doubtful);
  g_test_add_func ("/linker-match/twins-go-each-with-their-own", one_to_one);
  g_test_add_func ("/linker-match/members-speak-for-each-other", members_speak);
  g_test_add_func ("/linker-match/a-correction-takes-the-link-along", corrected);
  g_test_add_func ("/linker-match/where-they-live-counts-when-it-comes-later", surroundings);
  g_test_add_func ("/linker-match/without-consent-nobody-has-keys", without_consent);
  g_test_add_func ("/linker-match/another-version-judges-all-again", judged_again);
  failed = g_test_run ();
  two_end ();
  return failed;
}

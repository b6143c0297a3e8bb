#include "two.h"
#include "sijil-family.h"
#include "sijil-review.h"

#include <string.h>

/* Two associations, one desk each. Every case has people of its own. */

static void
same_id (void)
{
  SijilId in_a = desk_family (a->store, "فاطمة محمد علي", "28806201510001", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "فاطمه السيد", "28806201510001", NULL, TRUE);
  g_autoptr (SijilRecord) seen = NULL;

  sync_all ();
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
  assert_both (&in_a, &in_b, NULL, 1);
  line_findings (a, &in_a, "known-elsewhere", &seen);
  g_assert_cmpstr (sijil_record_text (seen, SIJIL_FINDING_OTHER_ASSOCIATION), ==, "جمعية الهدى");
  g_assert_cmpstr (sijil_record_text (seen, SIJIL_FINDING_OTHER_NAME), ==, "فاطمه السيد");
  g_assert_nonnull (strstr (sijil_record_text (seen, SIJIL_FINDING_EVIDENCE), "same-id"));
  sync_all ();
  assert_both (&in_a, &in_b, NULL, 1); /* once, however often they exchange */
}

static void
same_names (void)
{
  SijilId in_a = desk_family (a->store, "رمضان إبراهيم عبد الحميد سالم", NULL, "1977-03-15", TRUE);
  SijilId in_b = desk_family (b->store, "رمضان ابراهيم عبدالحميد", NULL, "1977-03-15", TRUE);
  SijilId other = desk_family (b->store, "رمضان ابراهيم عبدالحميد", NULL, "1977-03-16", TRUE);

  sync_all ();
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
  g_assert_cmpuint (line_findings (b, &other, NULL, NULL), ==, 0);
}

static void
first_of_january (void)
{
  SijilId in_a = desk_family (a->store, "سيد جابر حسنين", NULL, "1960-01-01", TRUE);
  SijilId in_b = desk_family (b->store, "سيد جابر حسنين", NULL, "1960-01-01", TRUE);

  sync_all ();
  assert_both (&in_a, &in_b, "maybe-same-person", 1);
  assert_both (&in_a, &in_b, NULL, 1);
}

static void
year_only (void)
{
  SijilId in_a = desk_family (a->store, "رضا جابر حسنين", NULL, "1961", TRUE);
  SijilId in_b = desk_family (b->store, "رضا جابر حسنين", NULL, "1961", TRUE);

  sync_all ();
  assert_both (&in_a, &in_b, "maybe-same-person", 1);
  assert_both (&in_a, &in_b, NULL, 1);
}

static void
consent (void)
{
  SijilId in_a = desk_family (a->store, "هالة سمير", "28806201510002", NULL, FALSE);
  SijilId in_b = desk_family (b->store, "هالة سمير", "28806201510002", NULL, TRUE);
  SijilRecord *edit = sijil_record_new (&sijil_household_type, &in_a);

  sync_all ();
  assert_both (&in_a, &in_b, NULL, 0);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_CONSENT_DATE, "2026-02-01");
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_CONSENT_BASIS, "spoken");
  desk_save (a->store, edit, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
}

/* A member of both is no head: child in his father's house, head of his own. */
static void
married_son (void)
{
  SijilId in_a = desk_save (a->store, desk_household (TRUE),
                            desk_person ("كامل أنور شحاتة", "head", "26006201510003", NULL),
                            desk_person ("وليد كامل أنور", "child", "29006201510003", NULL), NULL);
  SijilId in_b = desk_family (b->store, "وليد كامل أنور", "29006201510003", NULL, TRUE);
  SijilId given;

  given = desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "maybe-same-person", 1);
  assert_both (&in_a, &in_b, "known-elsewhere", 0);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  g_assert_false (sijil_id_is_null (&given));
}

static void
said_to_be_one (void)
{
  SijilId in_a = desk_save (a->store, desk_household (TRUE),
                            desk_person ("صابر أنور شحاتة", "head", "26006201510004", NULL),
                            desk_person ("نادر صابر أنور", "child", "29006201510004", NULL), NULL);
  SijilId in_b = desk_family (b->store, "نادر صابر أنور", "29006201510004", NULL, TRUE);
  g_autoptr (SijilRecord) finding = NULL, theirs = NULL;

  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  line_findings (b, &in_b, "maybe-same-person", &finding);
  line_findings (a, &in_a, "maybe-same-person", &theirs);
  line_settle (b, finding, "same");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0); /* anybody can say so */
  line_settle (a, theirs, "same");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  line_settle (b, finding, NULL); /* and takes it back */
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  line_settle (b, finding, "same");
  line_settle (a, theirs, NULL); /* or the other one does */
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

static void
two_members (void)
{
  SijilId in_a =
      desk_save (a->store, desk_household (TRUE), desk_person ("منصور عيد", "head", NULL, NULL),
                 desk_person ("رشا منصور عيد", "child", "29006201510005", "1990-06-20"),
                 desk_person ("لمياء منصور عيد", "child", "30106201510005", "2001-06-20"), NULL);
  SijilId in_b =
      desk_save (b->store, desk_household (TRUE), desk_person ("فتحية عوض", "head", NULL, NULL),
                 desk_person ("رشا منصور عيد", "child", "29006201510005", "1990-06-20"),
                 desk_person ("لمياء منصور عيد", "child", "30106201510005", "2001-06-20"), NULL);

  sync_all ();
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
}

static void
shared_id (void)
{
  SijilId in_a = desk_family (a->store, "ثروت عماد حلمي", "27806201510006", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "مينا ثروت عماد", "27806201510006", NULL, TRUE);

  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "id-shared", 1);
  assert_both (&in_a, &in_b, "known-elsewhere", 0);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

static guint
waiting_at (Desk *desk)
{
  return GPOINTER_TO_UINT (desk_read (desk->store, sijil_review_count, NULL));
}

/* The ID comes later, as an edit. */
static void
later_id (void)
{
  SijilId in_a = desk_family (a->store, "عزة شوقي", "28806201510007", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "عزة شوقي", NULL, NULL, TRUE), head;
  SijilRecord *edit;
  guint waiting;

  sync_all ();
  assert_both (&in_a, &in_b, "maybe-same-person", 1);
  assert_both (&in_a, &in_b, NULL, 1);
  waiting = waiting_at (b);
  head = desk_head (b->store, &in_b);
  edit = sijil_record_new (&sijil_person_type, &head);
  sijil_record_set_text (edit, SIJIL_PERSON_ID_NUMBER, "28806201510007");
  sijil_record_set_null (edit, SIJIL_PERSON_NO_ID_REASON);
  desk_save (b->store, sijil_record_new (&sijil_household_type, &in_b), edit, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
  g_assert_cmpuint (waiting_at (b), ==, waiting - 1); /* the question has settled itself */
}

static void
own_people (void)
{
  SijilId first = desk_family (a->store, "سناء رجب", "28806201510016", NULL, TRUE);
  SijilId second = desk_family (a->store, "سناء رجب", "28806201510016", NULL, TRUE);

  sync_all ();
  g_assert_cmpuint (line_findings (a, &first, NULL, NULL), ==, 0);
  g_assert_cmpuint (line_findings (a, &second, NULL, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/linker/the-same-id-is-known-elsewhere-once", same_id);
  g_test_add_func ("/linker/three-names-and-a-full-birth-date-are-enough", same_names);
  g_test_add_func ("/linker/the-first-of-january-is-a-question", first_of_january);
  g_test_add_func ("/linker/a-year-alone-is-a-question", year_only);
  g_test_add_func ("/linker/without-consent-nobody-is-told-until-it-is-given", consent);
  g_test_add_func ("/linker/a-married-son-does-not-join-his-fathers-house", married_son);
  g_test_add_func ("/linker/a-person-says-that-they-are-one-family", said_to_be_one);
  g_test_add_func ("/linker/two-members-one-adult-are-one-family", two_members);
  g_test_add_func ("/linker/one-id-with-another-given-name-is-a-question", shared_id);
  g_test_add_func ("/linker/an-id-that-comes-later-is-found", later_id);
  g_test_add_func ("/linker/people-of-one-association-are-its-own-matter", own_people);
  status = g_test_run ();
  two_end ();
  return status;
}

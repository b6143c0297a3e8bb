#include "two.h"
#include "sijil-life.h"
#include "sijil-review.h"

/* What the linker decides does not hang on who came first, nor on what counts no more. Two
 * associations, one desk each; every case has people of its own. */

static gboolean
is_moot (Desk *desk, const SijilId *household, const char *kind)
{
  g_autoptr (GPtrArray) items = desk_read (desk->store, sijil_review, NULL);

  for (guint i = 0; i < items->len; i++) {
    const SijilReviewItem *item = items->pdata[i];

    if (sijil_id_equal (&item->household, household) &&
        g_strcmp0 (sijil_record_text (item->finding, SIJIL_FINDING_KIND), kind) == 0)
      return item->moot;
  }
  g_assert_not_reached ();
}

static void
settle (Desk *desk, const SijilId *household, const char *kind, const char *answer)
{
  g_autoptr (SijilRecord) finding = NULL;

  line_findings (desk, household, kind, &finding);
  line_settle (desk, finding, answer);
  sync_all ();
}

/* A question that was answered "different" before there was any link. */
static void
different_before (void)
{
  SijilId in_a = desk_family (a->store, "زينب خليل عوض", NULL, "1971", TRUE);
  SijilId in_b = desk_family (b->store, "زينب خليل عوض", NULL, NULL, TRUE);

  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  settle (b, &in_b, "maybe-same-person", "different");
  edit_head (b, &in_b, SIJIL_PERSON_BIRTH_DATE, "1971-04-05");
  edit_head (a, &in_a, SIJIL_PERSON_BIRTH_DATE, "1971-04-05");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  g_assert_cmpuint (line_findings (b, &in_b, "known-elsewhere", NULL), ==, 0);
}

/* Whom an association said to be another takes nobody's place. */
static void
different_frees (void)
{
  SijilId in_a = desk_family (a->store, "نشأت وديع", "27106201510019", "1971-06-20", TRUE);
  SijilId one, other;

  sync_all ();
  one = desk_family (b->store, "نشأت وديع بطرس", NULL, "1971-06-20", TRUE);
  sync_all ();
  g_assert_cmpuint (line_findings (b, &one, "known-elsewhere", NULL), ==, 1);
  other = desk_family (b->store, "نشأت وديع", "27106201510091", NULL, TRUE);
  settle (b, &one, "known-elsewhere", "different");
  g_assert_cmpuint (line_findings (b, &other, "known-elsewhere", NULL), ==, 1);
  g_assert_cmpuint (line_findings (a, &in_a, "known-elsewhere", NULL), ==, 2);
}

/* Nobody is asked about two whom they have just called different. */
static void
not_asked_again (void)
{
  SijilId in_a = desk_family (a->store, "لويس رشدي", NULL, "1959-11-23", TRUE);
  SijilId in_b = desk_save (b->store, desk_household (TRUE),
                            desk_person ("لويس رشدي", "head", NULL, "1959-11-23"),
                            desk_person ("لويس رشدي", "other", NULL, "1959"), NULL);

  sync_all ();
  settle (b, &in_b,
          line_findings (b, &in_b, "known-elsewhere", NULL) > 0 ? "known-elsewhere"
                                                                : "maybe-same-person",
          "different");
  edit_head (a, &in_a, SIJIL_PERSON_PHONE, "01001234599");
  sync_all ();
  g_assert_cmpuint (line_findings (b, &in_b, NULL, NULL), ==, 1);
}

/* An ID that one association has written for thirty people is nobody's; it is still that of the one
 * who has it at another. */
static void
made_up (void)
{
  static const char ID[] = "28801012101979";
  SijilId in_a = desk_family (a->store, "صموئيل عزمي", ID, NULL, TRUE), in_b, again;

  for (guint i = 0; i < 30; i++) {
    g_autofree char *name = g_strdup_printf ("صموئيل %c%c", 'a' + (int) i / 10, 'a' + (int) i % 10);

    again = desk_family (b->store, name, ID, NULL, TRUE);
  }
  sync_all ();
  sync_all ();
  edit_head (b, &again, SIJIL_PERSON_PHONE, "01001234588");
  sync_all ();
  g_assert_cmpuint (line_findings (a, &in_a, NULL, NULL), <=, 30);
  in_b = desk_family (b->store, "صموئيل زاهر", ID, NULL, TRUE);
  sync_all ();
  g_assert_cmpuint (line_findings (b, &in_b, NULL, NULL), ==, 0);
}

/* What was told of one person is taken back when the family no longer consents. */
static void
consent_ends (void)
{
  SijilRecord *edit;
  SijilId in_a = desk_save (a->store, desk_household (TRUE),
                            desk_person ("ونيس بقطر", "head", "26006201511003", NULL),
                            desk_person ("كمال ونيس بقطر", "child", "29006201511003", NULL), NULL);
  SijilId in_b = desk_family (b->store, "كمال ونيس بقطر", "29006201511003", NULL, TRUE);

  sync_all ();
  settle (b, &in_b, "maybe-same-person", "same");
  settle (a, &in_a, "maybe-same-person", "same");
  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  edit = sijil_record_new (&sijil_household_type, &in_a);
  sijil_record_set_null (edit, SIJIL_HOUSEHOLD_CONSENT_DATE);
  sijil_record_set_null (edit, SIJIL_HOUSEHOLD_CONSENT_BASIS);
  desk_save (a->store, edit, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

/* And neither does a family that was taken out. */
static void
deleted_frees (void)
{
  SijilId in_a = desk_family (a->store, "ملاك بشرى تادرس", NULL, "1968-06-07", TRUE), one, other;

  sync_all ();
  one = desk_family (b->store, "Malak Boshra Tadros", NULL, "1968-06-07", TRUE);
  sync_all ();
  g_assert_cmpuint (line_findings (b, &one, "known-elsewhere", NULL), ==, 1);
  desk_write (b->store, sijil_household_delete, &one);
  sync_all ();
  other = desk_family (b->store, "Malak Bushra Tadros", NULL, "1968-06-07", TRUE);
  sync_all ();
  g_assert_cmpuint (line_findings (b, &other, "known-elsewhere", NULL), ==, 1);
  g_assert_cmpuint (line_findings (a, &in_a, "known-elsewhere", NULL), ==, 2);
}

/* Who is far more alike than the one who came first is asked about. */
static void
better_later (void)
{
  SijilId in_a = desk_family (a->store, "بولس وديع", "27106201510119", "1971-06-20", TRUE);
  SijilId first, better, worse;

  sync_all ();
  first = desk_family (b->store, "بولس وديع بطرس", NULL, "1971-06-20", TRUE);
  sync_all ();
  better = desk_family (b->store, "بولس وديع بسطا", "27106201510191", "1971-06-20", TRUE);
  sync_all ();
  worse = desk_family (b->store, "بولس وديع", NULL, NULL, TRUE);
  sync_all ();
  g_assert_cmpuint (line_findings (b, &first, "known-elsewhere", NULL), ==, 1);
  g_assert_cmpuint (line_findings (b, &better, "maybe-same-person", NULL), ==, 1);
  g_assert_cmpuint (line_findings (b, &worse, NULL, NULL), ==, 0);
  g_assert_cmpuint (line_findings (a, &in_a, NULL, NULL), ==, 2);
}

/* The head comes after the child in the row: nothing is asked that the head answers. */
static void
child_first (void)
{
  SijilId in_a = desk_save (a->store, desk_household (TRUE),
                            desk_person ("هدير عطا سامي", "child", NULL, "2015-03-04"),
                            desk_person ("عطا سامي حنا", "head", "27505051550213", NULL), NULL);
  SijilId in_b = desk_save (b->store, desk_household (TRUE),
                            desk_person ("هدير عطا", "child", NULL, "2015-04-03"),
                            desk_person ("عطا سامي", "head", "27505051550213", NULL), NULL);
  gint64 before = house_number (house, "SELECT count(*) FROM person_link");

  sync_all ();
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM person_link"), ==, before + 2);
  g_assert_cmpuint (line_findings (a, &in_a, NULL, NULL), ==, 1);
  g_assert_cmpuint (line_findings (b, &in_b, "known-elsewhere", NULL), ==, 1);
}

/* A link that broke leaves a question, and nobody is told that it is none. */
static void
broken (void)
{
  SijilId in_a = desk_family (a->store, "فانوس نخلة غطاس", NULL, "1968-06-07", TRUE);
  SijilId in_b = desk_family (b->store, "فانوس نخلة غطاس", NULL, "1968-06-07", TRUE);

  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  edit_head (b, &in_b, SIJIL_PERSON_BIRTH_DATE, "1968");
  desk_edit (b->store, &sijil_household_type, &in_b, SIJIL_HOUSEHOLD_VILLAGE, "كفر الدوار");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  g_assert_cmpuint (line_findings (b, &in_b, "maybe-same-person", NULL), ==, 1);
  g_assert_false (is_moot (b, &in_b, "maybe-same-person"));
}

static void
at_most_three (gconstpointer first)
{
  static const char *const BORN[] = { "1971", "1972", "1970", NULL, "1971-03", "1971-08" };
  const char *name = first != NULL ? "زينات خليل عوض" : "نادرة شكري بباوي";
  gint64 before = house_number (house, "SELECT count(*) FROM finding");

  if (first != NULL) {
    desk_family (b->store, name, NULL, NULL, TRUE);
    sync_all ();
  }
  for (guint i = 0; i < G_N_ELEMENTS (BORN); i++)
    desk_family (a->store, name, NULL, BORN[i], TRUE);
  sync_all ();
  if (first == NULL)
    desk_family (b->store, name, NULL, NULL, TRUE);
  sync_all ();
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM finding"), ==, before + 6);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/order/different-stands-also-before-there-is-a-link", different_before);
  g_test_add_func ("/order/who-was-said-to-be-another-takes-no-place", different_frees);
  g_test_add_func ("/order/who-was-called-different-is-not-asked-about", not_asked_again);
  g_test_add_func ("/order/an-id-of-thirty-is-nobodys", made_up);
  g_test_add_func ("/order/what-was-told-goes-with-the-consent", consent_ends);
  g_test_add_func ("/order/a-family-that-was-taken-out-takes-no-place", deleted_frees);
  g_test_add_func ("/order/who-is-more-alike-and-came-later-is-asked-about", better_later);
  g_test_add_func ("/order/what-the-head-answers-is-not-asked-of-the-child", child_first);
  g_test_add_func ("/order/a-broken-link-leaves-a-question", broken);
  g_test_add_data_func ("/order/three-questions-about-one-who-came-first", "first", at_most_three);
  g_test_add_data_func ("/order/three-questions-about-one-who-came-last", NULL, at_most_three);
  status = g_test_run ();
  two_end ();
  return status;
}

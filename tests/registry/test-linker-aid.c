#include "two.h"
#include "sijil-family.h"
#include "sijil-review.h"

#include <string.h>

/* What two associations that know one family are told of its aid: overlaps, what was received
 * elsewhere, and nothing private. */

static void
linked (SijilId *in_a, SijilId *in_b, const char *name, const char *id)
{
  *in_a = desk_family (a->store, name, id, NULL, TRUE);
  *in_b = desk_family (b->store, name, id, NULL, TRUE);
  sync_all ();
}

static void
overlap (void)
{
  SijilId in_a, in_b;
  g_autoptr (SijilRecord) to_a = NULL, to_b = NULL;
  g_autofree char *today = sijil_date_today ();

  linked (&in_a, &in_b, "مها رجب", "28806201510008");
  desk_serve (a->store, &in_a, &box, NULL);
  line_sync (a);
  desk_serve (b->store, &in_b, &box, NULL); /* which did not know of it yet */
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 1);
  line_findings (a, &in_a, "overlap", &to_a);
  line_findings (b, &in_b, "overlap", &to_b);
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_OTHER_ASSOCIATION), ==, "جمعية الهدى");
  g_assert_cmpstr (sijil_record_text (to_b, SIJIL_FINDING_OTHER_ASSOCIATION), ==, "جمعية البر");
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_PROGRAMME_NAME), ==, "كراتين رمضان");
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_OTHER_DATE), ==, today);
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_OUR_DATE), ==, today);
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_OTHER_OFFICE), ==, "مكتب الاختبار");
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_FAMILY), ==, "ramadan-food");
  g_assert_cmpint (sijil_record_number (to_b, SIJIL_FINDING_OTHER_QUANTITY, 0), ==, 1);
  desk_serve (a->store, &in_a, &box, "incomplete");
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 2); /* one for each hand-over too many */
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 2); /* and once */
}

/* Both served before anybody knew that they are one family. */
static void
overlap_found_late (void)
{
  SijilId in_a = desk_family (a->store, "كوثر بدر", "28806201510009", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "كوثر بدر", "28806201510009", NULL, FALSE);
  SijilRecord *edit = sijil_record_new (&sijil_household_type, &in_b);

  desk_serve (a->store, &in_a, &box, NULL);
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, NULL, 0);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_CONSENT_DATE, "2026-02-01");
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_CONSENT_BASIS, "spoken");
  desk_save (b->store, edit, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 1);
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
}

static void
reversed_before (void)
{
  SijilId in_a, in_b, given;

  linked (&in_a, &in_b, "تهاني رجب", "28806201510010");
  given = desk_serve (a->store, &in_a, &box, NULL);
  desk_reverse (a->store, &given);
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 0);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 1);
}

static void
rows_follow_reversals (void)
{
  SijilId in_a, in_b, given;

  linked (&in_a, &in_b, "نهلة رجب", "28806201510011");
  given = desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 0);
  desk_reverse (a->store, &given);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

static char *
reply (Desk *desk, SijilRecord *finding)
{
  g_autoptr (GPtrArray) items = desk_read (desk->store, sijil_review, NULL);

  for (guint i = 0; i < items->len; i++) {
    SijilReviewItem *item = items->pdata[i];

    if (sijil_id_equal (sijil_record_id (item->finding), sijil_record_id (finding)))
      return g_strdup (item->reply);
  }
  return g_strdup ("missing");
}

static void
cut_and_joined (void)
{
  SijilId in_a, in_b;
  g_autoptr (SijilRecord) to_a = NULL, to_b = NULL;

  linked (&in_a, &in_b, "سهام رجب", "28806201510012");
  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  line_findings (a, &in_a, "known-elsewhere", &to_a);
  line_findings (b, &in_b, "known-elsewhere", &to_b);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  line_settle (b, to_b, "different");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  assert_takes (reply (a, to_a), "different");
  line_settle (a, to_a,
               "same"); /* they disagree: it stays cut, and each knows what the other says */
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  assert_takes (reply (b, to_b), "same");
  line_settle (b, to_b, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  assert_takes (reply (a, to_a), NULL);
  line_settle (a, to_a, "different"); /* and the same from the side that gave */
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  line_settle (a, to_a, "accepted"); /* takes "different" back */
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  assert_takes (reply (b, to_b), "accepted");
}

/* What is given or reversed while the link is cut is told once it is joined again. */
static void
given_while_cut (void)
{
  SijilId in_a, in_b, first;
  g_autoptr (SijilRecord) to_b = NULL;

  linked (&in_a, &in_b, "عبير رجب", "28806201510013");
  first = desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  line_findings (b, &in_b, "known-elsewhere", &to_b);
  line_settle (b, to_b, "different");
  sync_all ();
  desk_reverse (a->store, &first);
  desk_serve (a->store, &in_a, &box, NULL);
  desk_serve (a->store, &in_a, &box, "incomplete");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  line_settle (b, to_b, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 2);
}

static void
overlap_verdict (void)
{
  SijilId in_a, in_b;
  g_autoptr (SijilRecord) to_a = NULL, to_b = NULL;

  linked (&in_a, &in_b, "إيمان رجب", "28806201510014");
  desk_serve (a->store, &in_a, &box, NULL);
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  line_findings (a, &in_a, "overlap", &to_a);
  line_findings (b, &in_b, "overlap", &to_b);
  line_settle (a, to_a, "accepted");
  sync_all ();
  assert_takes (reply (b, to_b), "accepted");
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
}

static SijilReviewItem *
item_of (GPtrArray *items, SijilRecord *finding)
{
  for (guint i = 0; i < items->len; i++)
    if (sijil_id_equal (sijil_record_id (((SijilReviewItem *) items->pdata[i])->finding),
                        sijil_record_id (finding)))
      return items->pdata[i];
  g_assert_not_reached ();
}

/* What one of the two undoes is no overlap any more, at either; what is given again is another. */
static void
settles_itself (void)
{
  SijilId in_a, in_b, given;
  g_autoptr (SijilRecord) to_a = NULL, to_b = NULL;
  g_autoptr (GPtrArray) items_a = NULL, items_b = NULL;

  linked (&in_a, &in_b, "سحر رجب", "28806201510019");
  given = desk_serve (a->store, &in_a, &box, NULL);
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  line_findings (a, &in_a, "overlap", &to_a);
  line_findings (b, &in_b, "overlap", &to_b);
  line_settle (b, to_b, "accepted");
  desk_reverse (a->store, &given);
  sync_all ();
  items_a = desk_read (a->store, sijil_review, NULL);
  items_b = desk_read (b->store, sijil_review, NULL);
  g_assert_true (item_of (items_a, to_a)->moot);
  g_assert_false (item_of (items_a, to_a)->counts);
  g_assert_true (item_of (items_b, to_b)->moot);
  desk_serve (a->store, &in_a, &box, "incomplete");
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 2);
}

/* The two facts belong to another household then, but they are the same two. */
static void
merged (void)
{
  SijilId in_a, in_b, survivor;
  g_autoptr (SijilRecord) edit = NULL;

  linked (&in_a, &in_b, "أميرة رجب", "28806201510020");
  desk_serve (a->store, &in_a, &box, NULL);
  desk_serve (b->store, &in_b, &box, NULL);
  sync_all ();
  survivor = desk_family (a->store, "أميرة رجب", NULL, NULL, TRUE);
  edit = sijil_record_new (&sijil_household_type, &in_a);
  sijil_record_set_reference (edit, SIJIL_HOUSEHOLD_MERGED_INTO, &survivor);
  desk_put (a->store, edit);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (a, &survivor), ==, 1);
  g_assert_cmpuint (line_findings (a, &survivor, "overlap", NULL), ==, 0);
  assert_both (&in_a, &in_b, "overlap", 1);
}

static void
confidential (void)
{
  SijilId in_a, in_b;

  linked (&in_a, &in_b, "أمل رجب", "28806201510015");
  desk_serve (a->store, &in_a, &secret, NULL);
  desk_serve (b->store, &in_b, &secret, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 0);
  g_assert_cmpuint (line_elsewhere (a, &in_a), ==, 0);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

/* Marked as confidential later, it takes back what was told before. */
static void
confidential_later (void)
{
  SijilId in_a, in_b, programme;
  g_autoptr (SijilRecord) debts = desk_programme ("school", "school", "month");
  g_autoptr (SijilRecord) edit = NULL;

  linked (&in_a, &in_b, "أمل صابر", "28806201510096");
  programme = desk_put (a->store, debts);
  desk_serve (a->store, &in_a, &programme, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  edit = sijil_record_new (&sijil_programme_type, &programme);
  sijil_record_set_number (edit, SIJIL_PROGRAMME_CONFIDENTIAL, 1);
  desk_put (a->store, edit);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

/* Every text that @desk was told, in one string. */
static char *
all_that_was_told (Desk *desk)
{
  const SijilTypeDef *types[] = { &sijil_finding_type, &sijil_elsewhere_type, &sijil_reply_type };
  GString *out = g_string_new (NULL);

  for (guint t = 0; t < G_N_ELEMENTS (types); t++) {
    g_autoptr (GPtrArray) all = desk_all (desk->store, types[t]);

    for (guint i = 0; i < all->len; i++)
      for (guint f = 0; f < types[t]->n_fields; f++) {
        SijilRecord *record = all->pdata[i];

        if (sijil_record_is_null (record, f))
          continue;
        if (sijil_type_is_number (types[t]->fields[f].kind))
          g_string_append_printf (out, "|%" G_GINT64_FORMAT, sijil_record_number (record, f, 0));
        else
          g_string_append_printf (out, "|%s", sijil_record_text (record, f));
      }
  }
  return g_string_free (out, FALSE);
}

static void
nothing_private (void)
{
  static const char *const PLANTED[] = {
    "28806201510017", "30506201510017", "01157719286", "01099998888", "شارع المدسوس", "987654",
    "ابنة مدسوسة",    "سر دفين",        "1988-06-20",  "مسكن مدسوس",  "منى",          "قسم المدسوس"
  };
  SijilRecord *home = desk_household (TRUE), *head, *child;
  SijilId in_a, in_b;
  g_autoptr (SijilRecord) to_b = NULL;
  g_autofree char *told = NULL;

  head = desk_person ("هويدا جمال زكي", "head", "28806201510017", "1988-06-20");
  sijil_record_set_text (head, SIJIL_PERSON_PHONE, "01157719286");
  child = desk_person ("ابنة مدسوسة", "child", "30506201510017", "2005-06-20");
  sijil_record_set_text (home, SIJIL_HOUSEHOLD_PHONE, "01099998888");
  sijil_record_set_text (home, SIJIL_HOUSEHOLD_ADDRESS, "شارع المدسوس");
  sijil_record_set_text (home, SIJIL_HOUSEHOLD_DISTRICT, "قسم المدسوس");
  sijil_record_set_text (home, SIJIL_HOUSEHOLD_NOTES, "سر دفين");
  sijil_record_set_text (home, SIJIL_HOUSEHOLD_HOUSING, "informal");
  sijil_record_set_number (home, SIJIL_HOUSEHOLD_INCOME, 987654);
  in_a = desk_save (a->store, home, head, child, NULL);
  in_b = desk_family (b->store, "هويدا جمال زكي", "28806201510017", NULL, TRUE);
  desk_serve (a->store, &in_a, &box, NULL);
  desk_serve (b->store, &in_b, &box, NULL);
  desk_serve (a->store, &in_a, &box, "incomplete");
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 2);
  line_findings (b, &in_b, "known-elsewhere", &to_b);
  g_assert_cmpstr (sijil_record_text (to_b, SIJIL_FINDING_OTHER_BIRTH_YEAR), ==, "1988");
  g_assert_cmpstr (sijil_record_text (to_b, SIJIL_FINDING_OTHER_VILLAGE), ==, "منية مسير");
  told = all_that_was_told (b);
  g_assert_nonnull (strstr (told, "هويدا")); /* the walk sees what is there */
  for (guint i = 0; i < G_N_ELEMENTS (PLANTED); i++)
    if (strstr (told, PLANTED[i]) != NULL)
      g_error ("told: %s", PLANTED[i]);
  g_assert_null (strstr (told, "informal"));
  g_assert_null (strstr (told, "incomplete"));
}

/* What an association calls its own programme is its own matter; the kind of need is not. */
static void
own_programmes (void)
{
  SijilId in_a, in_b, own;
  g_autoptr (SijilRecord) programme = desk_programme ("سر البرنامج", "food", "month");
  g_autoptr (SijilRecord) other = desk_programme ("سر الآخر", "food", "month");
  g_autoptr (SijilRecord) to_b = NULL;
  g_autofree char *told_a = NULL, *told_b = NULL;
  SijilFamily *family;

  linked (&in_a, &in_b, "سعدية رجب", "28806201510021");
  own = desk_put (a->store, programme);
  desk_serve (a->store, &in_a, &own, NULL);
  own = desk_put (b->store, other);
  desk_serve (b->store, &in_b, &own, NULL);
  sync_all ();
  assert_both (&in_a, &in_b, "overlap", 1);
  line_findings (b, &in_b, "overlap", &to_b);
  g_assert_cmpstr (sijil_record_text (to_b, SIJIL_FINDING_FAMILY), ==, "food");
  told_a = all_that_was_told (a);
  told_b = all_that_was_told (b);
  g_assert_null (strstr (told_a, "سر الآخر"));
  g_assert_null (strstr (told_b, "سر البرنامج"));
  family = desk_read (b->store, sijil_family_load, &in_b);
  g_assert_cmpuint (family->received->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    SijilReceived *line = family->received->pdata[i];

    g_assert_cmpstr (line->what, ==, line->association != NULL ? "Food" : "سر الآخر");
  }
  sijil_family_free (family);
}

/* And no row of the other association, of whatever type, ever reaches the desk. */
static void
no_rows_of_others (void)
{
  SijilId in_a = desk_family (a->store, "ناهد جمال زكي", "28806201510018", NULL, TRUE);
  SijilId head = desk_head (a->store, &in_a);
  g_autoptr (SijilRecord) home = NULL, person = NULL;

  desk_family (b->store, "ناهد جمال زكي", "28806201510018", NULL, TRUE);
  sync_all ();
  home = desk_get (b->store, &sijil_household_type, &in_a);
  person = desk_get (b->store, &sijil_person_type, &head);
  g_assert_null (home);
  g_assert_null (person);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/overlap/says-who-what-and-when-once-to-both", overlap);
  g_test_add_func ("/overlap/is-found-when-the-link-comes-later", overlap_found_late);
  g_test_add_func ("/overlap/what-was-reversed-is-none", reversed_before);
  g_test_add_func ("/overlap/a-verdict-reaches-the-other-side", overlap_verdict);
  g_test_add_func ("/overlap/what-is-undone-settles-itself-and-a-second-one-is-told",
                   settles_itself);
  g_test_add_func ("/overlap/is-not-told-again-after-a-merge", merged);
  g_test_add_func ("/elsewhere/rows-follow-reversals", rows_follow_reversals);
  g_test_add_func ("/elsewhere/rows-go-while-either-says-different", cut_and_joined);
  g_test_add_func ("/elsewhere/what-happens-while-cut-is-told-afterwards", given_while_cut);
  g_test_add_func ("/privacy/a-confidential-programme-tells-nothing", confidential);
  g_test_add_func ("/privacy/what-becomes-confidential-is-taken-back", confidential_later);
  g_test_add_func ("/privacy/what-is-told-holds-nothing-private", nothing_private);
  g_test_add_func ("/privacy/the-name-of-an-own-programme-stays-at-home", own_programmes);
  g_test_add_func ("/privacy/no-row-of-another-association-arrives", no_rows_of_others);
  status = g_test_run ();
  two_end ();
  return status;
}

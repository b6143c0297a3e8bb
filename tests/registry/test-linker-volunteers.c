#include "two.h"
#include "sijil-review.h"
#include "sijil-volunteers.h"

#include <string.h>

/* Two associations, one desk each. Every case has people of its own. */

static SijilId
save (Desk *desk, SijilRecord *volunteer, SijilRecord *person)
{
  g_autoptr (SijilVolunteerEdit) edit = sijil_volunteer_edit_new (volunteer, person);
  g_autofree SijilId *id = desk_write (desk->store, sijil_volunteer_save, edit);

  g_object_unref (volunteer);
  return *id;
}

/* Somebody who is in no family; gives the person. */
static SijilId
volunteer (Desk *desk, const char *name, const char *id_number, const char *birth_date)
{
  g_autoptr (SijilRecord) person = desk_person (name, NULL, id_number, birth_date);
  SijilRecord *record = sijil_record_new (&sijil_volunteer_type, NULL);

  sijil_record_set_text (person, SIJIL_PERSON_PHONE, "01157719286");
  sijil_record_set_text (record, SIJIL_VOLUNTEER_NOTES, "سر دفين");
  sijil_record_set_text (record, SIJIL_VOLUNTEER_SKILLS, "medicine");
  save (desk, record, person);
  return *sijil_record_id (person);
}

static guint
findings (Desk *desk, const SijilId *person, const char *kind, SijilRecord **last)
{
  return line_findings_by (desk, SIJIL_FINDING_PERSON, person, kind, last);
}

#define assert_told(in_a, in_b, kind, n)                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_cmpuint (findings (a, (in_a), (kind), NULL), ==, (n));                                \
    g_assert_cmpuint (findings (b, (in_b), (kind), NULL), ==, (n));                                \
  }                                                                                                \
  G_STMT_END

static void
same_volunteer (void)
{
  SijilId in_a = volunteer (a, "مروة عادل الشناوي", "28806201510001", "1988-06-20");
  SijilId in_b = volunteer (b, "مروه عادل", "28806201510001", "1988-06-20");
  g_autoptr (SijilRecord) to_a = NULL;

  sync_all ();
  assert_told (&in_a, &in_b, "known-elsewhere", 1);
  assert_told (&in_a, &in_b, NULL, 1);
  findings (a, &in_a, NULL, &to_a);
  g_assert_true (sijil_record_is_null (to_a, SIJIL_FINDING_HOUSEHOLD));
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_OTHER_ASSOCIATION), ==, "جمعية الهدى");
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_OTHER_OFFICE), ==, "مكتب الاختبار");
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_OTHER_NAME), ==, "مروه عادل");
  g_assert_cmpstr (sijil_record_text (to_a, SIJIL_FINDING_OTHER_BIRTH_YEAR), ==, "1988");
  g_assert_nonnull (strstr (sijil_record_text (to_a, SIJIL_FINDING_EVIDENCE), "same-id"));
  sync_all ();
  assert_told (&in_a, &in_b, NULL, 1); /* once, however often they exchange */
}

static void
by_name_and_birth (void)
{
  SijilId in_a = volunteer (a, "رمضان إبراهيم عبد الحميد سالم", NULL, "1977-03-15");
  SijilId in_b = volunteer (b, "رمضان ابراهيم عبدالحميد", NULL, "1977-03-15");
  SijilId other = volunteer (b, "رمضان ابراهيم عبدالحميد", NULL, "1977-03-16");

  sync_all ();
  assert_told (&in_a, &in_b, "known-elsewhere", 1);
  g_assert_cmpuint (findings (b, &other, NULL, NULL), ==, 0);
}

/* What is told is the person, and not that there is a family which receives something. */
static void
member_elsewhere (void)
{
  SijilId in_a = volunteer (a, "إسلام ربيع أبو زيد", "29006201510002", NULL);
  SijilId family = desk_family (b->store, "إسلام ربيع أبو زيد", "29006201510002", NULL, TRUE);
  SijilId in_b = desk_head (b->store, &family);
  g_autoptr (SijilRecord) to_a = NULL, to_b = NULL;

  sync_all ();
  assert_told (&in_a, &in_b, "known-elsewhere", 1);
  findings (a, &in_a, NULL, &to_a);
  findings (b, &in_b, NULL, &to_b);
  g_assert_true (sijil_record_is_null (to_a, SIJIL_FINDING_HOUSEHOLD));
  g_assert_true (sijil_record_is_null (to_a, SIJIL_FINDING_OTHER_CARD));
  g_assert_true (sijil_record_is_null (to_a, SIJIL_FINDING_OTHER_VILLAGE));
  g_assert_true (sijil_record_is_null (to_b, SIJIL_FINDING_HOUSEHOLD));
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM household_link"), ==, 0);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM person_link"), ==, 0);
}

static void
without_consent (void)
{
  SijilId in_a = volunteer (a, "هالة سمير فؤاد", "28806201510003", NULL);
  SijilId family = desk_family (b->store, "هالة سمير فؤاد", "28806201510003", NULL, FALSE);
  SijilId in_b = desk_head (b->store, &family);
  SijilRecord *edit = sijil_record_new (&sijil_household_type, &family);

  sync_all ();
  assert_told (&in_a, &in_b, NULL, 0);
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_CONSENT_DATE, "2026-02-01");
  sijil_record_set_text (edit, SIJIL_HOUSEHOLD_CONSENT_BASIS, "spoken");
  desk_save (b->store, edit, NULL);
  sync_all ();
  assert_told (&in_a, &in_b, "known-elsewhere", 1);
}

/* Volunteering speaks for oneself, not for the family that one lives in. */
static void
family_decides (void)
{
  SijilId family = desk_family (a->store, "منى حسن عوض", "28806201510004", NULL, FALSE);
  SijilId in_a = desk_head (a->store, &family);
  SijilId in_b = volunteer (b, "منى حسن عوض", "28806201510004", NULL);
  g_autoptr (SijilRecord) person = sijil_record_new (&sijil_person_type, &in_a);

  save (a, sijil_record_new (&sijil_volunteer_type, NULL), person);
  sync_all ();
  assert_told (&in_a, &in_b, NULL, 0);
}

/* A person without a family who never volunteered is compared with nobody. */
static void
nobody_special (void)
{
  g_autoptr (SijilRecord) person = desk_person ("عزت لبيب", NULL, "28806201510005", NULL);
  SijilId in_a = desk_put (a->store, person);
  SijilId in_b = volunteer (b, "عزت لبيب", "28806201510005", NULL);

  sync_all ();
  assert_told (&in_a, &in_b, NULL, 0);
  /* And once that person does, in another set than the one that brought the person, is. */
  save (a, sijil_record_new (&sijil_volunteer_type, NULL), person);
  sync_all ();
  assert_told (&in_a, &in_b, "known-elsewhere", 1);
}

static void
left_before (void)
{
  g_autoptr (SijilRecord) person = desk_person ("رفيق لبيب سعد", NULL, "28806201510006", NULL);
  SijilRecord *record = sijil_record_new (&sijil_volunteer_type, NULL);
  SijilId in_a, in_b, id;

  sijil_record_set_text (record, SIJIL_VOLUNTEER_STATE, "left");
  id = save (a, record, person);
  in_a = *sijil_record_id (person);
  in_b = volunteer (b, "رفيق لبيب سعد", "28806201510006", NULL);
  sync_all ();
  assert_told (&in_a, &in_b, NULL, 0);
  desk_edit (a->store, &sijil_volunteer_type, &id, SIJIL_VOLUNTEER_STATE, "active");
  sync_all ();
  assert_told (&in_a, &in_b, "known-elsewhere", 1);
}

static void
shared_id (void)
{
  SijilId in_a = volunteer (a, "ثروت عماد حلمي", "27806201510007", NULL);
  SijilId in_b = volunteer (b, "مينا ثروت عماد", "27806201510007", NULL);

  sync_all ();
  assert_told (&in_a, &in_b, "id-shared", 1);
  assert_told (&in_a, &in_b, NULL, 1);
}

/* Two volunteers are one; that two families of theirs are one is judged anew, by the families' own
 * rules: here the two agree in nothing any more. */
static void
never_joins_families (void)
{
  SijilId in_a = volunteer (a, "نادر صابر أنور", "29006201510008", NULL);
  SijilId in_b = volunteer (b, "نادر صابر أنور", "29006201510008", NULL);
  SijilId home_a = desk_family (a->store, "صابر أنور شحاتة", NULL, NULL, TRUE);
  SijilId home_b = desk_family (b->store, "ليلى فهمي", NULL, NULL, TRUE);
  SijilRecord *mended;
  g_autofree char *text_a = sijil_id_to_string (&home_a), *text_b = sijil_id_to_string (&home_b);

  sync_all ();
  assert_told (&in_a, &in_b, "known-elsewhere", 1);
  mended = sijil_record_new (&sijil_person_type, &in_b);
  sijil_record_set_text (mended, SIJIL_PERSON_NAME, "هاني زكي");
  sijil_record_set_text (mended, SIJIL_PERSON_ID_NUMBER, "29006201510018");
  desk_put (b->store, mended);
  g_object_unref (mended);
  desk_edit (a->store, &sijil_person_type, &in_a, SIJIL_PERSON_RELATION, "spouse");
  desk_edit (b->store, &sijil_person_type, &in_b, SIJIL_PERSON_RELATION, "spouse");
  desk_edit (a->store, &sijil_person_type, &in_a, SIJIL_PERSON_HOUSEHOLD, text_a);
  desk_edit (b->store, &sijil_person_type, &in_b, SIJIL_PERSON_HOUSEHOLD, text_b);
  sync_all ();
  assert_told (&in_a, &in_b, NULL, 1);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM household_link"), ==, 0);
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM elsewhere"), ==, 0);
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

static void
in_review (void)
{
  SijilId in_a = volunteer (a, "سعاد كامل شفيق", "28806201510009", "1988-06-20");
  SijilId in_b = volunteer (b, "سعاد كامل شفيق", "28806201510009", "1988-06-20");
  g_autoptr (SijilRecord) to_a = NULL, to_b = NULL;
  g_autoptr (GPtrArray) at_a = NULL, at_b = NULL;
  SijilVerdictRequest *request;
  SijilReviewItem *item;
  guint waiting = GPOINTER_TO_UINT (desk_read (a->store, sijil_review_count, NULL));

  sync_all ();
  findings (a, &in_a, NULL, &to_a);
  findings (b, &in_b, NULL, &to_b);
  g_assert_cmpuint (GPOINTER_TO_UINT (desk_read (a->store, sijil_review_count, NULL)), ==, waiting);
  at_a = desk_read (a->store, sijil_review, NULL);
  item = item_of (at_a, to_a);
  g_assert_false (item->counts);
  g_assert_true (sijil_id_is_null (&item->household));
  g_assert_false (sijil_id_is_null (&item->volunteer));
  g_assert_cmpstr (item->head_name, ==, "سعاد كامل شفيق");
  g_assert_cmpstr (item->birth_year, ==, "1988");
  request = sijil_verdict_request_new (sijil_record_id (to_a), "different", NULL);
  g_free (desk_write (a->store, sijil_review_settle, request));
  sijil_verdict_request_free (request);
  sync_all ();
  at_b = desk_read (b->store, sijil_review, NULL);
  g_assert_cmpstr (item_of (at_b, to_b)->reply, ==, "different");
}

/* Every text of what @desk was told holds none of the other's secrets. */
static void
nothing_private (void)
{
  static const char *const PLANTED[] = { "28806201510010", "01157719286", "1988-06-20", "سر دفين",
                                         "medicine",       "منى",         "منية مسير" };
  SijilId in_a = volunteer (a, "هويدا جمال زكي", "28806201510010", "1988-06-20");
  SijilId in_b = volunteer (b, "هويدا جمال زكي", "28806201510010", "1988-06-20");
  g_autoptr (GPtrArray) told = NULL;
  gboolean seen = FALSE;

  sync_all ();
  assert_told (&in_a, &in_b, NULL, 1);
  told = desk_all (b->store, &sijil_finding_type);
  for (guint i = 0; i < told->len; i++)
    for (guint f = 0; f < sijil_finding_type.n_fields; f++) {
      const char *text = sijil_type_is_number (sijil_finding_type.fields[f].kind)
                             ? NULL
                             : sijil_record_text (told->pdata[i], f);

      seen = seen || g_strcmp0 (text, "هويدا جمال زكي") == 0;
      for (guint k = 0; text != NULL && k < G_N_ELEMENTS (PLANTED); k++)
        if (strstr (text, PLANTED[k]) != NULL)
          g_error ("told: %s", PLANTED[k]);
    }
  g_assert_true (seen); /* the walk sees what is there */
  g_assert_null (desk_get (b->store, &sijil_person_type, &in_a));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/volunteers/the-same-id-is-known-elsewhere-once", same_volunteer);
  g_test_add_func ("/volunteers/three-names-and-a-full-birth-date-are-enough", by_name_and_birth);
  g_test_add_func ("/volunteers/a-member-elsewhere-is-told-without-the-family", member_elsewhere);
  g_test_add_func ("/volunteers/a-family-without-consent-stays-unseen", without_consent);
  g_test_add_func ("/volunteers/in-a-family-the-familys-consent-decides", family_decides);
  g_test_add_func ("/volunteers/who-never-volunteered-is-compared-with-nobody", nobody_special);
  g_test_add_func ("/volunteers/who-left-is-not-compared-until-back", left_before);
  g_test_add_func ("/volunteers/one-id-with-another-given-name-is-a-question", shared_id);
  g_test_add_func ("/volunteers/never-join-families", never_joins_families);
  g_test_add_func ("/volunteers/stand-in-the-quiet-list-and-verdicts-pass", in_review);
  g_test_add_func ("/volunteers/what-is-told-holds-nothing-private", nothing_private);
  status = g_test_run ();
  two_end ();
  return status;
}

#include "two.h"
#include "sijil-family.h"
#include "sijil-review.h"

/* Aid that is given to one person of a family. Two associations, one desk each. */
static SijilId bag, kit;

static SijilId
member (Desk *desk, const SijilId *household, const char *name)
{
  SijilFamily *family = desk_read (desk->store, sijil_family_load, household);
  SijilId id = { { 0 } };

  for (guint i = 0; i < family->members->len; i++)
    if (g_strcmp0 (sijil_record_text (family->members->pdata[i], SIJIL_PERSON_NAME), name) == 0)
      id = *sijil_record_id (family->members->pdata[i]);
  g_assert_false (sijil_id_is_null (&id));
  sijil_family_free (family);
  return id;
}

static SijilId
give (Desk *desk, const SijilId *household, const char *name, const SijilId *programme,
      const char *reason)
{
  g_autoptr (SijilHandOver) request = sijil_hand_over_new ();
  g_autofree SijilId *id = NULL;

  request->household = *household;
  request->programme = *programme;
  request->has_person = TRUE;
  request->person = member (desk, household, name);
  request->reason_code = g_strdup (reason);
  id = desk_write (desk->store, sijil_hand_over, request);
  return *id;
}

/* Whom the desk warns of an overlap under @programme: names, separated by commas. */
static char *
warned (Desk *desk, const SijilId *household, const SijilId *programme)
{
  SijilFamily *family = desk_read (desk->store, sijil_family_load, household);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < family->entitlements->len; i++) {
    SijilEntitlement *row = family->entitlements->pdata[i];

    if (!sijil_id_equal (sijil_record_id (row->programme), programme) ||
        g_strcmp0 (row->rule_broken, "overlap") != 0)
      continue;
    g_string_append_printf (out, "%s%s", out->len > 0 ? "," : "",
                            row->has_person ? row->person_name : "family");
  }
  sijil_family_free (family);
  return g_string_free (out, FALSE);
}

static guint
received (Desk *desk, const SijilId *household)
{
  SijilFamily *family = desk_read (desk->store, sijil_family_load, household);
  guint n = family->received->len;

  sijil_family_free (family);
  return n;
}

/* A mother and two children at both; the second child's ID is not known everywhere. */
static void
families (SijilId *in_a, SijilId *in_b, int number, gboolean second_known)
{
  /* Born on another day each, so that the mothers are not one. */
  g_autofree char *mother = g_strdup_printf ("28806%02d15%05d", number % 100 + 10, number);
  g_autofree char *first = g_strdup_printf ("312010115%05d", number);
  g_autofree char *second = g_strdup_printf ("314010115%05d", number);

  *in_a = desk_save (a->store, desk_household (TRUE),
                     desk_person ("فاطمة محمد علي", "head", mother, NULL),
                     desk_person ("كريم سيد حسن", "child", first, NULL),
                     desk_person ("ملك سيد حسن", "child", second, NULL), NULL);
  *in_b = desk_save (
      b->store, desk_household (TRUE), desk_person ("فاطمة محمد علي", "head", mother, NULL),
      desk_person ("كريم سيد حسن", "child", first, NULL),
      desk_person ("ملك سيد حسن", "child", second_known ? second : NULL, NULL), NULL);
  sync_all ();
}

static void
warns_the_same_child (void)
{
  SijilId in_a, in_b;

  families (&in_a, &in_b, 10001, TRUE);
  give (a, &in_a, "كريم سيد حسن", &bag, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  assert_takes (warned (b, &in_b, &bag), "كريم سيد حسن");
  assert_takes (warned (b, &in_b, &kit), "");
  g_assert_cmpuint (received (b, &in_b), ==, 1);
}

static void
two_children (void)
{
  SijilId in_a, in_b;

  families (&in_a, &in_b, 10002, TRUE);
  give (a, &in_a, "كريم سيد حسن", &bag, NULL);
  give (b, &in_b, "ملك سيد حسن", &bag, NULL);
  sync_all ();
  g_assert_cmpuint (line_findings (a, &in_a, "overlap", NULL), ==, 0);
  g_assert_cmpuint (line_findings (b, &in_b, "overlap", NULL), ==, 0);
  assert_takes (warned (a, &in_a, &bag), "ملك سيد حسن");
}

static void
one_child_twice (void)
{
  SijilId in_a, in_b, told, child;
  g_autoptr (SijilRecord) to_b = NULL;

  families (&in_a, &in_b, 10003, TRUE);
  give (a, &in_a, "ملك سيد حسن", &bag, NULL);
  give (b, &in_b, "ملك سيد حسن", &bag, NULL);
  sync_all ();
  g_assert_cmpuint (line_findings (a, &in_a, "overlap", NULL), ==, 1);
  g_assert_cmpuint (line_findings (b, &in_b, "overlap", &to_b), ==, 1);
  child = member (b, &in_b, "ملك سيد حسن");
  g_assert_true (sijil_record_reference (to_b, SIJIL_FINDING_PERSON, &told));
  g_assert_true (sijil_id_equal (&told, &child));
}

static void
unknown_child (void)
{
  SijilId in_a, in_b;

  families (&in_a, &in_b, 10004, FALSE);
  give (a, &in_a, "ملك سيد حسن", &bag, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  assert_takes (warned (b, &in_b, &bag), "");
  assert_takes (warned (b, &in_b, &kit), "");
  g_assert_cmpuint (received (b, &in_b), ==, 1);
}

/* The child is found out to be the same one later: then it is warned of, and served twice. */
static void
known_later (void)
{
  SijilId in_a, in_b, child;

  families (&in_a, &in_b, 10005, FALSE);
  give (a, &in_a, "ملك سيد حسن", &bag, NULL);
  give (b, &in_b, "ملك سيد حسن", &bag, NULL);
  sync_all ();
  g_assert_cmpuint (line_findings (b, &in_b, "overlap", NULL), ==, 0);
  child = member (b, &in_b, "ملك سيد حسن");
  desk_edit (b->store, &sijil_person_type, &child, SIJIL_PERSON_ID_NUMBER, "31401011510005");
  sync_all ();
  g_assert_cmpuint (line_findings (a, &in_a, "overlap", NULL), ==, 1);
  g_assert_cmpuint (line_findings (b, &in_b, "overlap", NULL), ==, 1);
}

static void
family_and_person (void)
{
  SijilId in_a, in_b;

  families (&in_a, &in_b, 10006, TRUE);
  desk_serve (a->store, &in_a, &kit, NULL);
  give (b, &in_b, "كريم سيد حسن", &bag, NULL);
  sync_all ();
  g_assert_cmpuint (line_findings (b, &in_b, "overlap", NULL), ==, 0);
  assert_takes (warned (b, &in_b, &kit), "family");
  assert_takes (warned (b, &in_b, &bag), "");
  assert_takes (warned (a, &in_a, &kit), "");
}

/* A married son: child in his father's sheet, head of his own. The houses are not one. */
static void
only_the_person (void)
{
  SijilId in_a = desk_save (a->store, desk_household (TRUE),
                            desk_person ("كامل أنور شحاتة", "head", "26006201510007", NULL),
                            desk_person ("وليد كامل أنور", "child", "29006201510007", NULL), NULL);
  SijilId in_b = desk_save (b->store, desk_household (TRUE),
                            desk_person ("وليد كامل أنور", "head", "29006201510007", NULL),
                            desk_person ("هدى علي", "spouse", NULL, NULL), NULL);
  SijilId given;
  g_autoptr (SijilRecord) finding = NULL;

  sync_all ();
  given = give (a, &in_a, "وليد كامل أنور", &bag, NULL);
  give (a, &in_a, "كامل أنور شحاتة", &bag, NULL);
  desk_serve (a->store, &in_a, &kit, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  assert_takes (warned (b, &in_b, &bag), "وليد كامل أنور");
  assert_takes (warned (b, &in_b, &kit), "");
  line_findings (b, &in_b, "maybe-same-person", &finding);
  line_settle (b, finding, "different");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  line_settle (b, finding, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  desk_reverse (a->store, &given);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

static const char CATALOGUE[] =
    "{\"programmes\":[{\"id\":\"01900000-0000-7000-8000-000000000011\",\"code\":\"school-bag\","
    "\"name\":\"شنط مدرسية\",\"family\":\"school\",\"kind\":\"goods\",\"per\":\"person\","
    "\"limit_period\":\"year\",\"limit_count\":1},"
    "{\"id\":\"01900000-0000-7000-8000-000000000012\",\"code\":\"school-kit\",\"name\":\"أدوات\","
    "\"family\":\"school\",\"kind\":\"goods\",\"per\":\"household\",\"limit_period\":\"year\","
    "\"limit_count\":1}]}";

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (CATALOGUE);
  g_assert_true (sijil_id_parse ("01900000-0000-7000-8000-000000000011", &bag));
  g_assert_true (sijil_id_parse ("01900000-0000-7000-8000-000000000012", &kit));
  g_test_add_func ("/persons/aid-to-one-child-warns-of-that-child", warns_the_same_child);
  g_test_add_func ("/persons/two-children-are-no-overlap", two_children);
  g_test_add_func ("/persons/one-child-served-twice-is-an-overlap", one_child_twice);
  g_test_add_func ("/persons/a-child-unknown-to-us-warns-nobody", unknown_child);
  g_test_add_func ("/persons/a-child-found-to-be-the-same-later-is-compared", known_later);
  g_test_add_func ("/persons/a-family-and-a-person-are-not-compared", family_and_person);
  g_test_add_func ("/persons/a-linked-person-alone-is-told-for-that-person", only_the_person);
  status = g_test_run ();
  two_end ();
  return status;
}

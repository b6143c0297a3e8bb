#include "two.h"

/* What has to be known of somebody before one is told what another association gave. */

/* Served by A; registered by B as whoever asks knows them. How much B is told. */
static guint
told_for (const char *name, const char *id, const char *birth, const char *asked_name,
          const char *asked_id, const char *asked_birth, SijilId *in_a, SijilId *in_b)
{
  *in_a = desk_family (a->store, name, id, birth, TRUE);
  desk_serve (a->store, in_a, &box, NULL);
  sync_all ();
  *in_b = desk_family (b->store, asked_name, asked_id, asked_birth, TRUE);
  sync_all ();
  return line_elsewhere (b, in_b);
}

static void
settle (Desk *desk, const SijilId *household, const char *kind, const char *answer)
{
  g_autoptr (SijilRecord) finding = NULL;

  g_assert_cmpuint (line_findings (desk, household, kind, &finding), >, 0);
  line_settle (desk, finding, answer);
  sync_all ();
}

static void
name_alone (void)
{
  SijilId in_a, in_b;

  g_assert_cmpuint (told_for ("بطرس ميخائيل تواضروس", "28001012100011", NULL,
                              "بطرس ميخائيل تواضروس", NULL, NULL, &in_a, &in_b),
                    ==, 0);
  /* Whoever asked answers the question as well. */
  settle (b, &in_b, "maybe-same-person", "same");
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  settle (a, &in_a, "maybe-same-person", "same");
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  settle (b, &in_b, "maybe-same-person", NULL);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

/* A number of fourteen digits says when its owner was born, and can be tried out. */
static void
id_and_given_name (void)
{
  SijilId in_a, in_b;

  g_assert_cmpuint (told_for ("شنودة جرجس إسحق", "28002022100022", NULL, "شنودة", "28002022100022",
                              NULL, &in_a, &in_b),
                    ==, 0);
  g_assert_cmpuint (told_for ("مكرم وديع بسطا", "28003032100033", "1980-03-03", "مكرم حبيب",
                              "28003032100033", "1980-03-03", &in_a, &in_b),
                    ==, 0);
}

static void
id_and_two_parts (void)
{
  SijilId in_a, in_b;

  g_assert_cmpuint (told_for ("رفقة جرجس إسحق", "28004042100044", NULL, "رفقة جرجس",
                              "28004042100044", NULL, &in_a, &in_b),
                    ==, 1);
}

static void
three_parts_and_birth (void)
{
  SijilId in_a, in_b;

  g_assert_cmpuint (told_for ("دميانة صليب لوقا", NULL, "1980-05-05", "دميانة صليب لوقا", NULL,
                              "1980-05-05", &in_a, &in_b),
                    ==, 1);
  g_assert_cmpuint (told_for ("أبانوب صليب متى", NULL, "1980-01-01", "أبانوب صليب متى", NULL,
                              "1980-01-01", &in_a, &in_b),
                    ==, 0);
}

/* The finding says how the other one wrote the name: to write it so too proves nothing. */
static void
written_off (void)
{
  SijilId in_a, in_b, again;

  g_assert_cmpuint (told_for ("كيرلس غالي نسيم", "28007072100077", NULL, "كيرلس", "28007072100077",
                              NULL, &in_a, &in_b),
                    ==, 0);
  assert_both (&in_a, &in_b, "known-elsewhere", 1);
  edit_head (b, &in_b, SIJIL_PERSON_NAME, "كيرلس غالي نسيم");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  again = desk_family (b->store, "كيرلس غالي نسيم", "28007072100077", NULL, TRUE);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &again), ==, 0);
  /* Nor does it when the days of a year are tried out. */
  g_assert_cmpuint (told_for ("مارينا فهيم زاخر", NULL, "1980-08-08", "مارينا فهيم زاخر", NULL,
                              "1980", &in_a, &in_b),
                    ==, 0);
  edit_head (b, &in_b, SIJIL_PERSON_BIRTH_DATE, "1980-08-08");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

static void
shared_id (void)
{
  static const guint UNTOLD[] = { SIJIL_FINDING_OTHER_NAME, SIJIL_FINDING_OTHER_CARD,
                                  SIJIL_FINDING_OTHER_BIRTH_YEAR, SIJIL_FINDING_OTHER_VILLAGE };
  g_autoptr (SijilRecord) seen = NULL;
  SijilId in_a, in_b;
  gint64 links = house_number (house, "SELECT count(*) FROM person_link");

  g_assert_cmpuint (told_for ("هدرا فلتس عطية", "28006062100066", NULL, "تماف فلتس عطية",
                              "28006062100066", NULL, &in_a, &in_b),
                    ==, 0);
  assert_both (&in_a, &in_b, "id-shared", 1);
  line_findings (b, &in_b, "id-shared", &seen);
  for (guint i = 0; i < G_N_ELEMENTS (UNTOLD); i++)
    g_assert_true (sijil_record_is_null (seen, UNTOLD[i]));
  g_assert_nonnull (sijil_record_text (seen, SIJIL_FINDING_OTHER_ASSOCIATION));
  g_assert_nonnull (sijil_record_text (seen, SIJIL_FINDING_OTHER_OFFICE));
  g_assert_cmpstr (sijil_record_text (seen, SIJIL_FINDING_EVIDENCE), ==, "same-id");
  settle (b, &in_b, "id-shared", "same");
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM person_link"), ==, links);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
  settle (a, &in_a, "id-shared", "same");
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM person_link"), ==, links + 1);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  settle (a, &in_a, "id-shared", "different");
  g_assert_cmpint (house_number (house, "SELECT count(*) FROM person_link"), ==, links);
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

/* A clerk mends a name after both have been told: what was known then is known still. */
static void
mended_name (void)
{
  SijilId in_a, in_b;

  g_assert_cmpuint (told_for ("نادر صابر فهمي", "28009092100099", NULL, "نادر صابر",
                              "28009092100099", NULL, &in_a, &in_b),
                    ==, 1);
  edit_head (b, &in_b, SIJIL_PERSON_NAME, "نادر صابر فهمى");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  /* Nor need anything have been given by then. */
  in_a = desk_family (a->store, "وجيه صابر فهمي", "28010102100019", NULL, TRUE);
  in_b = desk_family (b->store, "وجيه صابر", "28010102100019", NULL, TRUE);
  sync_all ();
  edit_head (b, &in_b, SIJIL_PERSON_NAME, "وجيه صابر فهمى");
  sync_all ();
  desk_serve (a->store, &in_a, &box, NULL);
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 1);
  /* But not when it is another's name now. */
  edit_head (b, &in_b, SIJIL_PERSON_NAME, "وجيه");
  sync_all ();
  g_assert_cmpuint (line_elsewhere (b, &in_b), ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/proof/a-name-alone-tells-nothing-and-nor-does-one-sides-answer", name_alone);
  g_test_add_func ("/proof/an-id-with-a-given-name-tells-nothing", id_and_given_name);
  g_test_add_func ("/proof/an-id-with-two-parts-of-the-name-is-enough", id_and_two_parts);
  g_test_add_func ("/proof/three-parts-and-a-full-birth-date-are-enough", three_parts_and_birth);
  g_test_add_func ("/proof/what-was-told-proves-nothing-when-it-is-written-down", written_off);
  g_test_add_func ("/proof/one-id-says-who-to-ask-and-is-one-person-when-both-say-so", shared_id);
  g_test_add_func ("/proof/a-name-that-is-mended-later-takes-nothing-back", mended_name);
  status = g_test_run ();
  two_end ();
  return status;
}

#include "two.h"

#include "sijil-families.h"
#include "sender.h"
#include "sijil-quiet.h"

#include <string.h>

/* An association registers somebody whom another one knows again and again. */

#define TIMES 40
#define MOST 3

static gint64
told (Desk *desk, const char *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM finding WHERE kind = '%s'", kind);

  return desk_number (desk->store, sql);
}

static gint64
waiting (void)
{
  return house_number (house, "SELECT count(*) FROM crowd");
}

static gint64
links (void)
{
  return house_number (house, "SELECT count(*) FROM person_link");
}

static void
everything (void)
{
  line_sync (a);
  line_sync (b);
  let_rest ();
  line_sync (a);
  line_sync (b);
}

static void
one_person_many_times (void)
{
  SijilId in_b = desk_family (b->store, "حسن علي محمود", NULL, "1970-03-03", TRUE);
  SijilId in_a[TIMES];
  gint64 linked = links (), known_a = told (a, "known-elsewhere"),
         known_b = told (b, "known-elsewhere"), often = told (a, "registered-often");

  for (guint i = 0; i < TIMES; i++)
    in_a[i] = desk_family (a->store, "حسن علي محمود", NULL, "1970-03-03", TRUE);
  everything ();
  g_assert_cmpint (links (), ==, linked + MOST);
  g_assert_cmpint (told (b, "known-elsewhere"), ==, known_b + MOST);
  g_assert_cmpint (told (a, "known-elsewhere"), ==, known_a + MOST);
  /* Its own association learns why, once, and the other one nothing of it. */
  g_assert_cmpint (told (a, "registered-often"), ==, often + 1);
  g_assert_cmpint (told (b, "registered-often"), ==, 0);
  g_assert_cmpint (waiting (), ==, TIMES - MOST);
  /* It cleans up, two at a time: as many of the rest come in their place, until none is left. */
  for (guint i = 0; i < TIMES; i++) {
    SijilFamilyMerge merge = { in_a[i], in_a[TIMES - 1] };

    if (i < TIMES - 1)
      desk_write (a->store, sijil_family_merge, &merge);
    if (i % 2 == 1)
      everything ();
  }
  everything ();
  g_assert_cmpint (waiting (), ==, 0);
  g_assert_cmpint (line_findings (b, &in_b, NULL, NULL), >, 0);
}

/* The name alone says little: each is a question. */
static void
many_questions (void)
{
  SijilId in_b = desk_family (b->store, "زينب خليل عوض", NULL, NULL, TRUE);
  g_autoptr (SijilRecord) seen = NULL;
  gint64 asked = told (b, "maybe-same-person"), linked = links (), left = waiting ();

  for (guint i = 0; i < TIMES; i++) {
    g_autofree char *year = g_strdup_printf ("19%u", 50 + i);

    desk_family (a->store, "زينب خليل عوض", NULL, year, TRUE);
  }
  everything ();
  g_assert_cmpint (links (), ==, linked);
  g_assert_cmpint (told (b, "maybe-same-person"), ==, asked + MOST);
  g_assert_cmpint (waiting (), >, left);
  /* One is answered: there is room for another. */
  line_findings (b, &in_b, "maybe-same-person", &seen);
  line_settle (b, seen, "different");
  everything ();
  g_assert_cmpint (told (b, "maybe-same-person"), ==, asked + MOST + 1);
}

/* Four served families are one to the other side as well: each hand-over meets each. */
static void
many_overlaps (void)
{
  SijilId in_a = desk_family (a->store, "سامي يوسف بطرس", "26801010155551", NULL, TRUE);
  SijilId in_b = desk_family (b->store, "سامي يوسف بطرس", "26801010155551", NULL, TRUE);
  gint64 overlaps = told (b, "overlap");

  everything ();
  for (guint i = 0; i < 12; i++) {
    desk_serve (a->store, &in_a, &box, i > 0 ? "incomplete" : NULL);
    desk_serve (b->store, &in_b, &box, "incomplete");
  }
  everything ();
  g_assert_cmpint (told (b, "overlap"), >, overlaps);
  g_assert_cmpint (told (b, "overlap"), <=, overlaps + 30);
}

/* One change set of 60 families, as a sheet makes it; each is known to the other association. */
static void
send_large_set (Sender *sender)
{
  SijilChangeSet *set = next_set (sender);

  for (guint i = 0; i < 60; i++) {
    g_autofree char *born = g_strdup_printf ("1961-%02u-%02u", 2 + i / 28, 1 + i % 28);
    SijilRecord *household = desk_household (TRUE);
    SijilRecord *person = desk_person ("رفعت شوقي جرجس", "head", NULL, born);
    SijilId id = add_new (set, household);

    sijil_record_set_reference (person, SIJIL_PERSON_HOUSEHOLD, &id);
    add_new (set, person);
  }
  g_assert_null (refusal (sender, set));
}

static void
a_step_ends_inside_a_set (void)
{
  Sender sender = sender_new (house, house_number (house, "SELECT min(id) FROM association"));
  gint64 linked = links (), rows = 0;
  guint steps = 0;
  gboolean more = TRUE;

  for (guint i = 0; i < 60; i++) {
    g_autofree char *born = g_strdup_printf ("1961-%02u-%02u", 2 + i / 28, 1 + i % 28);

    desk_family (b->store, "رفعت شوقي جرجس", NULL, born, TRUE);
  }
  everything ();
  send_large_set (&sender);
  /* Somebody says stop again and again, and the power goes each time. */
  for (; more; steps++) {
    gint64 at;

    g_atomic_int_set (&house->registry->stopping, TRUE);
    g_assert_true (sijil_storage_begin (house->registry->storage, NULL));
    g_assert_true (sijil_quiet_work (house->registry, &more, NULL));
    g_assert_true (sijil_storage_commit (house->registry->storage, NULL));
    at = sijil_storage_number (house->registry->storage, "linked-rows", 0);
    g_assert_true (at == 0 || at == rows + 1);
    rows = at;
    if (steps % 10 == 0)
      house_restart (house);
  }
  g_assert_cmpuint (steps, >=, 120);
  house_restart (house);
  let_rest ();
  g_assert_cmpint (links (), ==, linked + 60);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  two_begin (NULL);
  g_test_add_func ("/crowd/one-person-registered-many-times-is-linked-a-few-times",
                   one_person_many_times);
  g_test_add_func ("/crowd/questions-wait-for-the-answers-to-others", many_questions);
  g_test_add_func ("/crowd/each-hand-over-with-each-is-not-told", many_overlaps);
  g_test_add_func ("/crowd/a-step-ends-inside-a-change-set", a_step_ends_inside_a_set);
  status = g_test_run ();
  two_end ();
  return status;
}

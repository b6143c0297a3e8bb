#include "sijil-test.h"
#include "town.h"

#include <string.h>

#define NAME "زهيرة المدسوس عبد الباقي الفريد"
#define ID "28806201598765"
#define PHONE "01157719286"
#define ADDRESS "شارع المجهول رقم تسعة"

static const char *const PLANTED[] = { NAME, ID, "٢٨٨٠٦٢٠١٥٩٨٧٦٥", PHONE, ADDRESS, "زهيرة" };

static void
assert_nothing (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (PLANTED); i++)
    g_assert_cmpuint (desk_find_text (folder, PLANTED[i]), ==, 0);
}

static SijilId
register_at (Desk *desk)
{
  SijilRecord *household = desk_household (TRUE);

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, PHONE);
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_ADDRESS, ADDRESS);
  return desk_save (desk->store, household, desk_person (NAME, "head", ID, NULL), NULL);
}

/* Its database, the log of that, its own log with every message on, its certificates: nothing. */
static void
nothing_personal (void)
{
  Town *town = town_new ();
  Desk *a = town_desk (town, "1"), *b = town_desk (town, "2");
  SijilId box, in_a, in_b;
  g_autofree char *registry = g_build_filename (town->folder, "registry", NULL);
  g_autofree char *wal = g_build_filename (registry, "registry.db-wal", NULL);
  g_autofree char *backup = g_build_filename (town->folder, "backup.db", NULL);
  g_autofree char *log = NULL;

  g_assert_true (sijil_id_parse (TOWN_RAMADAN_BOX, &box));
  in_a = register_at (a);
  in_b = register_at (b);
  for (int i = 0; i < 2; i++) {
    town_sync (a);
    town_sync (b);
  }
  desk_serve (a->store, &in_a, &box, NULL);
  desk_serve (b->store, &in_b, &box, NULL);
  for (int i = 0; i < 2; i++) {
    town_sync (a);
    town_sync (b);
  }
  g_assert_cmpint (town_count (town, "findings"), >=, 4);
  g_free (town_run (town, "backup", backup, NULL));
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  assert_nothing (town->folder);
  town_stop (town);
  assert_nothing (town->folder);
  log = town_log (town);
  g_assert_cmpuint (strlen (log), >, 0); /* it does write a log */
  assert_nothing (a->folder); /* and at the desk, with the registry's certificate beside */
  town_desk_free (a);
  town_desk_free (b);
  town_free (town);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registry/nothing-personal-is-readable-in-any-file-or-log", nothing_personal);
  return g_test_run ();
}

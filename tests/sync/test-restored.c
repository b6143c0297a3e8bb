#include "sijil-compare.h"
#include "sijil-session.h"
#include "sijil-test.h"
#include "town.h"

#include <glib/gstdio.h>

/* The registry is lost and comes back from a backup. What it has forgotten, the desks say again. */
#define SHARED_ID "28801010101234"

static Town *town;

typedef struct {
  Desk *desk[3]; /* two PCs of one association, one of another */
  SijilId programme, family;
  char *backup;
} World;

static void
sync_all (World *world)
{
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 3; i++)
      town_sync (world->desk[i]);
}

static gint64
rows (Desk *desk, const char *type)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", type);

  return desk_number (desk->store, sql);
}

static World
world_new (void)
{
  World world = { { NULL } };
  g_autoptr (SijilRecord) box = desk_programme ("BOX", "ramadan-food", "ramadan");

  town = town_new ();
  for (int i = 0; i < 3; i++)
    world.desk[i] = town_desk (town, i < 2 ? "1" : "2");
  world.programme = desk_put (world.desk[0]->store, box);
  world.family = desk_family (world.desk[0]->store, "هدى أحمد علي حسن", NULL, "1991-11-24", TRUE);
  sync_all (&world);
  world.backup = g_build_filename (town->folder, "backup.db", NULL);
  g_unlink (world.backup);
  g_free (town_run (town, "backup", world.backup, NULL));
  return world;
}

static void
world_free (World *world)
{
  for (int i = 0; i < 3; i++)
    town_desk_free (world->desk[i]);
  g_free (world->backup);
  g_clear_pointer (&town, town_free);
}

/* The disk is gone; the operator puts the backup in its place. */
static void
lose_the_registry (World *world)
{
  static const char *const FILES[] = { "registry.db", "registry.db-wal", "registry.db-shm" };

  town_stop (town);
  for (guint i = 0; i < G_N_ELEMENTS (FILES); i++) {
    g_autofree char *path = g_build_filename (town->folder, "registry", FILES[i], NULL);

    g_unlink (path);
  }
  g_free (town_run (town, "restore", world->backup, NULL));
  town_start (town);
}

/* What happened after the backup: families, a hand-over, an edit, and an overlap. */
static void
work (World *world)
{
  SijilStore *store = world->desk[0]->store;
  SijilId again;

  desk_serve (store, &world->family, &world->programme, NULL);
  desk_edit (world->desk[1]->store, &sijil_household_type, &world->family, SIJIL_HOUSEHOLD_VILLAGE,
             "طوخ");
  again = desk_family (world->desk[1]->store, "منى حسن علي عمر", SHARED_ID, NULL, TRUE);
  desk_family (world->desk[2]->store, "منى حسن علي عمر", SHARED_ID, NULL, TRUE);
  sync_all (world);
  desk_edit (store, &sijil_household_type, &again, SIJIL_HOUSEHOLD_ADDRESS, "النيل");
  sync_all (world);
}

/* What the registry counts, and the findings of each desk. */
typedef struct {
  gint64 registry[3];
  gint64 findings[3];
} Counted;

static Counted
count (World *world)
{
  static const char *const WHAT[] = { "households", "persons", "distributions" };
  Counted counted;

  for (int i = 0; i < 3; i++) {
    counted.registry[i] = town_count (town, WHAT[i]);
    counted.findings[i] = rows (world->desk[i], "finding");
  }
  return counted;
}

static void
assert_whole (World *world, const Counted *before)
{
  Counted now = count (world);

  g_assert_cmpmem (&now, sizeof now, before, sizeof *before);
  for (int i = 0; i < 3; i++) {
    g_assert_cmpint (town_waiting (world->desk[i]), ==, 0);
    g_assert_cmpint (
        desk_number (world->desk[i]->store, "SELECT count(*) FROM change_set WHERE state = 2"), ==,
        0);
  }
  for (int i = 0; i < 2; i++)
    assert_takes (desk_text (world->desk[i]->store, &sijil_household_type, &world->family,
                             SIJIL_HOUSEHOLD_VILLAGE),
                  "طوخ");
  g_assert_cmpint (rows (world->desk[0], "household"), ==, rows (world->desk[1], "household"));
}

static void
nothing_is_lost (void)
{
  World world = world_new ();
  Counted before;

  work (&world);
  before = count (&world);
  g_assert_cmpint (before.findings[2], >, 0);
  lose_the_registry (&world);
  g_assert_cmpint (town_count (town, "households"), <, before.registry[0]);
  /* Each PC comes once for its own, before anybody edits what another one has made. */
  town_sync (world.desk[1]);
  sync_all (&world);
  assert_whole (&world, &before);
  desk_edit (world.desk[0]->store, &sijil_household_type, &world.family, SIJIL_HOUSEHOLD_ADDRESS,
             "شارع النيل");
  sync_all (&world);
  assert_takes (desk_text (world.desk[1]->store, &sijil_household_type, &world.family,
                           SIJIL_HOUSEHOLD_ADDRESS),
                "شارع النيل");
  world_free (&world);
}

static gint64
conflicts (Desk *desk)
{
  return rows (desk, "loser WHERE open = 1");
}

/* One who had read what another wrote in the life that was lost, and mended it, still had. */
static void
mended_in_the_lost_life (void)
{
  World world = world_new ();
  SijilId head = desk_head (world.desk[0]->store, &world.family);

  desk_edit (world.desk[0]->store, &sijil_person_type, &head, SIJIL_PERSON_NAME, "هدى أحمد علي");
  sync_all (&world);
  desk_edit (world.desk[1]->store, &sijil_person_type, &head, SIJIL_PERSON_NAME,
             "هدى أحمد علي عمر");
  sync_all (&world);
  lose_the_registry (&world);
  sync_all (&world);
  for (int i = 0; i < 2; i++) {
    assert_takes (desk_text (world.desk[i]->store, &sijil_person_type, &head, SIJIL_PERSON_NAME),
                  "هدى أحمد علي عمر");
    g_assert_cmpint (conflicts (world.desk[i]), ==, 0);
    g_assert_cmpint (town_waiting (world.desk[i]), ==, 0);
  }
  world_free (&world);
}

static void
twice_from_one_backup (void)
{
  World world = world_new ();
  Counted before;

  work (&world);
  before = count (&world);
  lose_the_registry (&world);
  town_sync (world.desk[1]);
  town_sync (world.desk[0]);
  lose_the_registry (&world);
  town_sync (world.desk[1]);
  sync_all (&world);
  assert_whole (&world, &before);
  world_free (&world);
}

static void
joined_after_the_backup (void)
{
  World world = world_new ();
  Desk *late = town_desk (town, "1");
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  guint32 number = town_device (late);
  gint64 households;

  desk_family (late->store, "سعاد محمود علي", NULL, NULL, TRUE);
  town_sync (late);
  households = town_count (town, "households");
  lose_the_registry (&world);
  town_sync_fails (late, SIJIL_SYNC_ERROR_REVOKED);
  line = town_invite (town, "1", 0);
  sijil_enrol (late->store, line, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (town_device (late), !=, number);
  town_sync (late);
  sync_all (&world);
  g_assert_cmpint (town_count (town, "households"), ==, households);
  g_assert_cmpint (rows (world.desk[0], "household"), ==, rows (late, "household"));
  g_assert_cmpint (town_waiting (late), ==, 0);
  town_desk_free (late);
  world_free (&world);
}

/* What happens to a confirmed set after 30 days. */
static gpointer
let_go (SijilSession *session, gpointer unused, GError **error)
{
  static const char LAST[] = "(SELECT local FROM change_set ORDER BY cseq DESC LIMIT 1)";
  g_autofree char *rows = g_strconcat ("DELETE FROM change_row WHERE change_set = ", LAST, NULL);
  g_autofree char *set = g_strconcat ("DELETE FROM change_set WHERE local = ", LAST, NULL);

  return GINT_TO_POINTER (sijil_db_run (session->db, error, rows, "") &&
                          sijil_db_run (session->db, error, set, ""));
}

/* A backup older than the sets that a desk keeps. */
static void
older_than_what_is_kept (void)
{
  World world = world_new ();
  gint64 households;

  desk_edit (world.desk[0]->store, &sijil_household_type, &world.family, SIJIL_HOUSEHOLD_NOTES,
             "1");
  sync_all (&world);
  desk_write (world.desk[0]->store, let_go, NULL);
  desk_family (world.desk[0]->store, "سعاد محمود علي", NULL, NULL, TRUE);
  sync_all (&world);
  households = town_count (town, "households");
  lose_the_registry (&world);
  sync_all (&world);
  g_assert_cmpint (town_count (town, "households"), ==, households);
  g_assert_cmpint (town_waiting (world.desk[0]), ==, 0);
  g_assert_cmpint (rows (world.desk[1], "household"), ==, rows (world.desk[0], "household"));
  world_free (&world);
}

static void
compare_all (World *world)
{
  for (int i = 0; i < 3; i++)
    desk_write (world->desk[i]->store, sijil_compare_soon, NULL);
  sync_all (world);
}

/* It came from another association, by the hand of the registry, which has forgotten it. */
static void
family_that_moved (void)
{
  World world = world_new ();
  SijilId moved = desk_family (world.desk[2]->store, "زاهر السيد", NULL, NULL, TRUE);
  g_autofree char *card =
      desk_text (world.desk[2]->store, &sijil_household_type, &moved, SIJIL_HOUSEHOLD_CARD);
  gint64 before;

  town_sync (world.desk[2]);
  g_free (town_run (town, "household", "move", card, "1", NULL));
  sync_all (&world);
  before = town_count (town, "households");
  lose_the_registry (&world);
  compare_all (&world);
  g_assert_cmpint (town_count (town, "households"), ==, before);
  g_free (town_run (town, "household", "move", card, "1", NULL));
  compare_all (&world);
  g_assert_cmpint (town_count (town, "households"), ==, before);
  for (int i = 0; i < 3; i++) {
    SijilSyncState *state = desk_read (world.desk[i]->store, sijil_sync_state, NULL);

    g_assert_cmpint (state->here_only, ==, 0);
    g_assert_cmpint (state->waiting, ==, 0);
    g_assert_cmpuint (state->refused->len, ==, 0);
    sijil_sync_state_free (state);
    g_assert_cmpint (rows (world.desk[i], "household"), ==, i < 2 ? 2 : 1);
  }
  assert_takes (
      desk_text (world.desk[2]->store, &sijil_household_type, &moved, SIJIL_HOUSEHOLD_MOVED_TO),
      "جمعية البر");
  world_free (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/restored/nothing-is-lost", nothing_is_lost);
  g_test_add_func ("/restored/what-was-mended-in-the-lost-life-stays-mended",
                   mended_in_the_lost_life);
  g_test_add_func ("/restored/twice-from-one-backup", twice_from_one_backup);
  g_test_add_func ("/restored/joined-after-the-backup", joined_after_the_backup);
  g_test_add_func ("/restored/older-than-what-is-kept", older_than_what_is_kept);
  g_test_add_func ("/restored/a-family-that-moved-in-is-told-anew", family_that_moved);
  return g_test_run ();
}

#include "fault-vfs.h"
#include "line.h"
#include "sijil-db-check.h"
#include "sijil-outbox.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>

static const guint8 KEY[SIJIL_REGISTRY_KEY_LEN] = { 7, 7, 7 };

#ifdef __SANITIZE_ADDRESS__
#define SAMPLE 10 /* each takes several times as long */
#else
#define SAMPLE 25
#endif
#define ID "28806201598765"
#define NAME "زهيرة السيد عبد الباقي منصور"

/* Two associations that know one family, and each gave it a box. */
typedef struct {
  House *house;
  Desk *a, *b;
} Town;

static void
work (Desk *desk)
{
  g_autoptr (SijilRecord) programme = desk_programme ("box", "food", "month");
  SijilId box = desk_put (desk->store, programme);
  SijilId family = desk_family (desk->store, NAME, ID, NULL, TRUE);

  desk_serve (desk->store, &family, &box, NULL);
  desk_family (desk->store, "فوزي أحمد سويلم عاشور", NULL, NULL, TRUE);
  desk_edit (desk->store, &sijil_household_type, &family, SIJIL_HOUSEHOLD_NOTES, "ملاحظة");
}

static void
town_begin (Town *town)
{
  town->house = house_new ();
  town->a = line_desk (town->house, house_association (town->house, "A"));
  town->b = line_desk (town->house, house_association (town->house, "B"));
  work (town->a);
  work (town->b);
}

static void
town_end (Town *town)
{
  line_free (town->a);
  line_free (town->b);
  house_free (town->house);
}

static gint64
waiting (Desk *desk)
{
  SijilSyncState *state = desk_read (desk->store, sijil_sync_state, NULL);
  gint64 n = state->waiting + state->refused->len;

  sijil_sync_state_free (state);
  return n;
}

static void
exchange (Town *town)
{
  for (int i = 0; i < 3; i++) {
    line_sync (town->a);
    line_sync (town->b);
  }
}

/* The exchange as long as it goes, whatever happens to the registry's disk. */
static void
try_to_exchange (Town *town)
{
  for (int i = 0; i < 3; i++) {
    g_autoptr (GError) one = NULL, two = NULL;

    line_try (town->a, &one);
    line_try (town->b, &two);
  }
}

static void
open_again (Town *town)
{
  g_autoptr (GError) error = NULL;

  town->house->registry = sijil_registry_open (town->house->folder, KEY, &error);
  g_assert_no_error (error);
}

/* What a desk was told is kept there is there. */
static void
assert_kept (Town *town, Desk *desk)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT count(*) FROM change_set WHERE device = %u AND seq > 0", desk->device);

  g_assert_cmpint (desk_number (desk->store, "SELECT count(*) FROM change_set WHERE state = 1"), <=,
                   house_number (town->house, sql));
}

static char *
summary (Town *town)
{
  static const char *const TABLES[] = { "household",   "person",         "distribution",
                                        "finding",     "household_link", "person_link",
                                        "told",        "change_set",     "change_row",
                                        "finding_note" };
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (TABLES); i++) {
    g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", TABLES[i]);

    g_string_append_printf (out, "%s %d ", TABLES[i], (int) house_number (town->house, sql));
  }
  return g_string_free (out, FALSE);
}

static void
assert_sound (Town *town)
{
  g_autofree char *path = g_build_filename (town->house->folder, "registry.db", NULL);
  g_autoptr (GError) error = NULL;

  sijil_db_check (path, KEY, SIJIL_DB_THOROUGH, &error);
  g_assert_no_error (error);
}

static char *
without_faults (FaultKind kind, guint *n)
{
  Town town;
  char *all;

  town_begin (&town);
  fault_vfs_arm (kind, G_MAXUINT, 0);
  exchange (&town);
  all = summary (&town);
  sijil_registry_close (town.house->registry);
  *n = fault_vfs_disarm ();
  open_again (&town);
  town_end (&town);
  return all;
}

static void
one_fault (FaultKind kind, guint nth, const char *expected)
{
  Town town;
  g_autofree char *all = NULL;

  g_test_message ("%s at %u", fault_name (kind), nth);
  town_begin (&town);
  fault_vfs_arm (kind, nth, nth);
  try_to_exchange (&town);
  sijil_registry_close (town.house->registry);
  fault_vfs_disarm ();
  open_again (&town);
  assert_kept (&town, town.a);
  assert_kept (&town, town.b);
  assert_sound (&town);
  exchange (&town);
  g_assert_cmpint (waiting (town.a), ==, 0);
  g_assert_cmpint (waiting (town.b), ==, 0);
  all = summary (&town);
  g_assert_cmpstr (all, ==, expected);
  town_end (&town);
}

static void
every_place (gconstpointer data)
{
  FaultKind kind = (FaultKind) GPOINTER_TO_INT (data);
  guint n, step;
  g_autofree char *expected = without_faults (kind, &n);

  g_assert_cmpuint (n, >, 30);
  step = g_strcmp0 (g_getenv ("SIJIL_FAULTS"), "all") == 0 ? 1 : n / SAMPLE + 1;
  g_test_message ("%u operations, every %u. %s", n, step, expected);
  for (guint nth = 1 + (guint) g_test_rand_int_range (0, (gint32) step); nth <= n; nth += step)
    one_fault (kind, nth, expected);
}

/* Its backup is checked too: of a damaged registry there is none, and an older one stays. */
static void
backup (void)
{
  Town town;
  g_autoptr (GError) error = NULL;
  g_autofree char *good = NULL, *bad = NULL, *path = NULL, *bytes = NULL;
  gsize len;
  FILE *file;

  town_begin (&town);
  exchange (&town);
  good = g_build_filename (town.house->folder, "good.db", NULL);
  bad = g_build_filename (town.house->folder, "bad.db", NULL);
  path = g_build_filename (town.house->folder, "registry.db", NULL);
  sijil_storage_backup (town.house->registry->storage, good, KEY, &error);
  g_assert_no_error (error);
  sijil_db_check (good, KEY, SIJIL_DB_THOROUGH, &error);
  g_assert_no_error (error);
  g_assert_false (sijil_storage_backup (town.house->registry->storage, good, KEY, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST);
  g_clear_error (&error);

  sijil_registry_close (town.house->registry);
  g_assert_true (g_file_get_contents (path, &bytes, &len, NULL));
  for (gsize at = 6000; at < len; at += 4096)
    bytes[at] ^= 1;
  open_again (&town);
  file = g_fopen (path, "r+b");
  g_assert_cmpuint (fwrite (bytes, 1, len, file), ==, len);
  g_assert_cmpint (fclose (file), ==, 0);
  g_assert_false (sijil_storage_backup (town.house->registry->storage, bad, KEY, &error));
  g_assert_nonnull (error);
  g_assert_false (g_file_test (bad, G_FILE_TEST_EXISTS));
  sijil_db_check (good, KEY, SIJIL_DB_THOROUGH, NULL);
  town_end (&town);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ("registry.db");
  g_test_add_data_func ("/registry-disk/the-power-fails-at-any-write",
                        GINT_TO_POINTER (FAULT_POWER), every_place);
  g_test_add_data_func ("/registry-disk/any-write-fails", GINT_TO_POINTER (FAULT_ERROR),
                        every_place);
  g_test_add_data_func ("/registry-disk/any-read-fails", GINT_TO_POINTER (FAULT_READ), every_place);
  g_test_add_data_func ("/registry-disk/the-disk-is-full-from-any-write-on",
                        GINT_TO_POINTER (FAULT_FULL), every_place);
  g_test_add_func ("/registry-disk/a-damaged-registry-makes-no-backup", backup);
  return g_test_run ();
}

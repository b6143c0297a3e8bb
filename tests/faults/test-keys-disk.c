#include "fault-files.h"
#include "folder.h"
#include "sijil-backup.h"
#include "sijil-clerks.h"
#include "sijil-db-check.h"
#include "sijil-keys.h"
#include "sijil-test.h"
#include "desk.h"

#include <string.h>

/* The disk has a bad moment while a clerk is removed, a backup is restored, or a register opened
 * for the first time: at every write there is. Afterwards it opens, for everybody, and with all
 * that was in it. */

#define SAMI "sami has a passphrase"
#define NADER "nader reads the books"

/* How many places of a fault are tried, unless SIJIL_FAULTS=all asks for every one. */
#ifdef __SANITIZE_ADDRESS__
#define SAMPLE 10
#else
#define SAMPLE 60
#endif

typedef struct {
  const char *name;
  gboolean (*act) (const char *folder);
  void (*check) (const char *folder, gboolean said);
  const char *from; /* below the template */
} Story;

static char *office;   /* the template: a register of two families, and a backup of one */
static char *restored; /* as it stood in the backup: it was never opened */
static char *backup_name, *code, *mona, *sami, *nader;

static char *
add (SijilStore *store, const char *name, const char *role, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  char *slot = sijil_clerk_add (store, name, role, passphrase, &error);

  g_assert_no_error (error);
  return slot;
}

static void
copy_part (const char *name)
{
  g_autofree char *command =
      g_strdup_printf ("cp -a %s/backups/%s/%s %s/", office, backup_name, name, restored);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
make_template (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilBackup) made = NULL;
  SijilStore *store;

  office = desk_folder ();
  restored = desk_folder ();
  store = sijil_store_create (office, "A", "مكتب", "منى", PASSPHRASE, &code, &error);
  g_assert_no_error (error);
  mona = g_strdup (sijil_store_slot (store));
  sami = add (store, "سامي", "clerk", SAMI);
  nader = add (store, "نادر", "auditor", NADER);
  desk_family (store, "هدى أحمد علي", NULL, "1991-11-24", TRUE);
  made = sijil_backup_make (store, &error);
  g_assert_no_error (error);
  backup_name = g_strdup (made->name);
  desk_family (store, "سعاد أحمد علي", NULL, "1991-11-25", TRUE);
  desk_close (store);
  copy_part ("register.db");
  copy_part ("keys");
}

static gint64
families (const char *folder, const char *slot, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store = slot != NULL ? sijil_store_unlock (folder, slot, passphrase, &error)
                                   : sijil_store_unlock_with_code (folder, code, &error);
  gint64 n;

  g_assert_no_error (error);
  g_assert_false (sijil_store_only_reads (store));
  n = desk_number (store, "SELECT count(*) FROM household");
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, n);
  desk_close (store);
  return n;
}

static void
assert_sound (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "register.db", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (SijilOpened) opened = { { 0 } };

  g_assert_true (sijil_keys_open (folder, mona, PASSPHRASE, &opened, &error));
  g_assert_false (opened.has_next);
  sijil_db_check (path, opened.key, SIJIL_DB_THOROUGH, &error);
  g_assert_no_error (error);
}

static gboolean
close_soon (SijilStore *store)
{
  if (store == NULL)
    return FALSE;
  desk_close (store);
  return TRUE;
}

static gboolean
removal (const char *folder)
{
  return close_soon (sijil_clerk_remove (folder, mona, PASSPHRASE, sami, NULL));
}

static void
check_removal (const char *folder, gboolean said)
{
  g_autofree char *kept = g_strdup_printf ("%s/backups/%s/keys/%s.slot", folder, backup_name, sami);
  g_autoptr (SijilSlot) slot = NULL;
  SijilStore *store;
  gboolean left;

  g_assert_cmpint (families (folder, nader, NADER), ==, 2);
  store = sijil_store_unlock (folder, mona, PASSPHRASE, NULL);
  left = desk_number (store, "SELECT count(*) FROM staff WHERE left_on IS NOT NULL") > 0;
  desk_close (store);
  slot = sijil_clerk_find (folder, "سامي", NULL);
  g_assert_true (left || !said);
  g_assert_cmpint (slot == NULL, ==, left);
  g_assert_cmpint (!g_file_test (kept, G_FILE_TEST_EXISTS), ==, left);
  if (!left)
    g_assert_cmpint (families (folder, sami, SAMI), ==, 2);
  g_assert_cmpint (families (folder, NULL, NULL), ==, 2);
}

static gboolean
restoring (const char *folder)
{
  g_autofree char *backup = g_build_filename (folder, "backups", backup_name, NULL);
  SijilRestore request = { folder, backup, mona, PASSPHRASE, NULL, NULL };

  return sijil_backup_restore (&request, NULL, NULL);
}

static void
check_restoring (const char *folder, gboolean said)
{
  gint64 n = families (folder, mona, PASSPHRASE);

  g_assert_cmpint (n, >=, 1);
  g_assert_cmpint (n, <=, said ? 1 : 2);
  g_assert_cmpint (families (folder, sami, SAMI), ==, n);
  g_assert_cmpint (families (folder, nader, NADER), ==, n);
  g_assert_cmpint (families (folder, NULL, NULL), ==, n);
  if (n == 1) { /* and the other one is kept whole */
    g_autofree char *today = sijil_date_today ();
    g_autofree char *name = g_strconcat ("set-aside-", today, NULL);
    g_autofree char *aside = g_build_filename (folder, name, NULL);

    g_assert_cmpint (families (aside, nader, NADER), ==, 2);
  }
}

static gboolean
opening (const char *folder)
{
  return close_soon (sijil_store_unlock (folder, mona, PASSPHRASE, NULL));
}

static void
check_opening (const char *folder, gboolean said)
{
  g_assert_cmpint (families (folder, sami, SAMI), ==, 1);
  g_assert_cmpint (families (folder, nader, NADER), ==, 1);
  g_assert_cmpint (families (folder, NULL, NULL), ==, 1);
}

static const Story STORIES[] = {
  { "a-clerk-is-removed", removal, check_removal, "office" },
  { "a-backup-is-restored", restoring, check_restoring, "office" },
  { "a-register-is-opened-for-the-first-time", opening, check_opening, "restored" },
};

static char *
begin (const Story *story)
{
  char *folder = desk_folder ();

  folder_copy (strcmp (story->from, "office") == 0 ? office : restored, folder);
  return folder;
}

static guint
operations (const Story *story, FaultKind kind)
{
  char *folder = begin (story);
  guint n;

  fault_vfs_arm (kind, G_MAXUINT, 0);
  fault_files_at (folder);
  g_assert_true (story->act (folder));
  n = fault_files_disarm (0);
  story->check (folder, TRUE);
  desk_remove (folder);
  return n;
}

static void
one_fault (const Story *story, FaultKind kind, guint nth)
{
  char *folder = begin (story);
  gboolean said;

  g_test_message ("%s at %u", fault_name (kind), nth);
  fault_vfs_arm (kind, nth, nth);
  fault_files_at (folder);
  said = story->act (folder);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fault_files_disarm (nth);
  g_assert_true (fault_vfs_has_struck ());
  story->check (folder, said);
  assert_sound (folder);
  desk_remove (folder);
}

typedef struct {
  const Story *story;
  FaultKind kind;
} Case;

static void
every_place (gconstpointer data)
{
  const Case *one = data;
  guint n = operations (one->story, one->kind), step = 1;
  gboolean all = g_strcmp0 (g_getenv ("SIJIL_FAULTS"), "all") == 0;

  g_assert_cmpuint (n, >, 3);
  if (!all && n > SAMPLE)
    step = n / SAMPLE + 1;
  g_test_message ("%u operations, every %u.", n, step);
  for (guint nth = 1 + (step > 1 ? (guint) g_test_rand_int_range (0, (gint32) step) : 0); nth <= n;
       nth += step)
    one_fault (one->story, one->kind, nth);
}

int
main (int argc, char **argv)
{
  static const FaultKind KINDS[] = { FAULT_POWER, FAULT_FULL, FAULT_ERROR };
  static const char *const WORDS[] = { "the-power-fails", "the-disk-is-full", "a-write-fails" };
  static Case cases[G_N_ELEMENTS (STORIES) * G_N_ELEMENTS (KINDS)];
  guint n = 0;
  int status;

  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ("register.");
  make_template ();
  for (guint i = 0; i < G_N_ELEMENTS (STORIES); i++)
    for (guint j = 0; j < G_N_ELEMENTS (KINDS); j++) {
      g_autofree char *path = g_strdup_printf ("/keys-disk/%s-while-%s", WORDS[j], STORIES[i].name);

      cases[n] = (Case){ &STORIES[i], KINDS[j] };
      g_test_add_data_func (path, &cases[n++], every_place);
    }
  status = g_test_run ();
  desk_remove (office);
  desk_remove (restored);
  return status;
}

#include "office.h"

#include "desk.h"
#include "folder.h"
#include "sijil-backup.h"
#include "sijil-clerks.h"
#include "sijil-db-check.h"
#include "sijil-keys.h"
#include "sijil-test.h"

#include <string.h>

#define SAMI "sami has a passphrase"
#define NADER "nader reads the books"

static char *whole;    /* the template: a register of two families, and a backup of one */
static char *restored; /* as it stood in the backup: it was never opened */
static char *code, *nader;
char *office_backup, *office_mona, *office_sami;

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
      g_strdup_printf ("cp -a %s/backups/%s/%s %s/", whole, office_backup, name, restored);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

void
office_begin (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilBackup) made = NULL;
  SijilStore *store;

  whole = desk_folder ();
  restored = desk_folder ();
  store = sijil_store_create (whole, "A", "مكتب", "منى", PASSPHRASE, &code, &error);
  g_assert_no_error (error);
  office_mona = g_strdup (sijil_store_slot (store));
  office_sami = add (store, "سامي", "clerk", SAMI);
  nader = add (store, "نادر", "auditor", NADER);
  desk_family (store, "هدى أحمد علي", NULL, "1991-11-24", TRUE);
  made = sijil_backup_make (store, &error);
  g_assert_no_error (error);
  office_backup = g_strdup (made->name);
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

  g_assert_true (sijil_keys_open (folder, office_mona, PASSPHRASE, &opened, &error));
  g_assert_false (opened.has_next);
  sijil_db_check (path, opened.key, SIJIL_DB_THOROUGH, &error);
  g_assert_no_error (error);
}

void
office_check_removal (const char *folder, gboolean said)
{
  g_autofree char *kept =
      g_strdup_printf ("%s/backups/%s/keys/%s.slot", folder, office_backup, office_sami);
  g_autofree char *fresh = g_build_filename (folder, "register.db" SIJIL_DB_FRESH, NULL);
  g_autoptr (SijilSlot) slot = NULL;
  SijilStore *store;
  gboolean left;

  g_assert_cmpint (families (folder, nader, NADER), ==, 2);
  store = sijil_store_unlock (folder, office_mona, PASSPHRASE, NULL);
  left = desk_number (store, "SELECT count(*) FROM staff WHERE left_on IS NOT NULL") > 0;
  desk_close (store);
  slot = sijil_clerk_find (folder, "سامي", NULL);
  g_assert_true (left || !said);
  g_assert_cmpint (slot == NULL, ==, left);
  g_assert_cmpint (!g_file_test (kept, G_FILE_TEST_EXISTS), ==, left);
  if (!left)
    g_assert_cmpint (families (folder, office_sami, SAMI), ==, 2);
  g_assert_cmpint (families (folder, NULL, NULL), ==, 2);
  assert_sound (folder);
  g_assert_false (g_file_test (fresh, G_FILE_TEST_EXISTS));
}

/* What was left of it hinders nobody. */
static void
restores_again (const char *folder)
{
  g_autofree char *backup = g_build_filename (folder, "backups", office_backup, NULL);
  SijilRestore request = { folder, backup, office_mona, PASSPHRASE, NULL, NULL };
  g_autoptr (GError) error = NULL;

  sijil_backup_restore (&request, NULL, &error);
  g_assert_no_error (error);
}

void
office_check_restoring (const char *folder, gboolean said)
{
  gint64 n = families (folder, office_mona, PASSPHRASE);

  g_assert_cmpint (n, >=, 1);
  g_assert_cmpint (n, <=, said ? 1 : 2);
  g_assert_cmpint (families (folder, office_sami, SAMI), ==, n);
  g_assert_cmpint (families (folder, nader, NADER), ==, n);
  g_assert_cmpint (families (folder, NULL, NULL), ==, n);
  if (n == 1) { /* and the other one is kept whole */
    g_autofree char *today = sijil_date_today ();
    g_autofree char *name = g_strconcat ("set-aside-", today, NULL);
    g_autofree char *aside = g_build_filename (folder, name, NULL);

    g_assert_cmpint (families (aside, nader, NADER), ==, 2);
  }
  assert_sound (folder);
  restores_again (folder);
  assert_sound (folder);
}

void
office_check_opening (const char *folder, gboolean said)
{
  gint64 n = families (folder, office_sami, SAMI);

  g_assert_cmpint (n, >=, said ? 2 : 1);
  g_assert_cmpint (n, <=, 2);
  g_assert_cmpint (families (folder, nader, NADER), ==, n);
  g_assert_cmpint (families (folder, NULL, NULL), ==, n);
  assert_sound (folder);
}

/* A copy of the template; with @as_restored, of what stood in the backup. */
char *
office_copy (gboolean as_restored)
{
  char *folder = desk_folder ();

  folder_copy (as_restored ? restored : whole, folder);
  return folder;
}

void
office_end (void)
{
  desk_remove (g_steal_pointer (&whole));
  desk_remove (g_steal_pointer (&restored));
  g_clear_pointer (&code, g_free);
  g_clear_pointer (&office_mona, g_free);
  g_clear_pointer (&office_sami, g_free);
  g_clear_pointer (&nader, g_free);
  g_clear_pointer (&office_backup, g_free);
}

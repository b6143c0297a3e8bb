#include "desk.h"
#include "hot-journal.h"
#include "sijil-backup.h"
#include "sijil-clerks.h"
#include "sijil-db.h"
#include "sijil-edit.h"
#include "sijil-keys.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a kill or a power cut leaves of a removal or of a restoring, and what the next one who
 * unlocks makes of it. */

#define SAMI "sami has a passphrase"
#define NADER "nader reads the books"

typedef struct {
  char *folder;
  char *file;    /* register.db */
  char *journal; /* its rollback journal */
  char *code;    /* the recovery code */
  char *mona, *sami, *nader;
} Office;

static char *
add (SijilStore *store, const char *name, const char *role, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  char *slot = sijil_clerk_add (store, name, role, passphrase, &error);

  g_assert_no_error (error);
  return slot;
}

/* A coordinator, منى, and two clerks. */
static void
begin (Office *office, gboolean with_backup)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store;

  office->folder = desk_folder ();
  office->file = g_build_filename (office->folder, "register.db", NULL);
  office->journal = g_strconcat (office->file, "-journal", NULL);
  store =
      sijil_store_create (office->folder, "A", "مكتب", "منى", PASSPHRASE, &office->code, &error);
  g_assert_no_error (error);
  office->mona = g_strdup (sijil_store_slot (store));
  office->sami = add (store, "سامي", "clerk", SAMI);
  office->nader = add (store, "نادر", "auditor", NADER);
  desk_family (store, "هدى أحمد علي", NULL, "1991-11-24", TRUE);
  if (with_backup) {
    g_autoptr (SijilBackup) made = sijil_backup_make (store, &error);

    g_assert_no_error (error);
  }
  desk_close (store);
}

static void
end (Office *office)
{
  desk_remove (office->folder);
  g_free (office->file);
  g_free (office->journal);
  g_free (office->code);
  g_free (office->mona);
  g_free (office->sami);
  g_free (office->nader);
}

static void
opens (const Office *office, const char *slot, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_unlock (office->folder, slot, passphrase, &error);

  g_assert_no_error (error);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, 1);
  desk_close (store);
}

static void
stays_out (const Office *office, const char *slot, const char *passphrase)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_store_unlock (office->folder, slot, passphrase, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
}

static void
opens_with_code (const Office *office)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_unlock_with_code (office->folder, office->code, &error);

  g_assert_no_error (error);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, 1);
  desk_close (store);
}

static gboolean
has_slot (const char *folder, const char *slot)
{
  g_autofree char *name = g_strconcat (slot, ".slot", NULL);
  g_autofree char *path = g_build_filename (folder, "keys", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The log is in the file, and the file as it is while it is encrypted anew. */
static void
without_log (const Office *office, const guint8 *key)
{
  g_autoptr (GError) error = NULL;
  SijilDb *db = sijil_db_open (office->file, key, SIJIL_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (
      sijil_db_exec (db, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE", &error));
  sijil_db_close (db);
}

static char *
read_file (const char *path, gsize *len)
{
  char *bytes;

  g_assert_true (g_file_get_contents (path, &bytes, len, NULL));
  return bytes;
}

/* As the way of before left it: the new key offered to all, the file half under it, and the journal
 * with which the other half comes back. */
static void
cut_in_place (Office *office)
{
  g_autofree char *other = g_strconcat (office->file, ".other", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GPtrArray) leaving = g_ptr_array_new ();
  g_auto (SijilOpened) opened = { { 0 } };
  g_autoptr (GError) error = NULL;
  guint8 next[SIJIL_KEY_LEN] = { 7, 7, 7 };
  gsize len;

  g_assert_true (sijil_keys_open (office->folder, office->mona, PASSPHRASE, &opened, &error));
  without_log (office, opened.key);
  g_ptr_array_add (leaving, office->sami);
  g_assert_true (sijil_keys_change_begin (office->folder, opened.key, next, leaving, &error));
  g_assert_no_error (error);
  bytes = read_file (office->file, &len);
  g_assert_true (g_file_set_contents (other, bytes, (gssize) len, NULL));
  hot_journal_write (office->file, office->journal);
  g_assert_true (sijil_db_rekey (other, opened.key, next, &error));
  without_log (&(Office){ .file = other }, next);
  hot_journal_mix (office->file, other);
  g_assert_cmpint (g_unlink (other), ==, 0);
}

static void
rolled_back (void)
{
  for (guint who = 0; who < 3; who++) {
    Office office;

    begin (&office, FALSE);
    cut_in_place (&office);
    if (who == 0)
      opens (&office, office.mona, PASSPHRASE);
    else if (who == 1)
      opens (&office, office.nader, NADER);
    else
      opens_with_code (&office);
    g_assert_false (g_file_test (office.journal, G_FILE_TEST_EXISTS));
    opens (&office, office.mona, PASSPHRASE);
    opens (&office, office.nader, NADER);
    opens (&office, office.sami, SAMI); /* nobody had written that he left */
    opens_with_code (&office);
    end (&office);
  }
}

static char *
backup_of (const Office *office)
{
  g_autoptr (GPtrArray) all = sijil_backup_list (office->folder);

  g_assert_cmpuint (all->len, ==, 1);
  return g_strdup (((SijilBackup *) all->pdata[0])->path);
}

/* A journal that was left beside a restored file is of the file that gave way: it is kept, and
 * changes nothing. */
static void
of_another_file (void)
{
  Office office;
  SijilStore *store;
  g_autofree char *backup = NULL, *restored = NULL, *bytes = NULL, *kept = NULL;
  g_autofree char *copy_keys = NULL;
  g_autofree char *today = sijil_date_today ();
  g_autofree char *aside = g_strconcat ("set-aside-", today, NULL);
  gsize len;

  begin (&office, TRUE);
  backup = backup_of (&office);
  store = sijil_store_unlock (office.folder, office.mona, PASSPHRASE, NULL);
  desk_family (store, "سعاد أحمد علي", NULL, "1991-11-25", TRUE); /* after the backup */
  desk_close (store);
  cut_in_place (&office);
  restored = g_build_filename (backup, "register.db", NULL);
  bytes = read_file (restored, &len);
  g_assert_true (g_file_set_contents (office.file, bytes, (gssize) len, NULL));
  copy_keys = g_strdup_printf ("cp -a %s/keys %s/", backup, office.folder);
  g_assert_true (g_spawn_command_line_sync (copy_keys, NULL, NULL, NULL, NULL));
  opens (&office, office.mona, PASSPHRASE);
  g_assert_false (g_file_test (office.journal, G_FILE_TEST_EXISTS));
  kept = g_build_filename (office.folder, aside, "register.db-journal", NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  end (&office);
}

/* What stands beside a register gives way with it, though nothing can be made of it. */
static void
restored_whole (void)
{
  Office office;
  g_autofree char *backup = NULL, *aside = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;
  SijilRestore request = { NULL };
  const char nothing[512] = { 0 };

  begin (&office, TRUE);
  backup = backup_of (&office);
  cut_in_place (&office);
  g_assert_true (g_file_set_contents (office.journal, nothing, sizeof nothing, NULL));
  request.profile = office.folder;
  request.backup = backup;
  request.slot = office.mona;
  request.secret = PASSPHRASE;
  sijil_backup_restore (&request, &aside, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (office.journal, G_FILE_TEST_EXISTS));
  kept = g_build_filename (aside, "register.db-journal", NULL);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  opens (&office, office.mona, PASSPHRASE);
  opens (&office, office.nader, NADER);
  end (&office);
}

static gpointer
write_left (SijilSession *session, gpointer slot, GError **error)
{
  g_autoptr (GPtrArray) staff =
      sijil_records_where (session->db, &sijil_staff_type, "WHERE slot = ?1", error, "t", slot);
  g_autoptr (SijilRecord) edit = NULL;

  g_assert_cmpuint (staff->len, ==, 1);
  edit = sijil_record_new (&sijil_staff_type, sijil_record_id (staff->pdata[0]));
  sijil_record_set_text (edit, SIJIL_STAFF_LEFT_ON, "2026-11-30");
  return GINT_TO_POINTER (sijil_edit_put (session, edit, error));
}

/* Killed before the file was encrypted anew. */
static void
left_is_written (const Office *office)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_unlock (office->folder, office->mona, PASSPHRASE, &error);

  g_assert_no_error (error);
  desk_write (store, write_left, office->sami);
  desk_close (store);
}

static void
finished (void)
{
  for (guint who = 0; who < 3; who++) {
    Office office;
    g_autofree char *backup = NULL;
    g_auto (SijilOpened) before = { { 0 } };
    g_autoptr (GError) error = NULL;

    begin (&office, TRUE);
    backup = backup_of (&office);
    g_assert_true (sijil_keys_open (office.folder, office.sami, SAMI, &before, &error));
    left_is_written (&office);
    stays_out (&office, office.sami, SAMI);
    g_assert_true (has_slot (office.folder, office.sami));
    if (who == 0)
      opens (&office, office.mona, PASSPHRASE);
    else if (who == 1)
      opens (&office, office.nader, NADER);
    else
      opens_with_code (&office);
    g_assert_false (has_slot (office.folder, office.sami));
    g_assert_false (has_slot (backup, office.sami));
    /* What he could have copied opens nothing any more. */
    g_assert_null (sijil_db_open (office.file, before.key, SIJIL_DB_READ_WRITE, NULL));
    opens (&office, office.mona, PASSPHRASE);
    opens (&office, office.nader, NADER);
    opens_with_code (&office);
    stays_out (&office, office.sami, SAMI);
    end (&office);
  }
}

/* Killed after the file was encrypted anew: his slot is gone, and stands in what was made before.
 */
static void
backups_finished (void)
{
  Office office;
  g_autofree char *backup = NULL, *name = NULL, *away = NULL, *there = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize len;

  begin (&office, TRUE);
  backup = backup_of (&office);
  name = g_strconcat (office.sami, ".slot", NULL);
  there = g_build_filename (backup, "keys", name, NULL);
  bytes = read_file (there, &len);
  left_is_written (&office);
  opens (&office, office.mona, PASSPHRASE);
  g_assert_true (g_file_set_contents (there, bytes, (gssize) len, NULL));
  away = g_build_filename (office.folder, "set-aside-2026-01-02", "keys", NULL);
  g_assert_cmpint (g_mkdir_with_parents (away, 0700), ==, 0);
  g_free (there);
  there = g_build_filename (away, name, NULL);
  g_assert_true (g_file_set_contents (there, bytes, (gssize) len, NULL));
  opens (&office, office.nader, NADER);
  g_assert_false (has_slot (backup, office.sami));
  g_assert_false (g_file_test (there, G_FILE_TEST_EXISTS));
  g_assert_true (has_slot (backup, office.nader));
  end (&office);
}

/* Somebody at another PC cannot lock this one for all who could let others in. */
static void
never_the_last (void)
{
  Office office;
  SijilStore *store;
  g_autoptr (GError) error = NULL;

  begin (&office, FALSE);
  store = sijil_store_unlock (office.folder, office.mona, PASSPHRASE, &error);
  g_assert_no_error (error);
  desk_write (store, write_left, office.mona);
  desk_close (store);
  opens (&office, office.nader, NADER);
  opens (&office, office.mona, PASSPHRASE);
  end (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cut-off/a-journal-is-rolled-back-and-everybody-gets-in", rolled_back);
  g_test_add_func ("/cut-off/a-journal-of-another-file-is-set-aside", of_another_file);
  g_test_add_func ("/cut-off/restoring-sets-all-aside-that-is-beside-the-file", restored_whole);
  g_test_add_func ("/cut-off/a-removal-that-is-written-is-finished-by-whoever-comes", finished);
  g_test_add_func ("/cut-off/backups-forget-who-left-at-the-next-unlock", backups_finished);
  g_test_add_func ("/cut-off/the-last-coordinator-stays", never_the_last);
  return g_test_run ();
}

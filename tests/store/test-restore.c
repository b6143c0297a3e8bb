#include "desk.h"
#include "sijil-backup.h"
#include "sijil-clerks.h"
#include "sijil-db.h"
#include "sijil-edit.h"
#include "sijil-keys.h"
#include "sijil-slowdown.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* Who may put a backup into the place of a register, and who gets in afterwards. */

#define SAMI "sami has a passphrase"
#define NADER "nader reads the books"
#define LATER "another one of today"

typedef struct {
  char *folder, *backup;
  char *code;
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

static SijilStore *
unlock (const Office *office, const char *slot, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_unlock (office->folder, slot, passphrase, &error);

  g_assert_no_error (error);
  return store;
}

/* A coordinator, منى, two clerks, a backup with one family, and a second family since. */
static void
begin (Office *office)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilBackup) made = NULL;
  SijilStore *store;

  office->folder = desk_folder ();
  store =
      sijil_store_create (office->folder, "A", "مكتب", "منى", PASSPHRASE, &office->code, &error);
  g_assert_no_error (error);
  office->mona = g_strdup (sijil_store_slot (store));
  office->sami = add (store, "سامي", "clerk", SAMI);
  office->nader = add (store, "نادر", "auditor", NADER);
  desk_family (store, "هدى أحمد علي", NULL, "1991-11-24", TRUE);
  made = sijil_backup_make (store, &error);
  g_assert_no_error (error);
  office->backup = g_strdup (made->path);
  desk_family (store, "سعاد أحمد علي", NULL, "1991-11-25", TRUE);
  desk_close (store);
}

static void
end (Office *office)
{
  desk_remove (office->folder);
  g_free (office->backup);
  g_free (office->code);
  g_free (office->mona);
  g_free (office->sami);
  g_free (office->nader);
}

static gint64
families (const Office *office, const char *slot, const char *passphrase)
{
  SijilStore *store = unlock (office, slot, passphrase);
  gint64 n = desk_number (store, "SELECT count(*) FROM household");

  desk_close (store);
  return n;
}

static void
restores (const Office *office, const char *slot, const char *secret, const char *by,
          const char *by_secret)
{
  SijilRestore request = { office->folder, office->backup, slot, secret, by, by_secret };
  g_autoptr (GError) error = NULL;

  sijil_backup_restore (&request, NULL, &error);
  g_assert_no_error (error);
}

static void
refused (const Office *office, const char *slot, const char *secret, const char *by,
         const char *by_secret, int code)
{
  SijilRestore request = { office->folder, office->backup, slot, secret, by, by_secret };
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_backup_restore (&request, NULL, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, code);
  sijil_slowdown_passed (office->folder);
}

static void
not_by_a_clerk (void)
{
  Office office;

  begin (&office);
  refused (&office, office.sami, SAMI, NULL, NULL, SIJIL_STORE_ERROR_ROLE);
  refused (&office, office.mona, PASSPHRASE, office.sami, SAMI, SIJIL_STORE_ERROR_ROLE);
  refused (&office, office.sami, SAMI, office.mona, "a guess of his",
           SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  refused (&office, office.sami, SAMI, "nobody", PASSPHRASE, SIJIL_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (families (&office, office.mona, PASSPHRASE), ==, 2);
  /* With the coordinator beside him he may. */
  restores (&office, office.sami, SAMI, office.mona, PASSPHRASE);
  g_assert_cmpint (families (&office, office.mona, PASSPHRASE), ==, 1);
  end (&office);
}

static void
typed_once (void)
{
  Office office;

  begin (&office);
  restores (&office, office.mona, PASSPHRASE, NULL, NULL);
  g_assert_cmpint (families (&office, office.sami, SAMI), ==, 1);
  restores (&office, SIJIL_RECOVERY, office.code, NULL, NULL);
  g_assert_cmpint (families (&office, office.nader, NADER), ==, 1);
  end (&office);
}

static void
remove_sami (Office *office)
{
  g_autoptr (GError) error = NULL;
  SijilStore *store =
      sijil_clerk_remove (office->folder, office->mona, PASSPHRASE, office->sami, &error);

  g_assert_no_error (error);
  desk_close (store);
}

static void
put_on_stick (Office *office)
{
  g_autofree char *stick = g_strconcat (office->folder, "/stick", NULL);
  g_autofree char *copy = g_strdup_printf ("cp -a %s %s", office->backup, stick);

  g_assert_true (g_spawn_command_line_sync (copy, NULL, NULL, NULL, NULL));
  g_free (office->backup);
  office->backup = g_steal_pointer (&stick);
}

static gboolean
has_slot (const Office *office, const char *slot)
{
  g_autoptr (SijilSlot) found = sijil_clerk_find (office->folder, slot, NULL);

  return found != NULL;
}

/* A stick that a removed clerk has kept: his slot, the passphrase that he once saw, the old code.
 */
static void
nobody_back (void)
{
  Office office;
  SijilStore *store;
  g_autofree char *code = NULL, *file = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SijilOpened) his = { { 0 } };

  begin (&office);
  put_on_stick (&office);
  g_assert_true (
      sijil_keys_open_backup (office.backup, office.folder, office.sami, SAMI, &his, &error));
  remove_sami (&office);
  store = unlock (&office, office.mona, PASSPHRASE);
  g_assert_true (sijil_clerk_set_passphrase (store, office.mona, PASSPHRASE, LATER, &error));
  code = sijil_clerk_new_code (store, LATER, &error);
  g_assert_no_error (error);
  desk_close (store);

  refused (&office, office.sami, SAMI, NULL, NULL, SIJIL_STORE_ERROR_ROLE);
  refused (&office, office.mona, PASSPHRASE, NULL, NULL, SIJIL_STORE_ERROR_ROLE);
  refused (&office, SIJIL_RECOVERY, office.code, NULL, NULL, SIJIL_STORE_ERROR_ROLE);
  restores (&office, office.sami, SAMI, office.mona, LATER);

  g_assert_false (has_slot (&office, office.sami));
  file = g_build_filename (office.folder, "register.db", NULL);
  g_assert_null (sijil_db_open (file, his.key, SIJIL_DB_READ_ONLY, NULL));
  g_assert_null (sijil_store_unlock (office.folder, office.mona, PASSPHRASE, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (sijil_store_unlock_with_code (office.folder, office.code, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_cmpint (families (&office, office.mona, LATER), ==, 1);
  g_assert_cmpint (families (&office, office.nader, NADER), ==, 1);
  store = sijil_store_unlock_with_code (office.folder, code, &error);
  g_assert_no_error (error);
  desk_close (store);
  end (&office);
}

static gpointer
write_left (SijilSession *session, gpointer slot, GError **error)
{
  g_autoptr (GPtrArray) staff =
      sijil_records_where (session->db, &sijil_staff_type, "WHERE slot = ?1", error, "t", slot);
  g_autoptr (SijilRecord) edit =
      sijil_record_new (&sijil_staff_type, sijil_record_id (staff->pdata[0]));

  sijil_record_set_text (edit, SIJIL_STAFF_LEFT_ON, "2026-11-30");
  return GINT_TO_POINTER (sijil_edit_put (session, edit, error));
}

/* Killed in the middle of the removal, and then restored before anybody unlocked it. */
static void
nobody_half_removed (void)
{
  Office office;
  SijilStore *store;

  begin (&office);
  store = unlock (&office, office.mona, PASSPHRASE);
  desk_write (store, write_left, office.sami);
  desk_close (store);
  g_assert_true (has_slot (&office, office.sami));
  restores (&office, office.mona, PASSPHRASE, NULL, NULL);
  g_assert_false (has_slot (&office, office.sami));
  g_assert_cmpint (families (&office, office.nader, NADER), ==, 1);
  end (&office);
}

/* The key files say who is coordinator when the register cannot. */
static void
damaged (void)
{
  Office office;
  g_autofree char *file = NULL;

  begin (&office);
  file = g_build_filename (office.folder, "register.db", NULL);
  g_assert_true (g_file_set_contents (file, "nothing of it is left", -1, NULL));
  refused (&office, office.sami, SAMI, NULL, NULL, SIJIL_STORE_ERROR_ROLE);
  restores (&office, office.mona, PASSPHRASE, NULL, NULL);
  g_assert_cmpint (families (&office, office.sami, SAMI), ==, 1);
  end (&office);
}

/* Without key files there is nobody of today: those of the backup come back, by its coordinator. */
static void
without_keys (void)
{
  Office office;
  g_autofree char *keys = NULL, *away = NULL;
  gboolean of_that_day;

  begin (&office);
  keys = g_build_filename (office.folder, "keys", NULL);
  away = g_build_filename (office.folder, "lost", NULL);
  g_assert_cmpint (g_rename (keys, away), ==, 0);
  refused (&office, office.sami, SAMI, NULL, NULL, SIJIL_STORE_ERROR_ROLE);
  {
    g_autoptr (GPtrArray) names =
        sijil_restore_openers (office.folder, office.backup, &of_that_day);

    g_assert_true (of_that_day);
    g_assert_cmpuint (names->len, ==, 3);
  }
  restores (&office, office.mona, PASSPHRASE, NULL, NULL);
  g_assert_cmpint (families (&office, office.sami, SAMI), ==, 1);
  end (&office);
}

static void
said_before (void)
{
  Office office;
  gboolean of_that_day;

  begin (&office);
  remove_sami (&office);
  {
    g_autoptr (GPtrArray) names =
        sijil_restore_openers (office.folder, office.backup, &of_that_day);

    g_assert_false (of_that_day);
    g_assert_cmpuint (names->len, ==, 2);
    g_assert_cmpstr (((SijilSlot *) names->pdata[0])->name, ==, "منى");
    g_assert_cmpstr (((SijilSlot *) names->pdata[1])->name, ==, "نادر");
  }
  end (&office);
}

static void
written_down (void)
{
  Office office;
  g_autofree char *today = sijil_date_today ();

  begin (&office);
  for (guint times = 1; times <= 2; times++) {
    SijilStore *store;
    g_autoptr (GPtrArray) all = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (SijilBackup) made = NULL;
    const SijilRestored *one;

    restores (&office, office.sami, SAMI, office.mona, PASSPHRASE);
    store = unlock (&office, office.nader, NADER);
    all = desk_read (store, sijil_restore_history, NULL);
    g_assert_cmpuint (all->len, ==, times);
    one = all->pdata[0];
    g_assert_cmpstr (one->clerk, ==, "منى");
    g_assert_cmpstr (one->date, ==, today);
    g_assert_cmpint (one->at, >, 0);
    /* It stays in what is made of it. */
    made = sijil_backup_make (store, &error);
    g_assert_no_error (error);
    desk_close (store);
    g_free (office.backup);
    office.backup = g_strdup (made->path);
  }
  end (&office);
}

/* A file that was being written has another name until it is whole. */
static void
left_on_the_stage (void)
{
  Office office;
  g_autofree char *keys = NULL, *slot = NULL, *note = NULL;

  begin (&office);
  keys = g_build_filename (office.folder, "restoring", "keys", NULL);
  slot = g_build_filename (keys, "x.slot.AB12CD", NULL);
  note = g_build_filename (office.folder, "restoring", "aside.AB12CD", NULL);
  g_assert_cmpint (g_mkdir_with_parents (keys, 0700), ==, 0);
  g_assert_true (g_file_set_contents (slot, "half", -1, NULL));
  g_assert_true (g_file_set_contents (note, "half", -1, NULL));
  restores (&office, office.mona, PASSPHRASE, NULL, NULL);
  g_assert_cmpint (families (&office, office.mona, PASSPHRASE), ==, 1);
  g_assert_false (g_file_test (keys, G_FILE_TEST_EXISTS));
  end (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/restore/over-a-register-needs-its-coordinator", not_by_a_clerk);
  g_test_add_func ("/restore/one-passphrase-for-both-is-typed-once", typed_once);
  g_test_add_func ("/restore/a-stick-of-before-brings-nobody-back-in", nobody_back);
  g_test_add_func ("/restore/nor-who-was-half-removed", nobody_half_removed);
  g_test_add_func ("/restore/a-damaged-register-has-its-coordinator-still", damaged);
  g_test_add_func ("/restore/without-keys-the-coordinator-of-the-backup-is-enough", without_keys);
  g_test_add_func ("/restore/says-who-opens-it-afterwards", said_before);
  g_test_add_func ("/restore/is-written-down-in-the-register", written_down);
  g_test_add_func ("/restore/what-a-kill-left-half-written-hinders-nobody", left_on_the_stage);
  return g_test_run ();
}

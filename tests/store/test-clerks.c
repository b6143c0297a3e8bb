#include "desk.h"
#include "sijil-backup.h"
#include "sijil-clerks.h"
#include "sijil-crockford.h"
#include "sijil-db.h"
#include "sijil-slot.h"
#include "sijil-slowdown.h"
#include "sijil-store-file.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define SAMI "sami has a passphrase"
#define SAMI_LATER "sami forgot the first"

static char *
slot_named (const char *folder, const char *name)
{
  g_autoptr (SijilSlot) slot = sijil_clerk_find (folder, name, NULL);

  return slot != NULL ? g_strdup (slot->id) : NULL;
}

static SijilStore *
unlock (const char *folder, const char *name, const char *passphrase, int code)
{
  g_autofree char *slot = slot_named (folder, name);
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_unlock (folder, slot, passphrase, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, SIJIL_STORE_ERROR, code);
  return store;
}

static char *
add (SijilStore *store, const char *name, const char *role, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  char *slot = sijil_clerk_add (store, name, role, passphrase, &error);

  g_assert_no_error (error);
  return slot;
}

/* A desk with a coordinator, منى, and a clerk, سامي. */
static char *
office (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autofree char *sami = add (store, "سامي", "clerk", SAMI);

  desk_family (store, "هدى أحمد علي", NULL, "1991-11-24", TRUE);
  desk_close (store);
  return folder;
}

static void
works (void)
{
  char *folder = office ();
  SijilStore *store = unlock (folder, "سامي", SAMI, -1);

  g_assert_cmpstr (sijil_store_clerk (store), ==, "سامي");
  g_assert_cmpstr (sijil_store_role (store), ==, "clerk");
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, 1);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM staff WHERE role = 'clerk'"), ==, 1);
  desk_family (store, "سعاد أحمد علي", NULL, "1991-11-25", TRUE);
  desk_close (store);
  desk_remove (folder);
}

static void
refused (void)
{
  static const struct {
    const char *name, *role, *passphrase;
    SijilStoreError code;
  } CASES[] = {
    { "  ", "clerk", SAMI, SIJIL_STORE_ERROR_INVALID },
    { "نادر", "director", SAMI, SIJIL_STORE_ERROR_INVALID },
    { "نادر", "clerk", "short", SIJIL_STORE_ERROR_INVALID },
    { "منى", "clerk", SAMI, SIJIL_STORE_ERROR_EXISTS },
  };
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *slot =
        sijil_clerk_add (store, CASES[i].name, CASES[i].role, CASES[i].passphrase, &error);

    g_assert_null (slot);
    g_assert_error (error, SIJIL_STORE_ERROR, (int) CASES[i].code);
  }
  desk_close (store);
  desk_remove (folder);
}

static void
not_by_a_clerk (void)
{
  char *folder = office ();
  SijilStore *store = unlock (folder, "سامي", SAMI, -1);
  g_autofree char *mona = slot_named (folder, "منى"), *sami = slot_named (folder, "سامي");
  g_autoptr (GError) error = NULL;
  g_autofree char *slot = sijil_clerk_add (store, "نادر", "clerk", SAMI, &error);

  g_assert_null (slot);
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  g_clear_error (&error);
  g_assert_false (sijil_clerk_set_passphrase (store, mona, NULL, SAMI_LATER, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  g_clear_error (&error);
  desk_close (store);
  g_assert_null (sijil_clerk_remove (folder, sami, SAMI, mona, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE);
  desk_close (unlock (folder, "منى", PASSPHRASE, -1));
  desk_remove (folder);
}

static void
own_passphrase (void)
{
  char *folder = office ();
  SijilStore *store = unlock (folder, "سامي", SAMI, -1);
  g_autofree char *sami = slot_named (folder, "سامي");
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_clerk_set_passphrase (store, sami, "not the old one", SAMI_LATER, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (sijil_clerk_set_passphrase (store, sami, SAMI, SAMI_LATER, &error));
  g_assert_no_error (error);
  desk_close (store);
  g_assert_null (unlock (folder, "سامي", SAMI, SIJIL_STORE_ERROR_WRONG_PASSPHRASE));
  desk_close (unlock (folder, "سامي", SAMI_LATER, -1));
  desk_remove (folder);
}

static void
recovered (void)
{
  char *folder = desk_folder ();
  g_autofree char *code = NULL, *mona = NULL;
  g_autoptr (GError) error = NULL;
  SijilStore *store =
      sijil_store_create (folder, "A", "مكتب", "منى", "an old passphrase", &code, &error);

  g_assert_no_error (error);
  desk_close (store);
  mona = slot_named (folder, "منى");
  store = sijil_store_unlock_with_code (folder, code, &error);
  g_assert_no_error (error);
  g_assert_true (sijil_clerk_set_passphrase (store, mona, NULL, PASSPHRASE, &error));
  g_assert_no_error (error);
  desk_close (store);
  desk_close (unlock (folder, "منى", PASSPHRASE, -1));
  desk_remove (folder);
}

static void
removed (void)
{
  char *folder = office ();
  g_autofree char *mona = slot_named (folder, "منى"), *sami = slot_named (folder, "سامي");
  g_autofree char *third = NULL, *gone = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SijilOpened) before = { { 0 } }, after = { { 0 } };
  SijilStore *store = unlock (folder, "منى", PASSPHRASE, -1);

  third = add (store, "نادر", "auditor", "nader reads the books");
  desk_close (store);
  g_assert_true (sijil_keys_open (folder, sami, SAMI, &before, &error));
  store = sijil_clerk_remove (folder, mona, PASSPHRASE, sami, &error);
  g_assert_no_error (error);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM person"), ==, 1);
  g_assert_cmpint (desk_number (store, "SELECT count(*) FROM staff WHERE left_on IS NOT NULL"), ==,
                   1);
  desk_close (store);
  gone = slot_named (folder, "سامي");
  g_assert_null (gone);
  /* A copy of the old slot is of no use: the file has another key. */
  g_assert_false (sijil_store_file_check (folder, before.key, SIJIL_DB_PAGES, NULL));
  desk_close (unlock (folder, "نادر", "nader reads the books", -1));
  g_assert_true (sijil_keys_open (folder, mona, PASSPHRASE, &after, &error));
  g_assert_false (after.has_next);
  desk_remove (folder);
}

static void
not_oneself (void)
{
  char *folder = office ();
  g_autofree char *mona = slot_named (folder, "منى");
  g_autoptr (GError) error = NULL;

  g_assert_null (sijil_clerk_remove (folder, mona, PASSPHRASE, mona, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_INVALID);
  desk_remove (folder);
}

/* As a power cut leaves it: the new key offered, the file under the old one or the new one. */
static void
interrupted (gconstpointer re_encrypted)
{
  char *folder = office ();
  g_autofree char *mona = slot_named (folder, "منى"), *sami = slot_named (folder, "سامي");
  g_autofree char *file = g_build_filename (folder, "register.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;
  g_auto (SijilOpened) opened = { { 0 } };
  guint8 next[SIJIL_KEY_LEN] = { 7, 7, 7 };
  g_autoptr (GPtrArray) leaving = g_ptr_array_new ();

  g_assert_true (sijil_keys_open (folder, mona, PASSPHRASE, &opened, &error));
  g_ptr_array_add (leaving, sami);
  g_assert_true (sijil_keys_change_begin (folder, opened.key, next, leaving, &error));
  g_assert_no_error (error);
  if (re_encrypted != NULL)
    g_assert_true (sijil_db_rekey (file, opened.key, next, &error));
  g_assert_no_error (error);
  desk_close (unlock (folder, "منى", PASSPHRASE, -1));
  left = slot_named (folder, "سامي");
  g_assert_cmpint (left != NULL, ==, re_encrypted == NULL);
  if (re_encrypted == NULL)
    desk_close (unlock (folder, "سامي", SAMI, -1));
  desk_close (unlock (folder, "منى", PASSPHRASE, -1));
  desk_remove (folder);
}

static char *
slot_path (const char *folder, const char *slot)
{
  g_autofree char *name = g_strconcat (slot, ".slot", NULL);

  return g_build_filename (folder, "keys", name, NULL);
}

static void
copy_slot (const char *folder, const char *from, const char *to)
{
  g_autofree char *source = slot_path (folder, from), *target = slot_path (folder, to);
  g_autofree char *bytes = NULL;
  gsize len;

  g_assert_true (g_file_get_contents (source, &bytes, &len, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize) len, NULL));
}

static void
edit_slot (const char *folder, const char *slot, const char *name, const char *value)
{
  g_autofree char *path = slot_path (folder, slot);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  g_key_file_set_string (file, "slot", name, value);
  g_assert_true (g_key_file_save_to_file (file, path, NULL));
}

/* A clerk whose passphrase looks like a recovery code copies his slot over that of the code, and
 * over that of the coordinator. */
static void
copied (void)
{
  char *folder = office ();
  g_autofree char *mona = slot_named (folder, "منى"), *nader = NULL;
  g_autofree char *letters = sijil_crockford_random (23);
  g_autofree char *code = sijil_crockford_with_check (letters);
  g_autoptr (GError) error = NULL;
  SijilStore *store = unlock (folder, "منى", PASSPHRASE, -1);

  nader = add (store, "نادر", "clerk", code);
  desk_close (store);
  copy_slot (folder, nader, "recovery");
  g_assert_null (sijil_store_unlock_with_code (folder, code, &error));
  g_assert_nonnull (error);
  copy_slot (folder, nader, mona);
  g_clear_error (&error);
  g_assert_null (sijil_store_unlock (folder, mona, code, &error));
  g_assert_nonnull (error);
  desk_remove (folder);
}

/* A role that somebody wrote into the file is not made true by a new passphrase; and the file is
 * good again afterwards, with what the register knows. */
static void
role_written (void)
{
  char *folder = office ();
  g_autofree char *sami = slot_named (folder, "سامي");
  g_autoptr (GError) error = NULL;
  SijilStore *store;

  edit_slot (folder, sami, "role", "coordinator");
  g_assert_null (unlock (folder, "سامي", SAMI, SIJIL_STORE_ERROR_FAILED));
  store = unlock (folder, "منى", PASSPHRASE, -1);
  g_assert_true (sijil_clerk_set_passphrase (store, sami, NULL, "another for sami", &error));
  g_assert_no_error (error);
  desk_close (store);
  store = unlock (folder, "سامي", "another for sami", -1);
  g_assert_cmpstr (sijil_store_role (store), ==, "clerk");
  desk_close (store);
  desk_remove (folder);
}

/* The power fails when only the coordinator's slot has the new key for good: whoever unlocks next
 * finishes it for all, and the next removal harms nobody. */
static void
settled_in_part (void)
{
  g_autofree char *code = NULL;
  char *folder = desk_folder ();
  g_autofree char *file = g_build_filename (folder, "register.db", NULL);
  g_autofree char *mona = NULL, *sami = NULL, *nader = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SijilOpened) opened = { { 0 } };
  guint8 next[SIJIL_KEY_LEN] = { 7, 7, 7 };
  g_autoptr (GPtrArray) leaving = g_ptr_array_new ();
  SijilStore *store =
      sijil_store_create (folder, "جمعية", "مكتب", "منى", PASSPHRASE, &code, &error);

  g_assert_no_error (error);
  sami = add (store, "سامي", "clerk", SAMI);
  nader = add (store, "نادر", "auditor", "nader reads the books");
  desk_close (store);
  mona = slot_named (folder, "منى");
  g_assert_true (sijil_keys_open (folder, mona, PASSPHRASE, &opened, &error));
  g_ptr_array_add (leaving, sami);
  g_assert_true (sijil_keys_change_begin (folder, opened.key, next, leaving, &error));
  g_assert_true (sijil_db_rekey (file, opened.key, next, &error));
  g_assert_true (sijil_slot_settle (folder, mona, next, &error));
  store = sijil_clerk_remove (folder, mona, PASSPHRASE, nader, &error);
  g_assert_no_error (error);
  desk_close (store);
  store = sijil_store_unlock_with_code (folder, code, &error);
  g_assert_no_error (error);
  desk_close (store);
  g_assert_null (slot_named (folder, "سامي"));
  g_assert_null (slot_named (folder, "نادر"));
  desk_close (unlock (folder, "منى", PASSPHRASE, -1));
  desk_remove (folder);
}

/* Backups stay readable for the others, not for whoever was removed. */
static void
forgotten_by_backups (void)
{
  char *folder = office ();
  g_autofree char *mona = slot_named (folder, "منى"), *sami = slot_named (folder, "سامي");
  g_autofree char *name = g_strconcat (sami, ".slot", NULL);
  g_autofree char *aside = g_build_filename (folder, "set-aside-2026-01-02", "keys", NULL);
  g_autofree char *in_aside = g_build_filename (aside, name, NULL);
  g_autofree char *in_backup = NULL;
  g_autoptr (SijilBackup) backup = NULL;
  g_autoptr (GError) error = NULL;
  SijilStore *store = unlock (folder, "منى", PASSPHRASE, -1);

  backup = sijil_backup_make (store, &error);
  g_assert_no_error (error);
  in_backup = g_build_filename (backup->path, "keys", name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (aside, 0700), ==, 0);
  g_assert_true (g_file_set_contents (in_aside, "x", 1, NULL));
  desk_close (store);
  g_assert_true (g_file_test (in_backup, G_FILE_TEST_EXISTS));
  store = sijil_clerk_remove (folder, mona, PASSPHRASE, sami, &error);
  g_assert_no_error (error);
  desk_close (store);
  g_assert_false (g_file_test (in_backup, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (in_aside, G_FILE_TEST_EXISTS));
  desk_remove (folder);
}

/* Without a sound key file of the recovery code a clerk is removed all the same, and there can be
 * another code. */
static void
new_code (void)
{
  char *folder = office ();
  g_autofree char *mona = slot_named (folder, "منى"), *sami = slot_named (folder, "سامي");
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  SijilStore *store;

  edit_slot (folder, "recovery", "salt", "rubbish");
  g_test_expect_message ("sijil-store", G_LOG_LEVEL_WARNING, "*gets no new key*");
  store = sijil_clerk_remove (folder, mona, PASSPHRASE, sami, &error);
  g_assert_no_error (error);
  g_test_assert_expected_messages ();
  g_assert_null (sijil_clerk_new_code (store, "wrong", &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  code = sijil_clerk_new_code (store, PASSPHRASE, &error);
  g_assert_no_error (error);
  desk_close (store);
  store = sijil_store_unlock_with_code (folder, code, &error);
  g_assert_no_error (error);
  desk_close (store);
  desk_remove (folder);
}

static void
slows_down (void)
{
  char *folder = office ();
  gint64 now;

  for (int i = 0; i < 3; i++)
    g_assert_null (unlock (folder, "سامي", "wrong", SIJIL_STORE_ERROR_WRONG_PASSPHRASE));
  now = g_get_real_time ();
  for (int i = 0; i < 10; i++)
    sijil_slowdown_failed (folder);
  g_assert_cmpint (sijil_slowdown_left (folder, now), <=, 30);
  g_assert_cmpint (sijil_slowdown_left (folder, now), >=, 28);
  g_assert_cmpint (sijil_slowdown_left (folder, now + 40 * G_USEC_PER_SEC), ==, 0);
  g_assert_cmpint (
      sijil_slowdown_left (folder, now - G_GINT64_CONSTANT (400) * 86400 * G_USEC_PER_SEC), <=, 30);
  g_assert_null (unlock (folder, "سامي", SAMI, SIJIL_STORE_ERROR_WAIT));
  sijil_slowdown_passed (folder);
  desk_close (unlock (folder, "سامي", SAMI, -1));
  desk_remove (folder);
}

/* A file that cannot be written; the guesser gains nothing by it. */
static void
slows_down_unwritten (void)
{
  char *folder = office ();
  g_autofree char *tries = g_build_filename (folder, "tries", NULL);
  gint64 begin = g_get_monotonic_time ();

  g_assert_cmpint (g_mkdir (tries, 0700), ==, 0);
  for (int i = 0; i < 3; i++)
    g_assert_null (unlock (folder, "سامي", "wrong", SIJIL_STORE_ERROR_WRONG_PASSPHRASE));
  /* Another process would begin to count anew: each wrong one takes its time. */
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 3 * G_USEC_PER_SEC);
  sijil_slowdown_failed (folder);
  g_assert_null (unlock (folder, "سامي", SAMI, SIJIL_STORE_ERROR_WAIT));
  sijil_slowdown_passed (folder);
  desk_close (unlock (folder, "سامي", SAMI, -1));
  desk_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clerks/a-new-clerk-unlocks-and-works-under-his-name", works);
  g_test_add_func ("/clerks/a-name-role-and-passphrase-are-asked-for", refused);
  g_test_add_func ("/clerks/a-clerk-changes-no-clerks", not_by_a_clerk);
  g_test_add_func ("/clerks/ones-own-passphrase-needs-the-old-one", own_passphrase);
  g_test_add_func ("/clerks/the-recovery-code-gives-a-new-passphrase", recovered);
  g_test_add_func ("/clerks/a-removed-clerk-opens-nothing-and-the-others-notice-nothing", removed);
  g_test_add_func ("/clerks/nobody-removes-himself", not_oneself);
  g_test_add_data_func ("/clerks/a-removal-cut-before-the-file-changed-is-undone", NULL,
                        interrupted);
  g_test_add_data_func ("/clerks/a-removal-cut-after-the-file-changed-is-finished", "yes",
                        interrupted);
  g_test_add_func ("/clerks/a-slot-copied-over-another-opens-nothing", copied);
  g_test_add_func ("/clerks/a-role-written-into-the-file-stays-untrue", role_written);
  g_test_add_func ("/clerks/a-removal-cut-between-two-slots-is-finished-for-all", settled_in_part);
  g_test_add_func ("/clerks/backups-forget-who-was-removed", forgotten_by_backups);
  g_test_add_func ("/clerks/a-lost-recovery-code-is-replaced", new_code);
  g_test_add_func ("/clerks/wrong-passphrases-have-to-wait", slows_down);
  g_test_add_func ("/clerks/wrong-passphrases-wait-where-nothing-can-be-written",
                   slows_down_unwritten);
  return g_test_run ();
}

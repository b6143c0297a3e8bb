#include "desk.h"
#include "sijil-backup.h"
#include "sijil-keys.h"
#include "sijil-slowdown.h"
#include "sijil-store-error.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define NAME "فاطمة محمد علي حسن"

static SijilBackup *
backup (SijilStore *store)
{
  g_autoptr (GError) error = NULL;
  SijilBackup *made = sijil_backup_make (store, &error);

  g_assert_no_error (error);
  return made;
}

static gint64
families (SijilStore *store)
{
  return desk_number (store, "SELECT count(*) FROM household");
}

static guint
n_backups (const char *folder)
{
  g_autoptr (GPtrArray) all = sijil_backup_list (folder);

  return all->len;
}

static gboolean
restore (const char *profile, const char *from, const char *passphrase, char **aside,
         GError **error)
{
  SijilRestore request = { .profile = profile, .backup = from, .secret = passphrase };

  return sijil_backup_restore (&request, aside, error);
}

static void
set_about (const SijilBackup *made, const char *key, const char *value)
{
  g_autofree char *path = g_build_filename (made->path, "about", NULL);
  g_autoptr (GKeyFile) about = g_key_file_new ();

  g_assert_true (g_key_file_load_from_file (about, path, G_KEY_FILE_NONE, NULL));
  g_key_file_set_string (about, "backup", key, value);
  g_assert_true (g_key_file_save_to_file (about, path, NULL));
}

/* In place, as a disk does it that forgets: whoever has the file open has it too. */
static void
flip (const char *folder, gsize first, gsize step)
{
  g_autofree char *path = g_build_filename (folder, "register.db", NULL);
  g_autofree char *bytes = NULL;
  gsize len;
  FILE *file;

  g_assert_true (g_file_get_contents (path, &bytes, &len, NULL));
  for (gsize at = first; at < len; at += step)
    bytes[at] ^= 1;
  file = g_fopen (path, "r+b");
  g_assert_cmpuint (fwrite (bytes, 1, len, file), ==, len);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
made_and_listed (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autoptr (SijilBackup) made = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *today = sijil_date_today ();

  desk_family (store, NAME, NULL, NULL, TRUE);
  made = backup (store);
  desk_close (store);
  all = sijil_backup_list (folder);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (made->name, ==, today);
  g_assert_cmpint (((SijilBackup *) all->pdata[0])->households, ==, 1);
  g_assert_cmpint (((SijilBackup *) all->pdata[0])->change_sets, ==, 2);
  g_assert_cmpint (((SijilBackup *) all->pdata[0])->waiting, ==, 2);
  g_assert_cmpint (((SijilBackup *) all->pdata[0])->bytes, >, 4096);
  desk_remove (folder);
}

static void
brings_back (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  SijilId kept = desk_family (store, NAME, NULL, NULL, TRUE);
  g_autoptr (SijilBackup) made = backup (store);
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL, *old = NULL;
  char *elsewhere = desk_folder ();

  desk_family (store, "زينب محمد علي حسن", NULL, NULL, TRUE);
  g_assert_false (restore (folder, made->path, PASSPHRASE, &aside, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  desk_close (store);

  g_assert_false (restore (folder, made->path, "another passphrase", &aside, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  store = desk_unlock (folder);
  g_assert_cmpint (families (store), ==, 2); /* nothing was changed */
  desk_close (store);

  restore (folder, made->path, PASSPHRASE, &aside, &error);
  g_assert_no_error (error);
  store = desk_unlock (folder);
  g_assert_cmpint (families (store), ==, 1);
  assert_takes (desk_text (store, &sijil_household_type, &kept, SIJIL_HOUSEHOLD_VILLAGE),
                "منية مسير");
  desk_family (store, "خديجة محمد علي حسن", NULL, NULL, TRUE); /* and the story goes on */
  desk_close (store);
  g_assert_cmpuint (n_backups (folder), ==, 1);

  /* What was set aside is the whole register as it was. */
  old = g_strdup_printf ("cp -a %s/. %s/", aside, elsewhere);
  g_assert_true (g_spawn_command_line_sync (old, NULL, NULL, NULL, NULL));
  store = desk_unlock (elsewhere);
  g_assert_cmpint (families (store), ==, 2);
  desk_close (store);
  desk_remove (elsewhere);
  desk_remove (folder);
}

/* A new computer: the stick and the recovery code are all that is left. */
static void
from_a_stick (void)
{
  char *folder = desk_folder (), *stick = desk_folder (), *other = desk_folder ();
  g_autofree char *code = NULL, *copied = NULL, *again = NULL, *aside = NULL;
  g_autoptr (GError) error = NULL;
  SijilStore *store = sijil_store_create (folder, "A", "B", "C", PASSPHRASE, &code, &error);
  g_autoptr (SijilBackup) made = NULL;
  g_autoptr (SijilBackup) found = NULL;
  SijilRestore request = { .profile = other, .slot = SIJIL_RECOVERY };

  g_assert_no_error (error);
  desk_family (store, NAME, NULL, NULL, TRUE);
  made = backup (store);
  desk_close (store);
  copied = sijil_backup_copy (made, stick, &error);
  g_assert_no_error (error);
  again = sijil_backup_copy (made, stick, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copied, !=, again);
  desk_remove (folder);

  found = sijil_backup_find (other, copied, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->households, ==, 1);
  request.backup = copied;
  request.secret = code;
  sijil_backup_restore (&request, &aside, &error);
  g_assert_no_error (error);
  g_assert_null (aside); /* there was nothing to set aside */
  store = sijil_store_unlock_with_code (other, code, &error);
  g_assert_no_error (error);
  g_assert_cmpint (families (store), ==, 1);
  desk_close (store);
  desk_remove (other);
  desk_remove (stick);
}

static void
once_a_day (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autoptr (SijilBackup) first = NULL;
  g_autofree char *yesterday = desk_day (-1), *tomorrow = desk_day (300);

  g_assert_true (sijil_backup_is_due (store));
  first = backup (store);
  g_assert_false (sijil_backup_is_due (store));
  desk_family (store, NAME, NULL, NULL, TRUE);
  g_assert_false (sijil_backup_is_due (store)); /* there is one of today */
  set_about (first, "date", yesterday);
  g_assert_true (sijil_backup_is_due (store));
  {
    g_autoptr (SijilBackup) second = backup (store);

    set_about (second, "date", yesterday);
    g_assert_false (sijil_backup_is_due (store)); /* nothing has changed since */
    /* Made while the clock was a year ahead. */
    set_about (second, "date", tomorrow);
    desk_family (store, "زينب محمد علي حسن", NULL, NULL, TRUE);
    g_assert_true (sijil_backup_is_due (store));
  }
  {
    g_autoptr (SijilBackup) third = backup (store);
    g_autoptr (GPtrArray) all = sijil_backup_list (folder);

    g_assert_cmpuint (all->len, ==, 3);
    g_assert_cmpstr (((SijilBackup *) all->pdata[0])->name, ==, third->name);
  }
  desk_close (store);
  desk_remove (folder);
}

static SijilBackup *
of_day (int day, gint64 number)
{
  SijilBackup *one = g_new0 (SijilBackup, 1);

  one->date = sijil_date_add_days ("2024-01-01", day);
  one->name = g_strdup (one->date);
  one->number = number;
  return one;
}

/* Two years of days, each ended by the rules: at every moment enough of the past is left. */
static void
rotates (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_backup_free);

  for (int day = 0; day < 730; day++) {
    g_autoptr (GPtrArray) old = NULL;

    g_ptr_array_insert (all, 0, of_day (day, day));
    old = sijil_backup_outdated (all);
    for (guint i = 0; i < old->len; i++)
      g_ptr_array_remove (all, old->pdata[i]);
    g_assert_cmpint (((SijilBackup *) all->pdata[0])->number, ==, day);
    for (int back = 0; back < MIN (7, day + 1); back++)
      g_assert_cmpint (((SijilBackup *) all->pdata[back])->number, ==, day - back);
    g_assert_cmpuint (all->len, <=, 7 + 4 + 6);
    if (day > 300) {
      const SijilBackup *oldest = all->pdata[all->len - 1];

      g_assert_cmpuint (all->len, ==, 7 + 4 + 6);
      g_assert_cmpint (day - oldest->number, >, 150);
    }
  }
}

/* A clock that jumps about takes nothing away that is worth keeping. */
static void
rotates_by_a_wrong_clock (void)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_backup_free);
  const int days[] = { 400, 401, 35, 36, 37, 800, 38 };
  g_autoptr (GPtrArray) old = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    g_ptr_array_insert (all, 0, of_day (days[i], i));
  old = sijil_backup_outdated (all);
  g_assert_cmpuint (old->len, ==, 0);
}

static void
damaged_register (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autoptr (SijilBackup) made = backup (store);
  g_autoptr (GError) error = NULL;

  desk_family (store, NAME, NULL, NULL, TRUE);
  desk_close (store);
  store = desk_unlock (folder);
  flip (folder, 6000, 4096);
  g_assert_null (sijil_backup_make (store, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_DAMAGED);
  g_assert_cmpuint (n_backups (folder), ==, 1);
  desk_close (store);
  desk_remove (folder);
}

static void
damaged_backup (void)
{
  const gsize places[] = { 2, 100, 4096, 50000 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    char *folder = desk_folder ();
    SijilStore *store = desk_create (folder, "A");
    g_autoptr (SijilBackup) made = backup (store);
    g_autoptr (GError) error = NULL;
    g_autofree char *aside = NULL;

    desk_family (store, NAME, NULL, NULL, TRUE);
    desk_close (store);
    flip (made->path, places[i], G_MAXINT32);
    g_assert_false (restore (folder, made->path, PASSPHRASE, &aside, &error));
    g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_DAMAGED);
    g_assert_null (aside);
    store = desk_unlock (folder);
    g_assert_cmpint (families (store), ==, 1);
    desk_close (store);
    desk_remove (folder);
  }
}

static void
half_made (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autofree char *half = g_build_filename (folder, "backups", ".new-abcdef", NULL);
  g_autofree char *file = g_build_filename (half, "register.db", NULL);
  g_autoptr (SijilBackup) made = NULL;

  g_assert_cmpint (g_mkdir_with_parents (half, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "half", -1, NULL));
  g_assert_cmpuint (n_backups (folder), ==, 0);
  made = backup (store);
  g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (n_backups (folder), ==, 1);
  desk_close (store);
  desk_remove (folder);
}

static gpointer
register_families (gpointer store)
{
  for (int i = 0; i < 60; i++)
    desk_family (store, NAME, NULL, NULL, TRUE);
  return NULL;
}

static void
while_working (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  GThread *writer = g_thread_new ("writer", register_families, store);

  for (int i = 0; i < 3; i++) {
    g_autoptr (SijilBackup) made = backup (store);

    g_assert_cmpint (made->change_sets, ==, made->households + 1);
  }
  g_thread_join (writer);
  desk_close (store);
  desk_remove (folder);
}

static void
move (const char *profile, const char *from, const char *to)
{
  g_autofree char *a = g_build_filename (profile, from, NULL);
  g_autofree char *b = g_build_filename (profile, to, NULL);

  g_assert_cmpint (g_rename (a, b), ==, 0);
}

/* The power fails after each step of restoring in turn; the next start finishes it. */
static void
cut_while_restoring (void)
{
  static const char *const STEPS[][2] = { { "register.db", "set-aside-x/register.db" },
                                          { "restoring/register.db", "register.db" },
                                          { "keys", "set-aside-x/keys" },
                                          { "restoring/keys", "keys" } };

  for (guint done = 0; done <= G_N_ELEMENTS (STEPS); done++) {
    char *folder = desk_folder ();
    SijilStore *store = desk_create (folder, "A");
    g_autoptr (SijilBackup) made = backup (store);
    g_autofree char *stage = g_build_filename (folder, "restoring", NULL);
    g_autofree char *aside = g_build_filename (folder, "set-aside-x", NULL);
    g_autofree char *note = g_build_filename (stage, "aside", NULL);
    g_autofree char *about = g_build_filename (stage, "about", NULL);
    g_autofree char *copy = g_strdup_printf ("cp -a %s %s", made->path, stage);
    g_autofree char *old = g_build_filename (aside, "register.db", NULL);
    g_autofree char *keys = g_build_filename (aside, "keys", NULL);

    desk_family (store, NAME, NULL, NULL, TRUE);
    desk_close (store);
    g_assert_true (g_spawn_command_line_sync (copy, NULL, NULL, NULL, NULL));
    g_assert_cmpint (g_unlink (about), ==, 0);
    g_assert_cmpint (g_mkdir (aside, 0700), ==, 0);
    g_assert_true (g_file_set_contents (note, "set-aside-x", -1, NULL));
    for (guint i = 0; i < done; i++)
      move (folder, STEPS[i][0], STEPS[i][1]);
    g_assert_true (sijil_profile_exists (folder));
    store = desk_unlock (folder);
    g_assert_cmpint (families (store), ==, 0);
    desk_close (store);
    g_assert_true (g_file_test (old, G_FILE_TEST_EXISTS));
    g_assert_true (g_file_test (keys, G_FILE_TEST_EXISTS));
    g_assert_false (g_file_test (stage, G_FILE_TEST_EXISTS));
    desk_remove (folder);
  }
}

/* A backup is no place to guess at in peace; and who knows the passphrase of one is not let to
 * guess at the register for that. */
static void
shares_tries (void)
{
  char *folder = desk_folder ();
  SijilStore *store = desk_create (folder, "A");
  g_autoptr (SijilBackup) made = backup (store);
  g_autoptr (GError) error = NULL;

  desk_close (store);
  for (int i = 0; i < 3; i++) {
    g_clear_error (&error);
    g_assert_false (restore (folder, made->path, "another passphrase", NULL, &error));
    g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  }
  g_clear_error (&error);
  sijil_slowdown_failed (folder);
  g_assert_null (sijil_store_unlock (folder, NULL, PASSPHRASE, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WAIT);
  g_clear_error (&error);
  g_assert_false (restore (folder, made->path, PASSPHRASE, NULL, &error));
  g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WAIT);
  sijil_slowdown_passed (folder);
  desk_close (desk_unlock (folder));
  desk_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup/is-listed-with-counts-and-without-a-key", made_and_listed);
  g_test_add_func ("/backup/restoring-sets-the-present-register-aside", brings_back);
  g_test_add_func ("/backup/a-stick-and-the-recovery-code-are-enough", from_a_stick);
  g_test_add_func ("/backup/is-due-once-a-day-if-something-changed", once_a_day);
  g_test_add_func ("/backup/days-weeks-and-months-stay", rotates);
  g_test_add_func ("/backup/a-wrong-clock-takes-none-away", rotates_by_a_wrong_clock);
  g_test_add_func ("/backup/a-damaged-register-makes-none-and-keeps-the-older", damaged_register);
  g_test_add_func ("/backup/a-damaged-one-is-not-taken", damaged_backup);
  g_test_add_func ("/backup/a-half-made-one-is-none", half_made);
  g_test_add_func ("/backup/is-of-one-moment-while-others-write", while_working);
  g_test_add_func ("/backup/a-power-cut-while-restoring-is-made-good", cut_while_restoring);
  g_test_add_func ("/backup/wrong-passphrases-count-for-the-register-too", shares_tries);
  return g_test_run ();
}

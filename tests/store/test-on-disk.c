#include "desk.h"
#include "sijil-backup.h"
#include "sijil-find.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define NAME "زهيرة المدسوس عبد الباقي الفريد"
#define NEW_NAME "زهيرة المبدلة عبد الباقي الفريد"
#define ID "28806201598765"
#define ID_ARABIC "٢٨٨٠٦٢٠١٥٩٨٧٦٥"
#define PHONE "01157719286"
#define ADDRESS "شارع المجهول رقم تسعة"
#define NOTES "ملاحظة سرية جدا"
#define DRAFTED "نرجس المسودة الوحيدة"

static const char *const PLANTED[] = {
  NAME, NEW_NAME, ID, ID_ARABIC, PHONE, ADDRESS, NOTES, DRAFTED
};

static void
work (SijilStore *store)
{
  g_autoptr (SijilRecord) record = desk_programme ("box", "food", "month");
  SijilId programme = desk_put (store, record), id, head;
  SijilRecord *household = desk_household (TRUE);
  SijilDraft *draft = sijil_draft_new ("register", DRAFTED);
  static const char *const SEARCHES[] = { NAME, ID_ARABIC, PHONE };

  sijil_record_set_text (household, SIJIL_HOUSEHOLD_PHONE, PHONE);
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_ADDRESS, ADDRESS);
  sijil_record_set_text (household, SIJIL_HOUSEHOLD_NOTES, NOTES);
  id = desk_save (store, household, desk_person (NAME, "head", ID_ARABIC, NULL), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (SEARCHES); i++) {
    g_autoptr (GPtrArray) found = desk_read (store, sijil_find, SEARCHES[i]);

    g_assert_cmpuint (found->len, ==, 1);
  }
  desk_serve (store, &id, &programme, NULL);
  head = desk_head (store, &id);
  desk_edit (store, &sijil_person_type, &head, SIJIL_PERSON_NAME, NEW_NAME);
  desk_write (store, sijil_draft_save, draft);
  sijil_draft_free (draft);
}

static void
assert_nothing (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (PLANTED); i++)
    g_assert_cmpuint (desk_find_text (folder, PLANTED[i]), ==, 0);
}

/* The search for planted words would find them if they stood somewhere. */
static void
the_search_works (void)
{
  char *folder = desk_folder ();
  g_autofree char *path = g_build_filename (folder, "f", NULL);
  g_autofree gunichar2 *wide = NULL;
  glong units;

  g_assert_true (g_file_set_contents (path, "x" NAME "x", -1, NULL));
  g_assert_cmpuint (desk_find_text (folder, NAME), >, 0);
  wide = g_utf8_to_utf16 (NAME, -1, NULL, &units, NULL);
  g_assert_true (g_file_set_contents (path, (char *) wide, units * 2, NULL));
  g_assert_cmpuint (desk_find_text (folder, NAME), >, 0);
  desk_remove (folder);
}

/* A backup, and a copy of it on a stick: not a word of a family, nor of the office. */
static void
back_up (SijilStore *store, const char *folder)
{
  g_autofree char *stick = g_build_filename (folder, "stick", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilBackup) made = sijil_backup_make (store, &error);
  g_autofree char *copy = NULL, *about = NULL, *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  copy = sijil_backup_copy (made, stick, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_find_text (stick, "مكتب الاختبار"), ==, 0);
  about = g_build_filename (copy, "about", NULL);
  g_assert_true (g_file_get_contents (about, &text, NULL, NULL));
  g_assert_true (g_str_is_ascii (text));
}

static void
nothing_personal (void)
{
  char *folder = desk_folder ();
  g_autofree char *profile = g_build_filename (folder, "profile", NULL);
  g_autofree char *wal = g_build_filename (profile, "register.db-wal", NULL);
  g_autofree char *temp = g_build_filename (folder, "temp", NULL);
  SijilStore *store;

  g_assert_cmpint (g_mkdir (temp, 0700), ==, 0);
  g_setenv ("TMPDIR", temp, TRUE);
  g_setenv ("SQLITE_TMPDIR", temp, TRUE);
  store = desk_create (profile, "A");
  work (store);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS)); /* the log is looked at too */
  assert_nothing (folder);
  desk_close (store);
  assert_nothing (folder);
  store = desk_unlock (profile);
  assert_nothing (folder);
  back_up (store, folder);
  assert_nothing (folder);
  desk_close (store);
  g_unsetenv ("TMPDIR");
  g_unsetenv ("SQLITE_TMPDIR");
  desk_remove (folder);
}

static void
assert_private (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GStatBuf info;
  const char *name;

  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 077, ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_stat (path, &info), ==, 0);
    g_test_message ("%s %o", name, info.st_mode & 0777);
    g_assert_cmpint (info.st_mode & 077, ==, 0);
    if (S_ISDIR (info.st_mode))
      assert_private (path);
  }
}

static void
private_files (void)
{
  char *folder = desk_folder ();
  g_autofree char *profile = g_build_filename (folder, "profile", NULL);
  SijilStore *store = desk_create (profile, "A");
  g_autoptr (GError) error = NULL;

  work (store);
  sijil_backup_free (sijil_backup_make (store, &error));
  g_assert_no_error (error);
  assert_private (profile);
  desk_close (store);
  desk_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/on-disk/the-search-of-these-cases-works", the_search_works);
  g_test_add_func ("/on-disk/nothing-personal-is-readable-in-any-file", nothing_personal);
  g_test_add_func ("/on-disk/files-are-the-owners-alone", private_files);
  return g_test_run ();
}

#include "desk.h"
#include "sijil-keys.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* Argon2 takes its time on purpose: one profile serves all cases. */
static char *folder, *slot, *code;
static guint8 key[SIJIL_KEY_LEN];

static void
opens (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (SijilOpened) got = { { 0 } };

  g_assert_true (sijil_keys_open (folder, slot, PASSPHRASE, &got, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (got.key, sizeof got.key, key, sizeof key);
}

static void
wrong (void)
{
  static const char *const WRONG[] = { "three unrelated word", "" };

  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++) {
    g_autoptr (GError) error = NULL;
    g_auto (SijilOpened) got = { { 0 } };

    g_assert_false (sijil_keys_open (folder, slot, WRONG[i], &got, &error));
    g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
    g_assert_cmpint (memcmp (got.key, key, sizeof key), !=, 0);
  }
}

static void
nobody (void)
{
  static const char *const SLOTS[] = { "nobody", "../keys/x", "" };

  for (guint i = 0; i < G_N_ELEMENTS (SLOTS); i++) {
    g_autoptr (GError) error = NULL;
    g_auto (SijilOpened) got = { { 0 } };

    g_assert_false (sijil_keys_open (folder, SLOTS[i], PASSPHRASE, &got, &error));
    g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND);
  }
}

/* As people copy it from paper: in groups of four with dashes, in small letters. */
static void
recovers (void)
{
  g_autoptr (GString) spaced = g_string_new (" ");

  g_assert_cmpuint (strlen (code), ==, 24);
  for (guint i = 0; code[i] != '\0'; i++) {
    g_string_append_c (spaced, g_ascii_tolower (code[i]));
    if (i % 4 == 3)
      g_string_append (spaced, i % 8 == 3 ? " - " : "\t");
  }
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_auto (SijilOpened) got = { { 0 } };

    g_assert_true (sijil_keys_recover (folder, i == 0 ? code : spaced->str, &got, &error));
    g_assert_no_error (error);
    g_assert_cmpmem (got.key, sizeof got.key, key, sizeof key);
  }
}

static void
wrong_code (void)
{
  g_autofree char *changed = g_strdup (code), *shorter = g_strndup (code, 23);
  const char *codes[] = { changed, shorter, "", NULL };

  changed[5] = changed[5] == 'A' ? 'B' : 'A';
  for (guint i = 0; codes[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    g_auto (SijilOpened) got = { { 0 } };

    g_assert_false (sijil_keys_recover (folder, codes[i], &got, &error));
    g_assert_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_PASSPHRASE);
  }
}

static char *
slot_file (void)
{
  return g_strdup_printf ("%s/keys/%s.slot", folder, slot);
}

/* Opens the slot with one line of its file exchanged, and puts the file back. */
static int
code_after_change (const char *name, const char *value)
{
  g_autofree char *path = slot_file (), *before = NULL, *changed_text = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_auto (SijilOpened) got = { { 0 } };
  gsize len;

  g_assert_true (g_file_get_contents (path, &before, &len, NULL));
  g_assert_true (g_key_file_load_from_data (file, before, len, G_KEY_FILE_NONE, NULL));
  g_key_file_set_string (file, "slot", name, value);
  changed_text = g_key_file_to_data (file, NULL, NULL);
  g_assert_true (g_file_set_contents_full (path, changed_text, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                           0600, NULL));
  g_assert_false (sijil_keys_open (folder, slot, PASSPHRASE, &got, &error));
  g_assert_true (g_file_set_contents_full (path, before, (gssize) len,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  g_assert_true (error->domain == SIJIL_STORE_ERROR);
  return error->code;
}

static void
changed (void)
{
  g_assert_cmpint (code_after_change ("role", "auditor"), ==, SIJIL_STORE_ERROR_FAILED);
  g_assert_cmpint (code_after_change ("name", "Somebody"), ==, SIJIL_STORE_ERROR_FAILED);
  g_assert_cmpint (code_after_change ("mac", "AAAA"), ==, SIJIL_STORE_ERROR_FAILED);
  g_assert_cmpint (code_after_change ("sealed", "x"), ==, SIJIL_STORE_ERROR_FAILED);
  g_assert_cmpint (code_after_change ("ops", "0"), ==, SIJIL_STORE_ERROR_FAILED);
  g_assert_cmpint (code_after_change ("ops", "99999999"), ==, SIJIL_STORE_ERROR_FAILED);
  g_assert_cmpint (code_after_change ("memory", "99999999999999"), ==, SIJIL_STORE_ERROR_FAILED);
  opens ();
}

static void
listed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots = sijil_keys_list (folder, &error);
  SijilSlot *found;

  g_assert_no_error (error);
  g_assert_cmpuint (slots->len, ==, 1);
  found = slots->pdata[0];
  g_assert_cmpstr (found->id, ==, slot);
  g_assert_cmpstr (found->name, ==, "منى");
  g_assert_cmpstr (found->role, ==, "coordinator");
}

static void
private_files (void)
{
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);
  g_autoptr (GDir) dir = g_dir_open (keys, 0, NULL);
  const char *name;
  GStatBuf info;
  guint n = 0;

  g_assert_cmpint (g_stat (keys, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (keys, name, NULL);

    g_assert_cmpint (g_stat (path, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    n++;
  }
  g_assert_cmpuint (n, ==, 2);
}

static void
nothing_telling (void)
{
  g_assert_cmpuint (desk_find_bytes (folder, PASSPHRASE, strlen (PASSPHRASE)), ==, 0);
  g_assert_cmpuint (desk_find_bytes (folder, code, strlen (code)), ==, 0);
  g_assert_cmpuint (desk_find_bytes (folder, (const char *) key, sizeof key), ==, 0);
}

static void
strength (void)
{
  static const struct {
    const char *passphrase;
    guint least, most;
  } CASES[] = { { NULL, 0, 0 },
                { "", 0, 0 },
                { "1234567", 0, 0 },
                { "كلمةسر", 0, 0 },
                { "aaaaaaaaaaaaaaaa", 1, 1 },
                { "password", 1, 2 },
                { "كلمات ثلاث متباعدة", 3, 4 },
                { PASSPHRASE, 4, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    const char *sentence = NULL;
    guint got = sijil_passphrase_strength (CASES[i].passphrase, &sentence);

    g_assert_cmpuint (got, >=, CASES[i].least);
    g_assert_cmpuint (got, <=, CASES[i].most);
    g_assert_nonnull (sentence);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = desk_folder ();
  sijil_keys_create (folder, "منى", PASSPHRASE, key, &slot, &code, &error);
  g_assert_no_error (error);
  g_test_add_func ("/keys/the-passphrase-opens", opens);
  g_test_add_func ("/keys/a-wrong-passphrase-opens-nothing", wrong);
  g_test_add_func ("/keys/a-slot-that-is-not-there-opens-nothing", nobody);
  g_test_add_func ("/keys/the-recovery-code-opens-however-spaced", recovers);
  g_test_add_func ("/keys/a-wrong-recovery-code-opens-nothing", wrong_code);
  g_test_add_func ("/keys/a-changed-slot-file-is-refused", changed);
  g_test_add_func ("/keys/names-are-read-before-unlocking", listed);
  g_test_add_func ("/keys/files-are-the-owners-alone", private_files);
  g_test_add_func ("/keys/no-secret-stands-in-a-file", nothing_telling);
  g_test_add_func ("/keys/a-short-passphrase-is-no-passphrase", strength);
  status = g_test_run ();
  desk_remove (folder);
  g_free (slot);
  g_free (code);
  return status;
}

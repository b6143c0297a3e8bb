#include "sijil-db-check.h"
#include "sijil-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const guint8 KEY[SIJIL_DB_KEY_LEN] = { 1, 2, 3 };
static const guint8 OTHER_KEY[SIJIL_DB_KEY_LEN] = { 3, 2, 1 };

#define PAGE 4096

typedef struct {
  char *dir, *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilDb) db = NULL;

  f->dir = g_dir_make_tmp ("sijil-db-XXXXXX", &error);
  f->path = g_build_filename (f->dir, "register.db", NULL);
  db = sijil_db_open (f->path, KEY, SIJIL_DB_CREATE, &error);
  g_assert_no_error (error);
  sijil_db_exec (db,
                 "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); CREATE INDEX t_b ON t (b);"
                 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                 "INSERT INTO t SELECT i, hex (randomblob (20)) FROM n",
                 &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (f->dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (f->dir, name, NULL);

    g_unlink (path);
  }
  g_rmdir (f->dir);
  g_free (f->dir);
  g_free (f->path);
}

static char *
load (Fixture *f, gsize *len)
{
  char *bytes = NULL;

  g_assert_true (g_file_get_contents (f->path, &bytes, len, NULL));
  return bytes;
}

static void
store (Fixture *f, const char *bytes, gsize len)
{
  g_assert_true (g_file_set_contents (f->path, bytes, (gssize) len, NULL));
}

static void
assert_is (Fixture *f, SijilDbCare care, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sijil_db_check (f->path, KEY, care, &error));
  g_assert_error (error, SIJIL_DB_ERROR, code);
}

static void
sound (Fixture *f, gconstpointer data)
{
  gsize len, after;
  g_autofree char *before = load (f, &len), *now = NULL;
  g_autoptr (GError) error = NULL;

  for (int care = SIJIL_DB_GLANCE; care <= SIJIL_DB_THOROUGH; care++) {
    sijil_db_check (f->path, KEY, (SijilDbCare) care, &error);
    g_assert_no_error (error);
  }
  now = load (f, &after);
  g_assert_cmpmem (before, len, now, after);
  g_assert_false (sijil_db_check (f->path, OTHER_KEY, SIJIL_DB_PAGES, &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_WRONG_KEY);
}

/* One bit of each page in turn, the first one too, and the file is left as it was found. */
static void
flipped (Fixture *f, gconstpointer data)
{
  gsize len;
  g_autofree char *bytes = load (f, &len);

  g_assert_cmpuint (len / PAGE, >, 20);
  for (gsize page = 0; page < len / PAGE; page++) {
    gsize at = page * PAGE + 16 + (gsize) g_test_rand_int_range (0, PAGE - 16), after;
    g_autofree char *now = NULL;

    bytes[at] ^= 0x10;
    store (f, bytes, len);
    assert_is (f, SIJIL_DB_PAGES, SIJIL_DB_ERROR_DAMAGED);
    now = load (f, &after);
    g_assert_cmpmem (bytes, len, now, after);
    bytes[at] ^= 0x10;
  }
}

static void
cut (Fixture *f, gconstpointer data)
{
  gsize len;
  g_autofree char *bytes = load (f, &len);
  const gsize lengths[] = { 0, 1, 16, 100, PAGE - 1, PAGE, len / 2, len - PAGE, len - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    store (f, bytes, lengths[i]);
    assert_is (f, SIJIL_DB_PAGES, SIJIL_DB_ERROR_DAMAGED);
  }
  g_unlink (f->path);
  assert_is (f, SIJIL_DB_GLANCE, SIJIL_DB_ERROR_DAMAGED);
}

/* What the first bytes say decides whether the key fits: without them both are possible. */
static void
headless (Fixture *f, gconstpointer data)
{
  gsize len;
  g_autofree char *bytes = load (f, &len);

  memset (bytes, 0, 100);
  store (f, bytes, len);
  assert_is (f, SIJIL_DB_GLANCE, SIJIL_DB_ERROR_WRONG_KEY);
  memset (bytes, 'x', len);
  store (f, bytes, len);
  assert_is (f, SIJIL_DB_GLANCE, SIJIL_DB_ERROR_WRONG_KEY);
}

static void
copies (Fixture *f, gconstpointer data)
{
  g_autofree char *to = g_build_filename (f->dir, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilDb) writer = sijil_db_open (f->path, KEY, SIJIL_DB_READ_WRITE, &error);
  g_autoptr (SijilDb) copy = NULL;
  GStatBuf info;

  /* Somebody writes meanwhile; what was committed is in the copy, also from the log. */
  sijil_db_exec (writer, "INSERT INTO t VALUES (5000, 'x')", &error);
  sijil_db_begin (writer, &error);
  sijil_db_exec (writer, "INSERT INTO t VALUES (5001, 'x')", &error);
  sijil_db_copy (f->path, to, KEY, &error);
  g_assert_no_error (error);
  sijil_db_rollback (writer);
  g_assert_cmpint (g_stat (to, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  copy = sijil_db_open (to, KEY, SIJIL_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sijil_db_number (copy, -1, "SELECT count(*) FROM t", ""), ==, 2001);
}

static void
copies_no_damage (Fixture *f, gconstpointer data)
{
  g_autofree char *to = g_build_filename (f->dir, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  gsize len;
  g_autofree char *bytes = load (f, &len);

  bytes[len / 2 + 100] ^= 1;
  store (f, bytes, len);
  g_assert_false (sijil_db_copy (f->path, to, KEY, &error));
  g_assert_error (error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_DAMAGED);
  g_assert_false (g_file_test (to, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("/db-check/a-sound-file-is-sound-and-not-touched", sound);
  ADD ("/db-check/one-bit-of-any-page-is-noticed", flipped);
  ADD ("/db-check/a-file-that-was-cut-short-is-noticed", cut);
  ADD ("/db-check/without-its-first-bytes-no-key-fits", headless);
  ADD ("/db-check/a-copy-is-of-one-moment-and-private", copies);
  ADD ("/db-check/a-damaged-file-makes-no-copy", copies_no_damage);
  return g_test_run ();
}

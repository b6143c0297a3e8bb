#include "sijil-file.h"
#include "sijil-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST 16

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->folder = g_dir_make_tmp ("sijil-file-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "file", NULL);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static void
assert_refused (const char *path, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  gsize len;

  g_assert_null (sijil_file_read (path, MOST, &len, &error));
  g_assert_error (error, domain, code);
  g_clear_error (&error);
  g_assert_null (sijil_file_read_keys (path, MOST, &error));
  g_assert_error (error, domain, code);
}

static void
test_ordinary (Fixture *f, gconstpointer unused)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize len;

  g_assert_true (g_file_set_contents (f->path, "a\0b", 3, NULL));
  text = sijil_file_read (f->path, 3, &len, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (text, len + 1, "a\0b", 4);
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_set_contents (f->path, "", 0, NULL));
  text = sijil_file_read (f->path, 0, &len, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "");
}

static void
test_keys (Fixture *f, gconstpointer unused)
{
  g_autoptr (GKeyFile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->path, "[a]\nb=c\n", -1, NULL));
  file = sijil_file_read_keys (f->path, MOST, &error);
  g_assert_no_error (error);
  g_assert_true (g_key_file_has_key (file, "a", "b", NULL));
}

/* Nobody writes into it: whoever waits here, waits for ever. */
static void
test_pipe (Fixture *f, gconstpointer unused)
{
  g_assert_cmpint (mkfifo (f->path, 0600), ==, 0);
  assert_refused (f->path, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

static void
test_written_pipe (Fixture *f, gconstpointer unused)
{
  int fd;

  g_assert_cmpint (mkfifo (f->path, 0600), ==, 0);
  fd = g_open (f->path, O_RDWR | O_CLOEXEC, 0);
  g_assert_cmpint (write (fd, "text", 4), ==, 4);
  assert_refused (f->path, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  close (fd);
}

static void
test_devices (Fixture *f, gconstpointer unused)
{
  assert_refused ("/dev/zero", G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_refused ("/dev/null", G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_assert_cmpint (symlink ("/dev/zero", f->path), ==, 0);
  assert_refused (f->path, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

static void
test_folder (Fixture *f, gconstpointer unused)
{
  assert_refused (f->folder, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

static void
test_missing (Fixture *f, gconstpointer unused)
{
  assert_refused (f->path, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_too_large (Fixture *f, gconstpointer unused)
{
  g_assert_true (g_file_set_contents (f->path, "0123456789abcdefg", MOST + 1, NULL));
  assert_refused (f->path, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/file/an-ordinary-one-is-read-with-a-zero-behind-it", test_ordinary);
  ADD ("/file/keys-are-read", test_keys);
  ADD ("/file/a-pipe-is-refused-at-once", test_pipe);
  ADD ("/file/a-pipe-that-somebody-writes-is-refused", test_written_pipe);
  ADD ("/file/a-device-is-refused", test_devices);
  ADD ("/file/a-folder-is-refused", test_folder);
  ADD ("/file/what-is-not-there-is-said", test_missing);
  ADD ("/file/what-is-too-large-is-not-read", test_too_large);
#undef ADD
  return g_test_run ();
}

#define G_LOG_DOMAIN "sijil-base"

#include "sijil-file.h"

#include "sijil-i18n.h"
#include "sijil-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (1024 * 1024)

/* The last part of a path, as it may stand in a sentence of either direction. */
static char *
shown (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  return sijil_text_isolate (name);
}

static void
cannot_be_read (const char *path, int code, GError **error)
{
  g_autofree char *name = shown (path);

  /* Translators: name of a file, then what the system says. */
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _ ("%s cannot be read: %s"),
               name, g_strerror (code));
}

/**
 * sijil_file_open:
 * @path: a file that a person named
 * @error: return location for an error
 *
 * Opens an ordinary file for reading. A pipe, of which the other end may never come, and a device,
 * which may never end, are refused at once.
 *
 * Returns: its descriptor, or -1
 */
int
sijil_file_open (const char *path, GError **error)
{
  /* Without O_NONBLOCK the opening itself would wait; an ordinary file knows no difference. */
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0)
    cannot_be_read (path, errno, error);
  else if (S_ISREG (info.st_mode))
    return fd;
  else {
    g_autofree char *name = shown (path);

    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                 _ ("%s is no ordinary file: a folder, a pipe or a device cannot be read"), name);
  }
  if (fd >= 0)
    close (fd);
  return -1;
}

/**
 * sijil_file_is_ordinary:
 * @path: a file that a person named, and that a library will open
 * @error: return location for an error
 *
 * Returns: whether it can be read without waiting for anybody
 */
gboolean
sijil_file_is_ordinary (const char *path, GError **error)
{
  int fd = sijil_file_open (path, error);

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

/* As many bytes as it had when it was opened; it may be growing. */
static gssize
read_all (int fd, char *to, gsize size)
{
  gsize done = 0;
  gssize n;

  while (done < size && (n = read (fd, to + done, size - done)) != 0) {
    if (n > 0)
      done += (gsize) n;
    else if (errno != EINTR)
      return -1;
  }
  return (gssize) done;
}

/**
 * sijil_file_read:
 * @path: a file that a person named
 * @most: how many bytes it may have
 * @len: (out): how many it has
 * @error: return location for an error; %G_IO_ERROR_MESSAGE_TOO_LARGE if it has more than @most
 *
 * Reads an ordinary file, as sijil_file_open() knows it, into memory.
 *
 * Returns: (transfer full) (nullable): its bytes, with a zero behind the last
 */
char *
sijil_file_read (const char *path, gsize most, gsize *len, GError **error)
{
  int fd = sijil_file_open (path, error);
  g_autofree char *bytes = NULL;
  struct stat info;
  gssize got = -1;

  if (fd < 0)
    return NULL;
  if (fstat (fd, &info) == 0 && (guint64) info.st_size > most) {
    g_autofree char *name = shown (path);

    g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _ ("%s is too large"), name);
    close (fd);
    return NULL;
  }
  bytes = g_try_malloc ((gsize) info.st_size + 1);
  if (bytes != NULL)
    got = read_all (fd, bytes, (gsize) info.st_size);
  if (got < 0)
    cannot_be_read (path, errno, error);
  close (fd);
  if (got < 0)
    return NULL;
  bytes[got] = '\0';
  *len = (gsize) got;
  return g_steal_pointer (&bytes);
}

/**
 * sijil_file_read_bytes:
 * @path: a file that a person named
 * @most: how many bytes it may have
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the same as bytes
 */
GBytes *
sijil_file_read_bytes (const char *path, gsize most, GError **error)
{
  gsize len;
  char *bytes = sijil_file_read (path, most, &len, error);

  return bytes != NULL ? g_bytes_new_take (bytes, len) : NULL;
}

/**
 * sijil_file_read_keys:
 * @path: a key file of groups and values
 * @most: how many bytes it may have
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what stands in it
 */
GKeyFile *
sijil_file_read_keys (const char *path, gsize most, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize len;

  text = sijil_file_read (path, most, &len, error);
  return text != NULL && g_key_file_load_from_data (file, text, len, G_KEY_FILE_NONE, error)
             ? g_steal_pointer (&file)
             : NULL;
}

static gboolean
pour (int from, int to)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize n;

  while ((n = read (from, chunk, CHUNK)) > 0)
    for (gssize done = 0, step; done < n; done += step) {
      step = write (to, chunk + done, (gsize) (n - done));
      if (step < 0)
        return FALSE;
    }
  return n == 0 && fsync (to) == 0;
}

/**
 * sijil_file_copy:
 * @from: a file
 * @to: a file that is not there yet; only its owner may read it
 *
 * Returns: %TRUE if the copy is on the disk for certain; errno says why not
 */
gboolean
sijil_file_copy (const char *from, const char *to)
{
  int in = g_open (from, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  int out = in >= 0 ? g_open (to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
  gboolean ok = out >= 0 && pour (in, out);
  int saved = errno;

  if (in >= 0)
    close (in);
  if (out >= 0 && close (out) != 0 && ok) {
    saved = errno;
    ok = FALSE;
  }
  errno = saved;
  return ok;
}

/**
 * sijil_file_keep:
 * @path: a file, or a folder in which something was renamed or removed
 *
 * Returns: %TRUE if it is on the disk as it is now; errno says why not
 */
gboolean
sijil_file_keep (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;
  int saved = errno;

  if (fd >= 0)
    close (fd);
  errno = saved;
  return ok;
}

#include "fault-files.h"

#include "desk.h"

#include <dlfcn.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What was done to names, and how to undo it. */
typedef struct {
  char *from;     /* the name that went; NULL: a folder was made */
  char *to;       /* the name that came; NULL: a file was removed, or a folder */
  GBytes *before; /* of what had the name @to, or of what was removed */
} Change;

static GMutex mutex;
static char *place;         /* NULL: nothing is watched */
static GPtrArray *changes;  /* that may be undone */
static GHashTable *lengths; /* path -> how much of a file was synced; of those that were written */

/* These stand in the place of the C library's. */
#define REAL(name) ((__typeof__ (name) *) dlsym (RTLD_NEXT, #name))

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->from);
  g_free (change->to);
  g_clear_pointer (&change->before, g_bytes_unref);
  g_free (change);
}

static gboolean
is_watched (const char *path)
{
  return place != NULL && path != NULL && g_str_has_prefix (path, place);
}

static char *
path_of (int fd)
{
  char link[64], path[4096];
  gssize len;

  if (place == NULL)
    return NULL;
  g_snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  len = readlink (link, path, sizeof path - 1);
  return len > 0 ? g_strndup (path, (gsize) len) : NULL;
}

static int
fails (void)
{
  errno = fault_vfs_kind () == FAULT_FULL ? ENOSPC : EIO;
  return -1;
}

static gboolean
is_noted (void)
{
  return fault_vfs_kind () == FAULT_POWER && !fault_vfs_is_off ();
}

static void
note (const char *from, const char *to, GBytes *before)
{
  Change *change = g_new0 (Change, 1);

  change->from = g_strdup (from);
  change->to = g_strdup (to);
  change->before = before;
  g_mutex_lock (&mutex);
  g_ptr_array_add (changes, change);
  g_mutex_unlock (&mutex);
}

static gboolean
is_in (const char *path, const char *folder)
{
  g_autofree char *parent = path != NULL ? g_path_get_dirname (path) : NULL;

  return g_strcmp0 (parent, folder) == 0;
}

/* With what was done in it last, all that was done before is certain. */
static void
folder_synced (const char *folder)
{
  guint n = 0;

  g_mutex_lock (&mutex);
  for (guint i = 0; i < changes->len; i++) {
    const Change *change = changes->pdata[i];

    if (is_in (change->from, folder) || is_in (change->to, folder))
      n = i + 1;
  }
  if (n > 0)
    g_ptr_array_remove_range (changes, 0, n);
  g_mutex_unlock (&mutex);
}

static gint64
length_of (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 ? info.st_size : 0;
}

static void
set_synced (const char *path, gint64 length)
{
  g_mutex_lock (&mutex);
  g_hash_table_replace (lengths, g_strdup (path), g_memdup2 (&length, sizeof length));
  g_mutex_unlock (&mutex);
}

static void
name_changed (const char *from, const char *to)
{
  gpointer key, length;

  fault_vfs_moved (from, to);
  g_mutex_lock (&mutex);
  if (g_hash_table_steal_extended (lengths, from, &key, &length)) {
    g_free (key);
    if (to != NULL)
      g_hash_table_replace (lengths, g_strdup (to), length);
    else
      g_free (length);
  }
  g_mutex_unlock (&mutex);
}

ssize_t
write (int fd, const void *bytes, size_t n)
{
  g_autofree char *path = path_of (fd);

  if (!is_watched (path))
    return REAL (write) (fd, bytes, n);
  if (fault_vfs_strikes (TRUE))
    return fails ();
  g_mutex_lock (&mutex);
  if (!g_hash_table_contains (lengths, path)) {
    gint64 length = length_of (path);

    g_hash_table_replace (lengths, g_strdup (path), g_memdup2 (&length, sizeof length));
  }
  g_mutex_unlock (&mutex);
  return REAL (write) (fd, bytes, n);
}

/* The real disk is not waited for: what is certain is known here. */
int
fsync (int fd)
{
  g_autofree char *path = path_of (fd);

  if (!is_watched (path))
    return REAL (fsync) (fd);
  if (fault_vfs_strikes (FALSE))
    return fails ();
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    folder_synced (path);
  else {
    fault_vfs_settle (path);
    set_synced (path, length_of (path));
  }
  return 0;
}

int
rename (const char *from, const char *to)
{
  GBytes *before;

  if (!is_watched (from) && !is_watched (to))
    return REAL (rename) (from, to);
  if (access (from, F_OK) != 0) { /* it would not go anyway, and is no operation of the disk */
    errno = ENOENT;
    return -1;
  }
  if (fault_vfs_strikes (FALSE))
    return fails ();
  before = is_noted () && g_file_test (to, G_FILE_TEST_IS_REGULAR) ? fault_vfs_durable (to) : NULL;
  if (REAL (rename) (from, to) != 0) {
    g_clear_pointer (&before, g_bytes_unref);
    return -1;
  }
  name_changed (from, to);
  if (is_noted ())
    note (from, to, before);
  else
    g_clear_pointer (&before, g_bytes_unref);
  return 0;
}

int
unlink (const char *path)
{
  GBytes *before;

  if (!is_watched (path) || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return REAL (unlink) (path);
  if (fault_vfs_strikes (FALSE))
    return fails ();
  before = is_noted () ? fault_vfs_durable (path) : NULL;
  if (REAL (unlink) (path) != 0) {
    g_clear_pointer (&before, g_bytes_unref);
    return -1;
  }
  name_changed (path, NULL);
  if (before != NULL)
    note (path, NULL, before);
  return 0;
}

int
mkdir (const char *path, mode_t mode)
{
  int rc;

  if (!is_watched (path))
    return REAL (mkdir) (path, mode);
  if (fault_vfs_strikes (TRUE))
    return fails ();
  rc = REAL (mkdir) (path, mode);
  if (rc == 0 && is_noted ())
    note (NULL, path, NULL);
  return rc;
}

int
rmdir (const char *path)
{
  int rc;

  if (!is_watched (path) || access (path, F_OK) != 0)
    return REAL (rmdir) (path);
  if (fault_vfs_strikes (FALSE))
    return fails ();
  rc = REAL (rmdir) (path);
  if (rc == 0 && is_noted ())
    note (path, NULL, NULL);
  return rc;
}

static int
unlink_for_library (const char *path, int sync_folder)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (access (path, F_OK) != 0)
    return SQLITE_IOERR_DELETE_NOENT;
  if (unlink (path) != 0)
    return SQLITE_IOERR_DELETE;
  if (sync_folder)
    folder_synced (folder);
  return SQLITE_OK;
}

/* Only what is below @folder has bad days; NULL for nothing. */
void
fault_files_at (const char *folder)
{
  g_free (place);
  place = NULL;
  if (changes == NULL) {
    changes = g_ptr_array_new_with_free_func (change_free);
    lengths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  }
  g_ptr_array_set_size (changes, 0);
  g_hash_table_remove_all (lengths);
  fault_vfs_unlink_by (folder != NULL ? unlink_for_library : NULL);
  fault_vfs_at (folder);
  place = g_strdup (folder);
}

/* Of what was written and never synced nothing is left, or half, or all. */
static void
lose_ends (GRand *chance)
{
  GHashTableIter iter;
  gpointer path, synced;

  g_hash_table_iter_init (&iter, lengths);
  while (g_hash_table_iter_next (&iter, &path, &synced)) {
    gint64 sure = *(gint64 *) synced, length = length_of (path);

    if (length > sure)
      g_assert_cmpint (
          truncate (path, sure + (length - sure) * g_rand_int_range (chance, 0, 3) / 2), ==, 0);
  }
}

static void
undo (const Change *change)
{
  if (change->from == NULL) {
    desk_remove (g_strdup (change->to));
    return;
  }
  if (change->to != NULL)
    g_assert_cmpint (REAL (rename) (change->to, change->from), ==, 0);
  else if (change->before == NULL)
    g_assert_cmpint (REAL (mkdir) (change->from, 0700), ==, 0);
  if (change->before != NULL) {
    gsize len;
    const char *bytes = g_bytes_get_data (change->before, &len);

    g_assert_true (g_file_set_contents (change->to != NULL ? change->to : change->from, bytes,
                                        (gssize) len, NULL));
  }
}

/* After every file was closed: the disk works again, and holds what it kept. */
guint
fault_files_disarm (guint32 seed)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  gboolean off = fault_vfs_is_off ();
  guint n;

  g_free (place);
  place = NULL;
  n = fault_vfs_disarm ();
  fault_vfs_unlink_by (NULL);
  fault_vfs_at (NULL);
  if (off) {
    guint keep = (guint) g_rand_int_range (chance, 0, (gint32) changes->len + 1);

    lose_ends (chance);
    if (g_rand_boolean (chance))
      keep = 0;
    for (guint i = changes->len; i > keep; i--)
      undo (changes->pdata[i - 1]);
  }
  g_ptr_array_set_size (changes, 0);
  g_hash_table_remove_all (lengths);
  return n;
}

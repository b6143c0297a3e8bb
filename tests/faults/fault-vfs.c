#include "fault-vfs.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* A write or truncation that the disk may still forget. */
typedef struct {
  gint64 at; /* -1: a truncation to the length of @bytes, which holds the number */
  GBytes *bytes;
  gint64 length;
} Pending;

/* What would be left of a file if the power failed now, and what would be in doubt. */
typedef struct {
  char *path;
  GByteArray *durable;
  GPtrArray *pending;
} Disk;

typedef struct {
  sqlite3_file base;
  char *path; /* NULL for a file without a name */
  sqlite3_file *real;
} File;

static GMutex mutex;
static GHashTable *disks; /* path -> Disk */
static FaultKind kind;
static guint nth, writes, reads;
static guint32 seed;
static gboolean struck, is_off;
static sqlite3_vfs *below;
static const char *watched;
static FaultUnlink unlinking; /* NULL: what is gone stays gone */
static char *place;           /* NULL: wherever they are */

const char *
fault_name (FaultKind which)
{
  static const char *const NAMES[N_FAULTS] = { "none", "error", "full", "read", "power" };

  return NAMES[which];
}

static void
pending_free (gpointer data)
{
  g_bytes_unref (((Pending *) data)->bytes);
  g_free (data);
}

static void
disk_free (gpointer data)
{
  Disk *disk = data;

  g_free (disk->path);
  g_byte_array_unref (disk->durable);
  g_ptr_array_unref (disk->pending);
  g_free (disk);
}

static Disk *
disk_of (const char *path)
{
  Disk *disk = g_hash_table_lookup (disks, path);
  char *bytes;
  gsize len;

  if (disk != NULL)
    return disk;
  disk = g_new0 (Disk, 1);
  disk->path = g_strdup (path);
  disk->durable = g_byte_array_new ();
  disk->pending = g_ptr_array_new_with_free_func (pending_free);
  if (g_file_get_contents (path, &bytes, &len, NULL)) {
    g_byte_array_append (disk->durable, (guint8 *) bytes, (guint) len);
    g_free (bytes);
  }
  g_hash_table_insert (disks, disk->path, disk);
  return disk;
}

static void
note (const char *path, gint64 at, gconstpointer bytes, gsize len, gint64 length)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->at = at;
  pending->bytes = g_bytes_new (bytes, len);
  pending->length = length;
  g_ptr_array_add (disk_of (path)->pending, pending);
}

static void
apply (GByteArray *content, const Pending *pending, gsize most)
{
  gsize len;
  const guint8 *bytes = g_bytes_get_data (pending->bytes, &len);

  if (pending->at < 0) {
    g_byte_array_set_size (content, (guint) pending->length);
    return;
  }
  len = MIN (len, most);
  if ((gint64) content->len < pending->at + (gint64) len) {
    guint before = content->len;

    g_byte_array_set_size (content, (guint) (pending->at + (gint64) len));
    memset (content->data + before, 0, content->len - before);
  }
  memcpy (content->data + pending->at, bytes, len);
}

static void
settle (Disk *disk)
{
  for (guint i = 0; i < disk->pending->len; i++)
    apply (disk->durable, disk->pending->pdata[i], G_MAXSIZE);
  g_ptr_array_set_size (disk->pending, 0);
}

/* Whether this file is on the disk that has a bad day. */
static gboolean
is_there (const File *file)
{
  gboolean there;

  g_mutex_lock (&mutex);
  there = file->path != NULL && (place == NULL || g_str_has_prefix (file->path, place));
  g_mutex_unlock (&mutex);
  return there;
}

/* Whether this operation fails. */
static gboolean
strikes (void)
{
  if (is_off)
    return TRUE;
  writes++;
  if (kind == FAULT_NONE || kind == FAULT_READ)
    return FALSE;
  if (writes == nth || (kind == FAULT_FULL && writes > nth))
    struck = TRUE;
  else
    return FALSE;
  is_off = kind == FAULT_POWER;
  return TRUE;
}

static int
file_write (sqlite3_file *base, const void *bytes, int len, sqlite3_int64 at)
{
  File *file = (File *) base;
  gboolean was_off, bad;

  if (!is_there (file))
    return file->real->pMethods->xWrite (file->real, bytes, len, at);
  g_mutex_lock (&mutex);
  was_off = is_off;
  bad = strikes ();
  if (kind == FAULT_POWER && !was_off)
    note (file->path, at, bytes, (gsize) len, 0);
  g_mutex_unlock (&mutex);
  if (bad)
    return kind == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  return file->real->pMethods->xWrite (file->real, bytes, len, at);
}

static int
file_truncate (sqlite3_file *base, sqlite3_int64 length)
{
  File *file = (File *) base;
  gboolean was_off, bad;

  if (!is_there (file))
    return file->real->pMethods->xTruncate (file->real, length);
  g_mutex_lock (&mutex);
  was_off = is_off;
  bad = strikes () && kind != FAULT_FULL;
  if (kind == FAULT_POWER && !was_off)
    note (file->path, -1, "", 0, length);
  g_mutex_unlock (&mutex);
  return bad ? SQLITE_IOERR_TRUNCATE : file->real->pMethods->xTruncate (file->real, length);
}

/* The real disk is not waited for: what is durable is known here. */
static int
file_sync (sqlite3_file *base, int flags)
{
  File *file = (File *) base;
  gboolean bad;

  if (!is_there (file))
    return SQLITE_OK;
  g_mutex_lock (&mutex);
  bad = strikes () && kind != FAULT_FULL;
  if (!bad && kind == FAULT_POWER)
    settle (disk_of (file->path));
  g_mutex_unlock (&mutex);
  return bad ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int
file_read (sqlite3_file *base, void *bytes, int len, sqlite3_int64 at)
{
  File *file = (File *) base;
  gboolean bad, there = is_there (file);

  g_mutex_lock (&mutex);
  bad = there && ++reads == nth && kind == FAULT_READ;
  struck = struck || bad;
  g_mutex_unlock (&mutex);
  return bad ? SQLITE_IOERR_READ : file->real->pMethods->xRead (file->real, bytes, len, at);
}

static int
file_close (sqlite3_file *base)
{
  File *file = (File *) base;
  int rc = file->real->pMethods->xClose (file->real);

  g_free (file->path);
  return rc;
}

#define PASS(name, arguments, ...)                                                                 \
  static int file_##name arguments                                                                 \
  {                                                                                                \
    sqlite3_file *real = ((File *) base)->real;                                                    \
                                                                                                   \
    return real->pMethods->name (real, ##__VA_ARGS__);                                             \
  }

PASS (xFileSize, (sqlite3_file * base, sqlite3_int64 *size), size)
PASS (xLock, (sqlite3_file * base, int lock), lock)
PASS (xUnlock, (sqlite3_file * base, int lock), lock)
PASS (xCheckReservedLock, (sqlite3_file * base, int *out), out)
PASS (xFileControl, (sqlite3_file * base, int op, void *data), op, data)
PASS (xSectorSize, (sqlite3_file * base))
PASS (xDeviceCharacteristics, (sqlite3_file * base))
PASS (xShmMap, (sqlite3_file * base, int page, int size, int extend, void volatile **out), page,
      size, extend, out)
PASS (xShmLock, (sqlite3_file * base, int at, int n, int flags), at, n, flags)
PASS (xShmUnmap, (sqlite3_file * base, int remove), remove)

static void
file_barrier (sqlite3_file *base)
{
  sqlite3_file *real = ((File *) base)->real;

  real->pMethods->xShmBarrier (real);
}

static const sqlite3_io_methods METHODS = {
  .iVersion = 2, /* without memory maps, which write past us */
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_xFileSize,
  .xLock = file_xLock,
  .xUnlock = file_xUnlock,
  .xCheckReservedLock = file_xCheckReservedLock,
  .xFileControl = file_xFileControl,
  .xSectorSize = file_xSectorSize,
  .xDeviceCharacteristics = file_xDeviceCharacteristics,
  .xShmMap = file_xShmMap,
  .xShmLock = file_xShmLock,
  .xShmBarrier = file_barrier,
  .xShmUnmap = file_xShmUnmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  File *file = (File *) base;
  g_autofree char *base_name = NULL;
  int rc;

  memset (file, 0, sizeof *file);
  file->real = (sqlite3_file *) (file + 1);
  rc = below->xOpen (below, name, file->real, flags, out_flags);
  if (file->real->pMethods == NULL)
    return rc;
  file->base.pMethods = &METHODS;
  base_name = name != NULL ? g_path_get_basename (name) : NULL;
  if (base_name != NULL && g_str_has_prefix (base_name, watched))
    file->path = g_strdup (name);
  return rc;
}

/* The library leaves it open whether a file that is gone may be there again after a power cut,
 * unless it asks for its folder to be synced. */
static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  gboolean off;

  g_mutex_lock (&mutex);
  off = is_off && (place == NULL || g_str_has_prefix (name, place));
  if (!off && unlinking == NULL)
    g_hash_table_remove (disks, name);
  g_mutex_unlock (&mutex);
  if (off)
    return SQLITE_IOERR_DELETE;
  return unlinking != NULL ? unlinking (name, sync_folder) : below->xDelete (below, name, 0);
}

void
fault_vfs_unlink_by (FaultUnlink func)
{
  unlinking = func;
}

/* For what writes to the same disk without the library: counts an operation, and says whether it
 * fails. One that takes no room goes well on a full disk. */
gboolean
fault_vfs_strikes (gboolean takes_room)
{
  gboolean bad;

  g_mutex_lock (&mutex);
  bad = strikes () && (takes_room || kind != FAULT_FULL);
  g_mutex_unlock (&mutex);
  return bad;
}

FaultKind
fault_vfs_kind (void)
{
  return kind;
}

gboolean
fault_vfs_is_off (void)
{
  return is_off;
}

/* A file was synced by somebody else. */
void
fault_vfs_settle (const char *path)
{
  Disk *disk;

  g_mutex_lock (&mutex);
  disk = g_hash_table_lookup (disks, path);
  if (disk != NULL)
    settle (disk);
  g_mutex_unlock (&mutex);
}

/* A file got another name, or none: then @to is NULL. */
void
fault_vfs_moved (const char *from, const char *to)
{
  Disk *disk;

  g_mutex_lock (&mutex);
  disk = g_hash_table_lookup (disks, from);
  if (disk != NULL)
    g_hash_table_steal (disks, from);
  if (to != NULL)
    g_hash_table_remove (disks, to);
  if (disk != NULL && to != NULL) {
    g_free (disk->path);
    disk->path = g_strdup (to);
    g_hash_table_insert (disks, disk->path, disk);
  } else if (disk != NULL)
    disk_free (disk);
  g_mutex_unlock (&mutex);
}

/* What of a file is on the disk for certain. */
GBytes *
fault_vfs_durable (const char *path)
{
  GBytes *bytes = NULL;
  Disk *disk;
  char *content;
  gsize len;

  g_mutex_lock (&mutex);
  disk = g_hash_table_lookup (disks, path);
  if (disk != NULL)
    bytes = g_bytes_new (disk->durable->data, disk->durable->len);
  g_mutex_unlock (&mutex);
  if (bytes == NULL && g_file_get_contents (path, &content, &len, NULL))
    bytes = g_bytes_new_take (content, len);
  return bytes;
}

/* Before the first database is opened. Only files whose names begin with @only have bad days. Files
 * go where nobody waits for a real disk, if there is such a place. */
void
fault_vfs_install (const char *only)
{
  static sqlite3_vfs shim;

  watched = only;
  if (g_access ("/dev/shm", W_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", TRUE);
  below = sqlite3_vfs_find (NULL);
  g_assert_nonnull (below);
  shim = *below;
  shim.zName = "faults";
  shim.pNext = NULL;
  shim.szOsFile = (int) sizeof (File) + below->szOsFile;
  shim.xOpen = vfs_open;
  shim.xDelete = vfs_delete;
  disks = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, disk_free);
  g_assert_cmpint (sqlite3_vfs_register (&shim, 1), ==, SQLITE_OK);
}

void
fault_vfs_arm (FaultKind which, guint n, guint32 random_seed)
{
  g_mutex_lock (&mutex);
  g_hash_table_remove_all (disks);
  kind = which;
  nth = n;
  seed = random_seed;
  writes = reads = 0;
  struck = is_off = FALSE;
  g_mutex_unlock (&mutex);
}

/* Only files below @folder have bad days from now on; NULL for all again. */
void
fault_vfs_at (const char *folder)
{
  g_mutex_lock (&mutex);
  g_free (place);
  place = g_strdup (folder);
  g_mutex_unlock (&mutex);
}

gboolean
fault_vfs_has_struck (void)
{
  return struck;
}

/* What the disk holds when the power is back: of that which was never synced nothing, all of it
 * with the last write torn, or whatever the disk had got to. */
static void
lose (Disk *disk, GRand *chance)
{
  gint32 way = g_rand_int_range (chance, 0, 3);

  for (guint i = 0; i < disk->pending->len; i++) {
    gboolean is_last = i + 1 == disk->pending->len;
    Pending *pending = disk->pending->pdata[i];

    if (way == 0 || (way == 2 && g_rand_boolean (chance)))
      continue;
    apply (disk->durable, pending, is_last ? g_bytes_get_size (pending->bytes) / 2 : G_MAXSIZE);
  }
  if (g_file_test (disk->path, G_FILE_TEST_EXISTS))
    g_assert_true (g_file_set_contents (disk->path, (char *) disk->durable->data,
                                        (gssize) disk->durable->len, NULL));
  if (g_str_has_suffix (disk->path, "-wal")) {
    g_autofree char *stem = g_strndup (disk->path, strlen (disk->path) - strlen ("-wal"));
    g_autofree char *index = g_strconcat (stem, "-shm", NULL);

    g_unlink (index);
  }
}

/* After every file was closed: the disk works again. Returns how many operations there were. */
guint
fault_vfs_disarm (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  GHashTableIter iter;
  gpointer disk;
  guint n;

  g_mutex_lock (&mutex);
  if (is_off) {
    g_hash_table_iter_init (&iter, disks);
    while (g_hash_table_iter_next (&iter, NULL, &disk))
      lose (disk, chance);
  }
  g_hash_table_remove_all (disks);
  n = kind == FAULT_READ ? reads : writes;
  kind = FAULT_NONE;
  is_off = FALSE;
  g_mutex_unlock (&mutex);
  return n;
}

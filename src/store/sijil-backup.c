#define G_LOG_DOMAIN "sijil-store"

#include "sijil-backup-files.h"

#include "sijil-bulk.h"
#include "sijil-date.h"
#include "sijil-file.h"
#include "sijil-i18n.h"
#include "sijil-meta.h"
#include "sijil-schema.h"
#include "sijil-store-file.h"
#include "sijil-store-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define HALF_MADE ".new-"

/* How far a register has come. */
typedef struct {
  gint64 households;
  gint64 last_set;
  gint64 change_sets;
  gint64 waiting;
  char *state;
} Counts;

static void
count (SijilDb *db, Counts *counts)
{
  counts->households = sijil_db_number (db, -1, "SELECT count(*) FROM household", "");
  counts->last_set = sijil_db_number (db, 0, "SELECT max(local) FROM change_set", "");
  counts->change_sets = sijil_db_number (db, -1, "SELECT count(*) FROM change_set", "");
  counts->waiting =
      sijil_db_number (db, -1, "SELECT count(*) FROM change_set WHERE " SIJIL_SQL_WAITS, "");
}

/* Others when anything of weight was written; nothing can be learnt from it but that. */
static gpointer
read_state (SijilSession *session, gpointer digest, GError **error)
{
  SijilDb *db = session->db;

  return g_strdup_printf (
      "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT
      "-%" G_GINT64_FORMAT "-%s",
      sijil_db_number (db, 0, "SELECT max(local) FROM change_set", ""),
      sijil_db_number (db, 0, "SELECT count(*) FROM change_set WHERE " SIJIL_SQL_WAITS, ""),
      sijil_meta_number (db, SIJIL_META_CURSOR, 0),
      sijil_meta_number (db, SIJIL_META_CATALOGUE_CURSOR, 0),
      sijil_db_number (db, 0, "SELECT max(at) FROM draft", ""), (const char *) digest);
}

static char *
state_of (SijilStore *store, GPtrArray *slots, GError **error)
{
  g_autofree char *digest = sijil_slots_digest (slots);

  return sijil_store_read (store, read_state, digest, error);
}

/**
 * sijil_backup_is_due:
 * @store: an open register
 *
 * Waits for the reading lane.
 *
 * Returns: whether there is no backup of today, and something has changed since the newest one
 */
gboolean
sijil_backup_is_due (SijilStore *store)
{
  g_autoptr (GPtrArray) backups = sijil_backup_list (sijil_store_profile (store));
  g_autoptr (GPtrArray) slots = sijil_slots_read (sijil_store_profile (store), NULL);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *state = NULL;

  for (guint i = 0; i < backups->len; i++)
    if (strcmp (((SijilBackup *) backups->pdata[i])->date, today) == 0)
      return FALSE;
  if (slots == NULL || backups->len == 0)
    return TRUE;
  state = state_of (store, slots, NULL);
  return g_strcmp0 (state, ((SijilBackup *) backups->pdata[0])->state) != 0;
}

/* Says what happened, what was kept and what to do. */
static void
explain (GError **error)
{
  if (*error == NULL)
    return;
  if (g_error_matches (*error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_DAMAGED) ||
      g_error_matches (*error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_DAMAGED)) {
    g_clear_error (error);
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_DAMAGED,
                         _ ("No backup was made, because the register’s file is damaged. The "
                            "older backups are kept: lock the register and restore the newest"));
  } else if (g_error_matches (*error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_FULL) ||
             g_error_matches (*error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NO_ROOM) ||
             g_error_matches (*error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)) {
    g_clear_error (error);
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NO_ROOM,
                         _ ("No backup was made, because the disk is full. The register and the "
                            "older backups are kept. Free some space and try again"));
  } else {
    g_autofree char *why = g_strdup ((*error)->message);

    g_clear_error (error);
    /* Translators: %s is a sentence that says why. */
    g_set_error (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                 _ ("No backup was made. The register and the older backups are kept. %s"), why);
  }
}

static gboolean
write_about (const char *folder, const Counts *counts, gint64 number, const char *today,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, SIJIL_BACKUP_ABOUT, NULL);
  g_autofree char *file = g_build_filename (folder, SIJIL_STORE_FILE, NULL);
  g_autoptr (GKeyFile) about = g_key_file_new ();
  g_autofree char *text = NULL;
  GStatBuf info = { 0 };
  gsize len;

  g_stat (file, &info);
  g_key_file_set_integer (about, SIJIL_BACKUP_GROUP, "version", 1);
  g_key_file_set_string (about, SIJIL_BACKUP_GROUP, "date", today);
#define NUMBER(key, value) g_key_file_set_int64 (about, SIJIL_BACKUP_GROUP, key, value)
  NUMBER ("made", g_get_real_time ());
  NUMBER ("number", number);
  NUMBER ("households", counts->households);
  NUMBER ("change-sets", counts->change_sets);
  NUMBER ("waiting", counts->waiting);
  NUMBER ("bytes", info.st_size);
#undef NUMBER
  g_key_file_set_string (about, SIJIL_BACKUP_GROUP, "state", counts->state);
  text = g_key_file_to_data (about, &len, NULL);
  return g_file_set_contents_full (path, text, (gssize) len,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static gpointer
count_here (SijilSession *session, gpointer counts, GError **error)
{
  count (session->db, counts);
  return counts;
}

/* The copy must hold what the register held at some moment between @before and now. */
static gboolean
check_counts (SijilStore *store, const char *path, const Counts *before, Counts *copied,
              GError **error)
{
  g_autoptr (SijilDb) copy = sijil_db_open (path, store->key, SIJIL_DB_READ_ONLY, error);
  Counts after = { 0 };

  if (copy == NULL || sijil_store_read (store, count_here, &after, error) == NULL)
    return FALSE;
  count (copy, copied);
  if (copied->households >= before->households && copied->households <= after.households &&
      copied->last_set >= before->last_set && copied->last_set <= after.last_set &&
      copied->change_sets >= 0 && copied->waiting >= 0)
    return TRUE;
  g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                       _ ("The copy does not hold all that the register holds"));
  return FALSE;
}

/* All of a backup, in a folder that nobody takes for one yet. */
static gboolean
fill (SijilStore *store, const char *folder, gint64 number, const char *today, GError **error)
{
  const char *profile = sijil_store_profile (store);
  g_autofree char *from = g_build_filename (profile, SIJIL_STORE_FILE, NULL);
  g_autofree char *to = g_build_filename (folder, SIJIL_STORE_FILE, NULL);
  g_autoptr (GPtrArray) slots = sijil_slots_read (profile, error);
  g_autoptr (GPtrArray) after = NULL;
  Counts before = { 0 }, copied = { 0 };
  gboolean ok;

  if (slots == NULL)
    return FALSE;
  copied.state = state_of (store, slots, error);
  ok = copied.state != NULL && sijil_store_read (store, count_here, &before, error) != NULL &&
       sijil_db_copy (from, to, store->key, error) &&
       check_counts (store, to, &before, &copied, error) &&
       sijil_slots_write (slots, folder, error) &&
       (after = sijil_slots_read (profile, error)) != NULL;
  if (ok && !sijil_slots_same (slots, after)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                         _ ("A passphrase was changed meanwhile. Try again"));
    ok = FALSE;
  }
  ok =
      ok && write_about (folder, &copied, number, today, error) &&
      (sijil_file_keep (folder) || sijil_store_fail (error, _ ("The backup could not be written")));
  g_free (copied.state);
  return ok;
}

static char *
free_name (const char *parent, const char *date)
{
  for (guint i = 1;; i++) {
    g_autofree char *name = i > 1 ? g_strdup_printf ("%s-%u", date, i) : g_strdup (date);
    g_autofree char *path = g_build_filename (parent, name, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&path);
  }
}

/* What a power cut left of a backup that was being made. */
static void
clear_half_made (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (parent, name, NULL);

    if (g_str_has_prefix (name, HALF_MADE))
      sijil_folder_remove (path);
  }
}

static void
drop_outdated (const char *profile)
{
  g_autoptr (GPtrArray) backups = sijil_backup_list (profile);
  g_autoptr (GPtrArray) old = sijil_backup_outdated (backups);

  for (guint i = 0; i < old->len; i++)
    sijil_folder_remove (((SijilBackup *) old->pdata[i])->path);
}

static SijilBackup *
make (SijilStore *store, const char *parent, GError **error)
{
  g_autoptr (GPtrArray) backups = sijil_backup_list (sijil_store_profile (store));
  gint64 number = backups->len > 0 ? ((SijilBackup *) backups->pdata[0])->number + 1 : 1;
  g_autofree char *today = sijil_date_today ();
  g_autofree char *half = NULL, *path = NULL;

  if (g_mkdir_with_parents (parent, 0700) != 0) {
    sijil_store_fail (error, _ ("The folder of the backups could not be made"));
    return NULL;
  }
  clear_half_made (parent);
  half = g_build_filename (parent, HALF_MADE "XXXXXX", NULL);
  if (g_mkdtemp_full (half, 0700) == NULL) {
    sijil_store_fail (error, _ ("The folder of the backups could not be made"));
    return NULL;
  }
  path = free_name (parent, today);
  if (!fill (store, half, number, today, error)) {
    sijil_folder_remove (half);
    return NULL;
  }
  if (g_rename (half, path) != 0 || !sijil_file_keep (parent)) {
    sijil_store_fail (error, _ ("The backup could not be written"));
    sijil_folder_remove (half);
    return NULL;
  }
  drop_outdated (sijil_store_profile (store));
  return sijil_backup_load (path, error);
}

/**
 * sijil_backup_make:
 * @store: an open register
 * @error: return location for an error, a sentence
 *
 * Makes a backup: an encrypted copy of the register and the key files that open it, checked before
 * it is called one. Older ones go by the rules of sijil_backup_outdated(), but only after this one
 * is there. Takes as long as reading the register: call it outside the main thread.
 *
 * Returns: (transfer full) (nullable): the backup
 */
SijilBackup *
sijil_backup_make (SijilStore *store, GError **error)
{
  g_autofree char *parent = g_build_filename (sijil_store_profile (store), "backups", NULL);
  g_autoptr (GError) local = NULL;
  SijilBackup *backup = NULL;

  sijil_bulk_tidy (store);
  g_mutex_lock (&store->copying);
  if (store->key != NULL)
    backup = make (store, parent, &local);
  else
    g_set_error_literal (&local, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_FAILED,
                         _ ("The register is locked"));
  g_mutex_unlock (&store->copying);
  explain (&local);
  sijil_backup_note (store, local != NULL ? local->message : NULL);
  if (backup == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return backup;
}

#define G_LOG_DOMAIN "sijil-store"

#include "sijil-backup-files.h"

#include "sijil-date.h"
#include "sijil-file.h"
#include "sijil-i18n.h"

#include <glib/gstdio.h>
#include <string.h>

/* Days, weeks and months of which the newest backup stays. They are counted as they come, not by
 * the calendar of today: a clock that is a year off takes nothing away. */
#define DAYS 7
#define WEEKS 4
#define MONTHS 6
#define OF_ONE_DAY 5 /* and of the newest day so many */

#define MAX_ABOUT 65536 /* bytes of what a backup says about itself */

void
sijil_backup_free (SijilBackup *backup)
{
  if (backup == NULL)
    return;
  g_free (backup->path);
  g_free (backup->name);
  g_free (backup->date);
  g_free (backup->state);
  g_free (backup);
}

/**
 * sijil_backup_load:
 * @folder: the folder of a backup
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it says about itself
 */
SijilBackup *
sijil_backup_load (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, SIJIL_BACKUP_ABOUT, NULL);
  g_autoptr (GKeyFile) about = sijil_file_read_keys (path, MAX_ABOUT, NULL);
  g_autofree char *date = NULL;
  SijilBackup *backup;

  if (about != NULL)
    date = g_key_file_get_string (about, SIJIL_BACKUP_GROUP, "date", NULL);
  if (date == NULL || !sijil_date_is_valid (date, SIJIL_DATE_DAY)) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no backup of Sijil in this folder"));
    return NULL;
  }
  backup = g_new0 (SijilBackup, 1);
  backup->path = g_canonicalize_filename (folder, NULL);
  backup->name = g_path_get_basename (backup->path);
  backup->date = g_steal_pointer (&date);
#define NUMBER(key) g_key_file_get_int64 (about, SIJIL_BACKUP_GROUP, key, NULL)
  backup->made = NUMBER ("made");
  backup->number = NUMBER ("number");
  backup->households = NUMBER ("households");
  backup->change_sets = NUMBER ("change-sets");
  backup->waiting = NUMBER ("waiting");
  backup->bytes = NUMBER ("bytes");
#undef NUMBER
  backup->state = g_key_file_get_string (about, SIJIL_BACKUP_GROUP, "state", NULL);
  return backup;
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  const SijilBackup *x = *(SijilBackup *const *) a, *y = *(SijilBackup *const *) b;

  if (x->number != y->number)
    return x->number < y->number ? 1 : -1;
  return strcmp (y->name, x->name);
}

/**
 * sijil_backup_list_in:
 * @folder: a folder of backups, a USB stick for instance, or one backup
 *
 * Returns: (transfer full) (element-type SijilBackup): what is there, the newest first
 */
GPtrArray *
sijil_backup_list_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_backup_free);
  SijilBackup *itself = sijil_backup_load (folder, NULL);
  const char *name;

  if (itself != NULL) {
    g_ptr_array_add (backups, itself);
    return backups;
  }
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    SijilBackup *backup = name[0] != '.' ? sijil_backup_load (path, NULL) : NULL;

    if (backup != NULL)
      g_ptr_array_add (backups, backup);
  }
  g_ptr_array_sort (backups, newest_first);
  return backups;
}

/**
 * sijil_backup_list:
 * @profile: the folder of a register
 *
 * Needs no key: anybody at the desk may look which backups there are.
 *
 * Returns: (transfer full) (element-type SijilBackup): its backups, the newest first
 */
GPtrArray *
sijil_backup_list (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "backups", NULL);

  return sijil_backup_list_in (path);
}

/**
 * sijil_backup_find:
 * @profile: the folder of a register
 * @name: the name of one of its backups, or the folder of another
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the backup
 */
SijilBackup *
sijil_backup_find (const char *profile, const char *name, GError **error)
{
  g_autofree char *own = g_build_filename (profile, "backups", name, NULL);

  if (strchr (name, G_DIR_SEPARATOR) == NULL && g_file_test (own, G_FILE_TEST_IS_DIR))
    return sijil_backup_load (own, error);
  return sijil_backup_load (name, error);
}

static char *
week_of (const char *date)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  int year, month, day;
  g_autoptr (GDateTime) when = NULL;

  if (!sijil_date_split (date, &year, &month, &day))
    return g_strdup (date);
  when = g_date_time_new (zone, year, month, day, 0, 0, 0);
  return when != NULL ? g_date_time_format (when, "%G-%V") : g_strdup (date);
}

typedef enum { STAYS, GOES, IS_OLDER } Verdict;

/* The first that is met of a span stays, the others of it go; when there are enough spans, longer
 * ones are asked. */
static Verdict
judge (GHashTable *met, char *span, guint most)
{
  if (g_hash_table_contains (met, span)) {
    g_free (span);
    return GOES;
  }
  if (g_hash_table_size (met) >= most) {
    g_free (span);
    return IS_OLDER;
  }
  g_hash_table_add (met, span);
  return STAYS;
}

/**
 * sijil_backup_outdated:
 * @backups: (element-type SijilBackup): backups, the newest first
 *
 * Of the last seven days, then of four weeks, then of six months the newest backup stays.
 *
 * Returns: (transfer full) (element-type SijilBackup): those that may go, owned by @backups
 */
GPtrArray *
sijil_backup_outdated (GPtrArray *backups)
{
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) weeks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) months = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *old = g_ptr_array_new ();
  guint of_newest_day = 0;

  for (guint i = 0; i < backups->len; i++) {
    SijilBackup *backup = backups->pdata[i], *newest = backups->pdata[0];

    Verdict verdict = judge (days, g_strdup (backup->date), DAYS);

    if (strcmp (backup->date, newest->date) == 0 && ++of_newest_day <= OF_ONE_DAY)
      continue;
    if (verdict == IS_OLDER)
      verdict = judge (weeks, week_of (backup->date), WEEKS);
    if (verdict == IS_OLDER)
      verdict = judge (months, g_strndup (backup->date, strlen ("2026-11")), MONTHS);
    if (verdict != STAYS)
      g_ptr_array_add (old, backup);
  }
  return old;
}

#pragma once

#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilBackup:
 * @path: its folder
 * @name: the last part of that: the date, and a number where there are several of one day
 * @date: ISO date of the day on which it was made
 * @made: microseconds UTC, as the clock of this computer said
 * @number: larger than that of every backup before it, whatever the clock said
 * @households: how many families are in it
 * @change_sets: how many changes it remembers
 * @waiting: how many of them had not been sent
 * @bytes: how large it is
 * @state: how far the register had come, to be compared
 *
 * What a backup says about itself, without its key. Nothing of it is personal, and nothing of it is
 * believed when it is restored.
 */
typedef struct {
  char *path;
  char *name;
  char *date;
  gint64 made;
  gint64 number;
  gint64 households;
  gint64 change_sets;
  gint64 waiting;
  gint64 bytes;
  char *state;
} SijilBackup;

SijilBackup *sijil_backup_load (const char *folder, GError **error);
GPtrArray *sijil_backup_list (const char *profile);
GPtrArray *sijil_backup_list_in (const char *folder);
SijilBackup *sijil_backup_find (const char *profile, const char *name, GError **error);
void sijil_backup_free (SijilBackup *backup);

gboolean sijil_backup_is_due (SijilStore *store);
SijilBackup *sijil_backup_make (SijilStore *store, GError **error);
char *sijil_backup_copy (const SijilBackup *backup, const char *folder, GError **error);
char *sijil_backup_trouble (SijilStore *store) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sijil_backup_outdated (GPtrArray *backups);

/**
 * SijilRestore:
 * @profile: the folder of the register that gives way
 * @backup: the folder of the backup
 * @slot: (nullable): whose key opens the backup, a clerk's slot in it or %SIJIL_RECOVERY; %NULL for
 *   the only one
 * @secret: that clerk's passphrase when the backup was made, or the recovery code of then
 * @by: (nullable): which coordinator of today allows it, or %SIJIL_RECOVERY; %NULL for the same
 * @by_secret: (nullable): the passphrase or the recovery code of today; %NULL for the same
 *
 * What is to be restored, and by whom.
 */
typedef struct {
  const char *profile;
  const char *backup;
  const char *slot;
  const char *secret;
  const char *by;
  const char *by_secret;
} SijilRestore;

/**
 * SijilRestored:
 * @at: when, microseconds UTC
 * @date: ISO date of the backup that was restored
 * @clerk: who allowed it
 *
 * That a backup took the register's place.
 */
typedef struct {
  gint64 at;
  char *date;
  char *clerk;
} SijilRestored;

void sijil_restored_free (SijilRestored *restored);
GPtrArray *sijil_restore_openers (const char *profile, const char *backup, gboolean *of_that_day);
char *sijil_restore_words (const char *profile, const char *backup) G_GNUC_WARN_UNUSED_RESULT;

/* SijilStoreFunc: no data, result a GPtrArray of SijilRestored, the newest first. */
gpointer sijil_restore_history (SijilSession *session, gpointer unused, GError **error);

gboolean sijil_backup_restore (const SijilRestore *request, char **aside, GError **error);
gboolean sijil_restore_finish (const char *profile, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilBackup, sijil_backup_free)

G_END_DECLS

#define G_LOG_DOMAIN "sijil-db"

#include "sijil-db-steps.h"

#include "sijil-i18n.h"

static gboolean
run_step (SijilDb *db, SijilDbStep step, guint version, GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version=%u", version);

  if (!sijil_db_begin (db, error))
    return FALSE;
  if (step (db, error) && sijil_db_exec (db, pragma, error) && sijil_db_commit (db, error))
    return TRUE;
  sijil_db_rollback (db);
  return FALSE;
}

/**
 * sijil_db_upgrade:
 * @db: a connection that may write
 * @create: makes the newest schema in an empty file
 * @steps: steps[v] moves a file of version v to v + 1; entry 0 is not used
 * @latest: the newest version
 * @error: return location for an error
 *
 * Brings a file to the newest version: one step, one transaction, one version. A newer file is
 * refused untouched.
 *
 * Returns: %TRUE if the file is now of version @latest
 */
gboolean
sijil_db_upgrade (SijilDb *db, SijilDbStep create, const SijilDbStep *steps, guint latest,
                  GError **error)
{
  guint version = (guint) sijil_db_number (db, 0, "PRAGMA user_version", "");

  if (version > latest) {
    g_set_error_literal (
        error, SIJIL_DB_ERROR, SIJIL_DB_ERROR_NEWER,
        _ ("A newer version of the program made this register. Update the program"));
    return FALSE;
  }
  if (version == 0)
    return run_step (db, create, latest, error);
  for (; version < latest; version++)
    if (!run_step (db, steps[version], version + 1, error))
      return FALSE;
  return TRUE;
}

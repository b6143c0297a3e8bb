#define G_LOG_DOMAIN "sijil-db"

#include "sijil-gone.h"

#include "sijil-merge.h"
#include "sijil-records.h"
#include "types/sijil-types-all.h"

/* Whether the writer of @deletion had seen every row of @type that belongs to @household. */
static gboolean
saw_all (SijilDb *db, const SijilTypeDef *type, const SijilId *household,
         const SijilStamp *deletion, gboolean *saw, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT stamps FROM %s WHERE household = ?1", type->name);
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, sql, "d", household);

  if (stmt == NULL)
    return FALSE;
  while (*saw && sijil_stmt_next (stmt)) {
    gsize len;
    const guint8 *blob = sijil_stmt_blob (stmt, 0, &len);
    g_autoptr (SijilStamps) stamps = sijil_stamps_unpack (blob, len);

    *saw = sijil_stamps_known_to (stamps, deletion, G_MAXUINT64);
  }
  return sijil_stmt_finish (stmt, error);
}

/**
 * sijil_gone_refresh:
 * @db: a connection inside a transaction
 * @household: a household of which anything changed
 * @gone: (out): whether it counts as deleted
 * @error: return location for an error
 *
 * A family was deleted with all that its deletion had seen. A member who was edited elsewhere
 * meanwhile, a box that was handed over: that revives it, as an edit of the household itself does.
 *
 * Returns: %TRUE if the column `gone` says so
 */
gboolean
sijil_gone_refresh (SijilDb *db, const SijilId *household, gboolean *gone, GError **error)
{
  static const SijilTypeDef *const PARTS[] = { &sijil_person_type, &sijil_distribution_type,
                                               &sijil_visit_type, &sijil_event_type };
  g_autoptr (SijilStored) stored = NULL;
  const SijilStamp *deletion;

  *gone = FALSE;
  if (!sijil_records_load (db, &sijil_household_type, household, &stored, error))
    return FALSE;
  if (stored == NULL || sijil_record_is_null (stored->record, SIJIL_HOUSEHOLD_DELETED))
    return TRUE;
  deletion = sijil_stamps_get (stored->stamps, SIJIL_HOUSEHOLD_DELETED);
  *gone = sijil_merge_is_gone (stored->record, stored->stamps);
  for (guint i = 0; i < G_N_ELEMENTS (PARTS); i++)
    if (!saw_all (db, PARTS[i], household, deletion, gone, error))
      return FALSE;
  return sijil_db_run (db, error, "UPDATE household SET gone = ?2 WHERE id = ?1", "di", household,
                       (gint64) *gone);
}

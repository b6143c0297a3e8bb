#define G_LOG_DOMAIN "sijil-store"

#include "sijil-shifts.h"

#define STANDS "s.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM shift r WHERE r.reverses = s.id)"
#define WORKERS(condition)                                                                         \
  "SELECT v.id, p.name, p.phone, sum(s.minutes), count(*), max(s.worked_on) FROM shift s "         \
  "JOIN volunteer v ON v.id = s.volunteer JOIN person p ON p.id = v.person WHERE " condition       \
  " AND " STANDS " GROUP BY v.id ORDER BY p.name_key, v.rowid LIMIT 1000"

/**
 * sijil_work_query_new:
 * @programme: (nullable): one programme
 * @worked_on: (nullable): one day
 *
 * Returns: (transfer full): a question for sijil_workers()
 */
SijilWorkQuery *
sijil_work_query_new (const SijilId *programme, const char *worked_on)
{
  SijilWorkQuery *query = g_new0 (SijilWorkQuery, 1);

  query->has_programme = programme != NULL;
  if (programme != NULL)
    query->programme = *programme;
  query->worked_on = g_strdup (worked_on);
  return query;
}

void
sijil_work_query_free (SijilWorkQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->worked_on);
  g_free (query);
}

static void
worker_free (gpointer data)
{
  SijilWorker *worker = data;

  g_free (worker->name);
  g_free (worker->phone);
  g_free (worker->last_on);
  g_free (worker);
}

static void
workday_free (gpointer data)
{
  SijilWorkday *day = data;

  g_free (day->worked_on);
  g_free (day);
}

static SijilStmt *
select_workers (SijilSession *session, const SijilWorkQuery *query, GError **error)
{
  static const char SQL_PROGRAMME[] = WORKERS ("s.programme = ?1");
  static const char SQL_DAY[] = WORKERS ("s.worked_on = ?1");
  static const char SQL_BOTH[] = WORKERS ("s.programme = ?1 AND s.worked_on = ?2");

  if (!query->has_programme)
    return sijil_db_select (session->db, error, SQL_DAY, "t", query->worked_on);
  if (query->worked_on == NULL)
    return sijil_db_select (session->db, error, SQL_PROGRAMME, "d", &query->programme);
  return sijil_db_select (session->db, error, SQL_BOTH, "dt", &query->programme, query->worked_on);
}

/**
 * sijil_workers: (skip)
 * @session: a session
 * @data: a #SijilWorkQuery
 * @error: return location for an error
 *
 * Who worked for a programme, on a day, or for a programme on a day: "who was there at this
 * distribution".
 *
 * Returns: (transfer full) (element-type SijilWorker): the volunteers, by name
 */
gpointer
sijil_workers (SijilSession *session, gpointer data, GError **error)
{
  g_autoptr (SijilStmt) stmt = select_workers (session, data, error);
  g_autoptr (GPtrArray) workers = g_ptr_array_new_with_free_func (worker_free);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    SijilWorker *worker = g_new0 (SijilWorker, 1);

    sijil_stmt_id (stmt, 0, &worker->volunteer);
    worker->name = g_strdup (sijil_stmt_text (stmt, 1));
    worker->phone = g_strdup (sijil_stmt_text (stmt, 2));
    worker->minutes = sijil_stmt_int (stmt, 3);
    worker->shifts = (guint) sijil_stmt_int (stmt, 4);
    worker->last_on = g_strdup (sijil_stmt_text (stmt, 5));
    g_ptr_array_add (workers, worker);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&workers) : NULL;
}

/**
 * sijil_workdays: (skip)
 * @session: a session
 * @data: a programme's #SijilId
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilWorkday): the days on which volunteers worked for the
 *   programme, the newest first
 */
gpointer
sijil_workdays (SijilSession *session, gpointer data, GError **error)
{
  static const char SQL[] =
      "SELECT worked_on, count(DISTINCT volunteer), sum(minutes) FROM shift s "
      "WHERE s.programme = ?1 AND " STANDS " GROUP BY worked_on ORDER BY worked_on DESC LIMIT 60";
  g_autoptr (SijilStmt) stmt = sijil_db_select (session->db, error, SQL, "d", data);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (workday_free);

  if (stmt == NULL)
    return NULL;
  while (sijil_stmt_next (stmt)) {
    SijilWorkday *day = g_new0 (SijilWorkday, 1);

    day->worked_on = g_strdup (sijil_stmt_text (stmt, 0));
    day->workers = (guint) sijil_stmt_int (stmt, 1);
    day->minutes = sijil_stmt_int (stmt, 2);
    g_ptr_array_add (days, day);
  }
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&days) : NULL;
}

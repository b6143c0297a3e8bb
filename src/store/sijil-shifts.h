#pragma once

#include "sijil-record.h"
#include "sijil-session.h"
#include "sijil-volunteers.h"

G_BEGIN_DECLS

/**
 * SijilShift:
 * @what: (nullable): the programme or the activity in words
 * @reversed: whether it counts no more
 * @reason: (nullable): code of why it does not
 *
 * One time that a volunteer worked.
 */
typedef struct {
  SijilId shift;
  char *worked_on;
  gint64 minutes;
  char *what;
  char *office;
  gboolean reversed;
  char *reason;
} SijilShift;

/**
 * SijilShiftReversal:
 * @shift: the fact to be reversed
 * @reason_code: a code of the reasons of shifts; `slip` is the toast's undo
 */
typedef struct {
  SijilId shift;
  char *reason_code;
} SijilShiftReversal;

/**
 * SijilWorkQuery:
 * @has_programme: whether one programme is meant
 * @programme: that programme
 * @worked_on: (nullable): one day, %NULL for all
 */
typedef struct {
  gboolean has_programme;
  SijilId programme;
  char *worked_on;
} SijilWorkQuery;

/**
 * SijilWorker:
 * @minutes: what stands of the days that were asked for
 * @shifts: how many shifts that were
 * @last_on: the last of those days
 *
 * Who worked.
 */
typedef struct {
  SijilId volunteer;
  char *name;
  char *phone;
  gint64 minutes;
  guint shifts;
  char *last_on;
} SijilWorker;

/**
 * SijilWorkday:
 * @worked_on: a day
 * @workers: how many volunteers worked
 * @minutes: how long, together
 */
typedef struct {
  char *worked_on;
  guint workers;
  gint64 minutes;
} SijilWorkday;

SijilShiftReversal *sijil_shift_reversal_new (const SijilId *shift, const char *reason_code);
void sijil_shift_reversal_free (SijilShiftReversal *request);
SijilWorkQuery *sijil_work_query_new (const SijilId *programme, const char *worked_on);
void sijil_work_query_free (SijilWorkQuery *query);

/* SijilStoreFunc, writing: data is a shift SijilRecord with volunteer, worked_on, minutes and
 * programme or activity; result its SijilId * (g_free). */
gpointer sijil_shift_save (SijilSession *session, gpointer shift, GError **error);
/* SijilStoreFunc, writing: data is a SijilShiftReversal, result the reversing fact's SijilId *
 * (g_free). */
gpointer sijil_shift_reverse (SijilSession *session, gpointer request, GError **error);
/* SijilStoreFunc: data is a SijilWorkQuery, result a GPtrArray of SijilWorker. */
gpointer sijil_workers (SijilSession *session, gpointer query, GError **error);
/* SijilStoreFunc: data is a programme's SijilId *, result a GPtrArray of SijilWorkday, the newest
 * first, at most 60. */
gpointer sijil_workdays (SijilSession *session, gpointer programme, GError **error);

/* Between the files of the volunteers. */
GPtrArray *sijil_shifts_of (SijilSession *session, const SijilId *volunteer, GError **error);
void sijil_shifts_sum (SijilSession *session, const SijilId *volunteer, const char *today,
                       gint64 *month, gint64 *all, guint *shifts);
void sijil_shifts_months (SijilSession *session, const SijilId *volunteer, const char *today,
                          SijilMonthWorked *months);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilShiftReversal, sijil_shift_reversal_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilWorkQuery, sijil_work_query_free)

G_END_DECLS

#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilProgrammeSummary:
 * @programme: the programme
 * @served: quantity that stands in its present period, or at all if it has no limit
 * @households: how many households stand behind that
 * @running: whether today lies within its dates
 * @ended: whether its end has passed
 */
typedef struct {
  SijilRecord *programme;
  gint64 served;
  gint64 households;
  gboolean running;
  gboolean ended;
} SijilProgrammeSummary;

void sijil_programme_summary_free (SijilProgrammeSummary *summary);

/* SijilStoreFunc: data unused, result a GPtrArray of SijilProgrammeSummary. */
gpointer sijil_programmes (SijilSession *session, gpointer unused, GError **error);
/* SijilStoreFunc, writing: data is a programme SijilRecord, result its SijilId * (g_free). Only a
 * coordinator may, and only on programmes of the association itself. */
gpointer sijil_programme_save (SijilSession *session, gpointer programme, GError **error);
/* SijilStoreFunc: data is a code or UUID (const char *), result a SijilRecord. */
gpointer sijil_programme_by_text (SijilSession *session, gpointer text, GError **error);

G_END_DECLS

#pragma once

#include "sijil-match-compare.h"
#include "sijil-match-terms.h"
#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

gboolean sijil_match_index_owe (SijilDb *db, gint64 person, GError **error);
gboolean sijil_match_index_upgrade (SijilDb *db, GError **error);
/* SijilStoreFunc, writing: data is a guint, how many persons; result a gint64 * (g_free): how many
 * it did; 0 when none are owed. */
gpointer sijil_match_index_work (SijilSession *session, gpointer most, GError **error);

gboolean sijil_match_index_read_row (SijilDb *db, gint64 rowid, SijilMatchRecord *record,
                                     SijilId *id, GError **error);
void sijil_match_index_read (SijilDb *db, SijilRecord *person, gboolean household,
                             SijilMatchRecord *record);
const SijilMatchTerms *sijil_match_index_terms (SijilSession *session);

G_END_DECLS

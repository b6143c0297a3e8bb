#pragma once

#include "sijil-storage.h"

G_BEGIN_DECLS

/* Collects what the registry itself has to tell within one transaction, and writes it into the
 * feeds at its end, one change set for each association. */
typedef struct _SijilTeller SijilTeller;

SijilTeller *sijil_teller_new (SijilStorage *storage);
void sijil_teller_free (SijilTeller *teller);
gboolean sijil_teller_tell (SijilTeller *teller, gint64 feed, SijilRecord *record, GError **error);
guint sijil_teller_findings (SijilTeller *teller);
gboolean sijil_teller_finish (SijilTeller *teller, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilTeller, sijil_teller_free)

G_END_DECLS

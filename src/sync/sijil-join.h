#pragma once

#include "sijil-exchange.h"
#include "sijil-link-epoch.h"

G_BEGIN_DECLS

SijilJoin *sijil_join_read (GBytes *answer, GError **error);
SijilJoin *sijil_join_read_fork (GBytes *answer, GPtrArray **receipts, GError **error);
gboolean sijil_epoch_read (GBytes *answer, SijilEpoch *epoch, GError **error);

G_END_DECLS

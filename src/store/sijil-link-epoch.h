#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilEpoch:
 * @epoch: the life that the registry is in now
 * @acked: the last of our change sets that it knows
 * @cursor: the number at which our association's feed was when the registry was restored
 * @catalogue_cursor: and the catalogue's
 * @told: the last change set of its own that it knows from before
 * @leaves_a_gap: out: whether a set that it does not know is not kept here any more
 *
 * What a restored registry says to a device that knew it before.
 */
typedef struct {
  gint64 epoch;
  guint64 acked;
  guint64 cursor;
  guint64 catalogue_cursor;
  guint64 told;
  gboolean leaves_a_gap;
} SijilEpoch;

/* SijilStoreFunc, writing: data is a SijilEpoch. */
gpointer sijil_link_epoch (SijilSession *session, gpointer epoch, GError **error);
gboolean sijil_link_forgotten (SijilSession *session, guint32 device, GError **error);

G_END_DECLS

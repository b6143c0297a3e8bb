#pragma once

#include "sijil-incoming.h"

G_BEGIN_DECLS

/**
 * SijilAhead:
 * @bodies: (nullable) (element-type SijilIncoming): what is to be decoded next
 * @births: ids of rows that were born in @bodies, by type and birth
 * @before: and in those before, which may not be committed yet
 *
 * Decodes what is folded later, while what comes before it is folded.
 */
typedef struct {
  GPtrArray *bodies;
  GHashTable *births;
  GHashTable *before;
} SijilAhead;

void sijil_ahead_clear (SijilAhead *ahead);
/* SijilStoreFunc: data is a SijilAhead. */
gpointer sijil_ahead_decode (SijilSession *session, gpointer ahead, GError **error);

G_END_DECLS

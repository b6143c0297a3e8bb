#pragma once

#include "sijil-wire.h"

G_BEGIN_DECLS

/**
 * SijilPart:
 * @SIJIL_PART_MESSAGE: a JSON message
 * @SIJIL_PART_OWN: a frame of, or for, the association's feed
 * @SIJIL_PART_CATALOGUE: a frame of the catalogue's feed
 */
typedef enum {
  SIJIL_PART_MESSAGE = 1,
  SIJIL_PART_OWN = 2,
  SIJIL_PART_CATALOGUE = 3,
} SijilPart;

void sijil_parts_append (GByteArray *body, SijilPart kind, GBytes *payload);
guint sijil_parts_count (GBytes *body);
gboolean sijil_parts_next (GBytes *body, gsize *offset, SijilPart *kind, GBytes **payload,
                           GError **error);

G_END_DECLS

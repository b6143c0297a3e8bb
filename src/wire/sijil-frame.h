#pragma once

#include "sijil-change-set.h"
#include "sijil-wire.h"

G_BEGIN_DECLS

/**
 * SijilNames:
 * @birth_of: where the row @id of @type was born; %FALSE if it is not known
 * @born: which row of @type was born there; %FALSE if it is not here
 * @data: for both
 * @marks_unknown: a set that names a row that is not here is marked so; otherwise the whole frame
 * is refused
 *
 * How a frame's names are found in a database.
 */
typedef struct {
  gboolean (*birth_of) (gpointer data, const SijilTypeDef *type, const SijilId *id,
                        SijilBirth *birth);
  gboolean (*born) (gpointer data, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id);
  gpointer data;
  gboolean marks_unknown;
} SijilNames;

GBytes *sijil_frame_encode (GPtrArray *sets, const SijilNames *names);
GPtrArray *sijil_frame_decode (GBytes *frame, const SijilNames *names, GError **error);
GBytes *sijil_frame_pack (const char *json, gsize len);
char *sijil_frame_unpack (GBytes *frame, gsize *len, GError **error);

G_END_DECLS

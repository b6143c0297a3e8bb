#pragma once

#include "sijil-family.h"

G_BEGIN_DECLS

/**
 * SijilFamilyFile:
 * @family: what the desk shows of it
 * @visits: (element-type SijilVisit): newest first
 * @history: (element-type SijilHistoryLine): newest first
 *
 * Everything that the register holds of one household, read at one moment.
 */
typedef struct {
  SijilFamily *family;
  GPtrArray *visits;
  GPtrArray *history;
} SijilFamilyFile;

void sijil_family_file_free (SijilFamilyFile *file);

/* SijilStoreFunc: data is a household's SijilId *, result a SijilFamilyFile. */
gpointer sijil_family_file (SijilSession *session, gpointer household, GError **error);

G_END_DECLS

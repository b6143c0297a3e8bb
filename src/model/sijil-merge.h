#pragma once

#include "sijil-change-set.h"

G_BEGIN_DECLS

/**
 * SijilLoser:
 * @field: the field
 * @value: a record that holds just the losing value
 * @stamp: who wrote it
 * @concurrent: neither writer had seen the other: shown in Review; otherwise only history
 */
typedef struct {
  guint field;
  SijilRecord *value;
  SijilStamp stamp;
  gboolean concurrent;
} SijilLoser;

/**
 * SijilMergeSide:
 * @SIJIL_MERGE_AT_REGISTRY: commits in its own order and decides which guarded fields are held
 * @SIJIL_MERGE_AT_DEVICE: follows what the registry decided
 */
typedef enum {
  SIJIL_MERGE_AT_REGISTRY,
  SIJIL_MERGE_AT_DEVICE,
} SijilMergeSide;

gboolean sijil_merge_is_gone (SijilRecord *record, SijilStamps *stamps);
GPtrArray *sijil_merge_row (SijilMergeSide side, SijilRecord *current, SijilStamps *stamps,
                            SijilChangeRow *row, const SijilStamp *stamp, guint64 *applied);
GPtrArray *sijil_merge_edit (SijilRecord *current, SijilStamps *stamps, SijilRecord *edit,
                             const SijilStamp *stamp);
void sijil_merge_impose (SijilRecord *current, SijilStamps *stamps, guint field, SijilRecord *value,
                         const SijilStamp *stamp);

G_END_DECLS

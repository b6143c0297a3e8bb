#pragma once

#include "sijil-match-comparison.h"

G_BEGIN_DECLS

/**
 * SijilReason:
 * @code: what was found, such as "same-id", "given-near" or "rival-siblings"
 * @bits: how much it speaks for one person; below 0: against it; 0 if it was not weighed
 * One thing that a comparison found.
 */
typedef struct {
  char *code;
  int bits;
} SijilReason;

char *sijil_evidence_write (const SijilComparison *found,
                            gboolean coarse) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sijil_evidence_read (const char *evidence);
void sijil_reason_free (SijilReason *reason);

G_END_DECLS

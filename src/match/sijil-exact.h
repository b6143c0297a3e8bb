#pragma once

#include "sijil-record.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_NOT_SAME,
  SIJIL_SAME_PERSON,
  SIJIL_ID_SHARED,  /* one ID, another given name: a question, never a link */
  SIJIL_MAYBE_SAME, /* a question; the exact rules never ask it */
} SijilSameness;

/* What agrees. */
typedef enum {
  SIJIL_EVIDENCE_ID = 1 << 0,
  SIJIL_EVIDENCE_NAME = 1 << 1,
  SIJIL_EVIDENCE_BIRTH = 1 << 2,
} SijilEvidence;

SijilSameness sijil_exact_compare (SijilRecord *a, SijilRecord *b, SijilEvidence *evidence);
char *sijil_exact_name_key (SijilRecord *person) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

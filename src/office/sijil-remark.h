#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  SIJIL_REMARK_CELL,  /* one cell was not taken over, or not as it stands */
  SIJIL_REMARK_ROW,   /* the whole row was not */
  SIJIL_REMARK_KNOWN, /* all of this family are registered already */
} SijilRemarkKind;

/**
 * SijilRemark:
 * @kind: what it is about
 * @line: line of the file
 * @heading: (nullable): heading of the column
 * @message: what was not taken over, and why
 *
 * What a person who looks after a sheet must know of one of its rows.
 */
typedef struct {
  SijilRemarkKind kind;
  guint line;
  char *heading;
  char *message;
} SijilRemark;

SijilRemark *sijil_remark_new (SijilRemarkKind kind, guint line, const char *heading,
                               const char *message);
void sijil_remark_free (SijilRemark *remark);
char *sijil_remark_sentence (const SijilRemark *remark) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

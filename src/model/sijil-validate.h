#pragma once

#include "sijil-record.h"

G_BEGIN_DECLS

/**
 * SijilIssue:
 * @field: the field, or -1 for the record as a whole
 * @message: what is wrong, in the language of the window
 */
typedef struct {
  int field;
  char *message;
} SijilIssue;

GPtrArray *sijil_record_clean (SijilRecord *record);
void sijil_person_fill (SijilRecord *person, SijilRecord *old, const char *today);
GPtrArray *sijil_record_validate (SijilRecord *record, const char *today);
gboolean sijil_issues_raise (GPtrArray *issues, SijilRecord *record, GError **error);

G_END_DECLS

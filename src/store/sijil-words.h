#pragma once

#include "sijil-db.h"
#include "sijil-record.h"

G_BEGIN_DECLS

char *sijil_field_words (SijilDb *db, SijilRecord *record, guint field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

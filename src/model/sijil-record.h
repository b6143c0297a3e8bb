#pragma once

#include <glib-object.h>

#include "sijil-id.h"
#include "sijil-type.h"

G_BEGIN_DECLS

#define SIJIL_TYPE_RECORD (sijil_record_get_type ())
G_DECLARE_FINAL_TYPE (SijilRecord, sijil_record, SIJIL, RECORD, GObject)

SijilRecord *sijil_record_new (const SijilTypeDef *type, const SijilId *id);
SijilRecord *sijil_record_copy (SijilRecord *record);
const SijilTypeDef *sijil_record_def (SijilRecord *record);
const SijilId *sijil_record_id (SijilRecord *record);
void sijil_record_set_id (SijilRecord *record, const SijilId *id);

gboolean sijil_record_has (SijilRecord *record, guint field);
gboolean sijil_record_is_null (SijilRecord *record, guint field);
guint64 sijil_record_present (SijilRecord *record);
gsize sijil_record_bytes (SijilRecord *record);
const char *sijil_record_text (SijilRecord *record, guint field);
gint64 sijil_record_number (SijilRecord *record, guint field, gint64 otherwise);
gboolean sijil_record_reference (SijilRecord *record, guint field, SijilId *id);
void sijil_record_set_text (SijilRecord *record, guint field, const char *text);
void sijil_record_set_number (SijilRecord *record, guint field, gint64 number);
void sijil_record_set_reference (SijilRecord *record, guint field, const SijilId *id);
void sijil_record_set_null (SijilRecord *record, guint field);
void sijil_record_unset (SijilRecord *record, guint field);
void sijil_record_take_field (SijilRecord *record, guint field, SijilRecord *from);
gboolean sijil_record_same_field (SijilRecord *a, SijilRecord *b, guint field);

SijilRecord *sijil_record_diff (SijilRecord *old, SijilRecord *edited);
SijilRecord *sijil_record_overlay (SijilRecord *old, SijilRecord *edit);
SijilRecord *sijil_record_changes (SijilRecord *begun, SijilRecord *edited);
GBytes *sijil_record_pack (SijilRecord *record);
gboolean sijil_record_unpack (SijilRecord *record, GBytes *bytes);
GBytes *sijil_record_pack_field (SijilRecord *record, guint field);

G_END_DECLS

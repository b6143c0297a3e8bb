#pragma once

#include <json-glib/json-glib.h>

#include "sijil-wire.h"

G_BEGIN_DECLS

gboolean sijil_json_scan (const char *text, gsize len, GError **error);
guint sijil_json_fault_line (const char *text, gsize len);
JsonObject *sijil_json_parse (const char *text, gsize len, GError **error);
gboolean sijil_json_int (JsonObject *object, const char *name, gint64 least, gint64 most,
                         gint64 *number, GError **error);
gboolean sijil_json_version (JsonObject *object, GError **error);
const char *sijil_json_string (JsonObject *object, const char *name, gsize max_len, GError **error);
JsonArray *sijil_json_array (JsonObject *object, const char *name, guint max_len, GError **error);
JsonObject *sijil_json_object (JsonObject *object, const char *name, GError **error);
gboolean sijil_json_element_int (JsonArray *array, guint i, gint64 least, gint64 most,
                                 gint64 *number, GError **error);
void sijil_json_append_string (GString *out, const char *text);

G_END_DECLS

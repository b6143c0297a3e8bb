#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_ID_TEXT_LEN 36

/**
 * SijilId:
 *
 * A UUIDv7: 48 bits of Unix milliseconds, then random bits. Zero means "no id".
 */
typedef struct {
  guint8 bytes[16];
} SijilId;

SijilId sijil_id_new (void);
SijilId sijil_id_derive (const SijilId *set, guint index);
gboolean sijil_id_parse (const char *text, SijilId *id);
char *sijil_id_to_string (const SijilId *id) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_id_is_null (const SijilId *id);
gboolean sijil_id_equal (gconstpointer a, gconstpointer b);
guint sijil_id_hash (gconstpointer id);
SijilId *sijil_id_copy (const SijilId *id) G_GNUC_WARN_UNUSED_RESULT;
gint64 sijil_id_millis (const SijilId *id);

G_END_DECLS

#pragma once

#include "sijil-db.h"

G_BEGIN_DECLS

/* Single facts about this file: who it belongs to, counters, cursors. */
char *sijil_meta_text (SijilDb *db, const char *key) G_GNUC_WARN_UNUSED_RESULT;
gint64 sijil_meta_number (SijilDb *db, const char *key, gint64 otherwise);
gboolean sijil_meta_set_text (SijilDb *db, const char *key, const char *text, GError **error);
gboolean sijil_meta_set_number (SijilDb *db, const char *key, gint64 number, GError **error);
gboolean sijil_meta_add (SijilDb *db, const char *key, gint64 amount, GError **error);
GBytes *sijil_meta_bytes (SijilDb *db, const char *key);
gboolean sijil_meta_set_bytes (SijilDb *db, const char *key, GBytes *bytes, GError **error);

#define SIJIL_META_ASSOCIATION "association"
#define SIJIL_META_OFFICE "office"
#define SIJIL_META_LETTERS "card-letters"
#define SIJIL_META_CARD_COUNTER "card-counter"
#define SIJIL_META_DEVICE_KEY "device-key"
#define SIJIL_META_DEVICE_PUBLIC "device-public"
#define SIJIL_META_DEVICE "device"
#define SIJIL_META_TOKEN "token"
#define SIJIL_META_URL "url"
#define SIJIL_META_CA "ca"
#define SIJIL_META_REGISTRY "registry"
#define SIJIL_META_REGISTRY_KEY "registry-key"
#define SIJIL_META_EPOCH "epoch"
#define SIJIL_META_CURSOR "cursor"
#define SIJIL_META_CATALOGUE_CURSOR "catalogue-cursor"
#define SIJIL_META_CSEQ "cseq"
#define SIJIL_META_CLOCK "clock"
#define SIJIL_META_CLOCK_OFFSET "clock-offset"
#define SIJIL_META_LAST_SYNC "last-sync"
#define SIJIL_META_LAST_ERROR "last-error"
#define SIJIL_META_CONFIRMED "confirmed"
#define SIJIL_META_COMPARED "compared"
#define SIJIL_META_COMPARE_AFTER "compare-after"
#define SIJIL_META_MENDED "mended"
#define SIJIL_META_HERE_ONLY "here-only"
#define SIJIL_META_HOUSEHOLDS "households"
#define SIJIL_META_PERSONS "persons"
#define SIJIL_META_HIJRI_OFFSET "hijri-offset"
#define SIJIL_META_KNOWN_FIELDS "known-fields"
#define SIJIL_META_OWED "rows-owed"
#define SIJIL_META_FOLD "fold-version"
#define SIJIL_META_MATCH "match-version"
#define SIJIL_META_MATCHED "matched"
#define SIJIL_META_REGISTRY_MATCH "registry-match"
#define SIJIL_META_BACKUP_ERROR "backup-error"
#define SIJIL_META_RESTORED "restored"
#define SIJIL_META_TOMORROW "tomorrow"

G_END_DECLS

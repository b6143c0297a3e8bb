#pragma once

#include "sijil-hand-over.h"
#include "sijil-households.h"
#include "sijil-store.h"
#include "types/sijil-types-all.h"

/* A desk for tests: a register in a folder of its own, and short ways to work at it. */

#define PASSPHRASE "three unrelated words"

char *desk_folder (void);
void desk_remove (char *folder);
SijilStore *desk_create (const char *folder, const char *association);
SijilStore *desk_unlock (const char *folder);
void desk_close (SijilStore *store);

gpointer desk_read (SijilStore *store, SijilStoreFunc func, gconstpointer data);
gpointer desk_write (SijilStore *store, SijilStoreFunc func, gconstpointer data);
void desk_refuses (SijilStore *store, SijilStoreFunc func, gconstpointer data, GQuark domain,
                   int code);
SijilId desk_put (SijilStore *store, SijilRecord *record);
SijilRecord *desk_get (SijilStore *store, const SijilTypeDef *type, const SijilId *id);
GPtrArray *desk_all (SijilStore *store, const SijilTypeDef *type);
gint64 desk_number (SijilStore *store, const char *sql);

SijilRecord *desk_person (const char *name, const char *relation, const char *id_number,
                          const char *birth_date);
SijilRecord *desk_household (gboolean consent);
SijilId desk_save (SijilStore *store, SijilRecord *household, ...) G_GNUC_NULL_TERMINATED;
SijilId desk_family (SijilStore *store, const char *name, const char *id_number,
                     const char *birth_date, gboolean consent);
SijilId desk_head (SijilStore *store, const SijilId *household);
void desk_edit (SijilStore *store, const SijilTypeDef *type, const SijilId *id, guint field,
                const char *text);
char *desk_text (SijilStore *store, const SijilTypeDef *type, const SijilId *id, guint field);

SijilRecord *desk_programme (const char *code, const char *family, const char *limit_period);
SijilId desk_serve (SijilStore *store, const SijilId *household, const SijilId *programme,
                    const char *reason_code);
void desk_reverse (SijilStore *store, const SijilId *distribution);
char *desk_day (int days);

guint desk_find_bytes (const char *folder, const char *bytes, gsize len);
guint desk_find_text (const char *folder, const char *text);

#pragma once

#include "../sijil-storage.h"
#include "sijil-db.h"

G_BEGIN_DECLS

struct _SijilStorage {
  SijilDb *db;
  char *path;
  SijilId key;            /* of the sums: the registry's id */
  GHashTable *deltas;     /* sums that the transaction has changed, see sijil-storage-buckets.c */
  SijilMatchTerms *terms; /* nullable, see sijil_storage_terms() */
  gint64 terms_of;
};

/* A condition follows, with the number of the feed for ?1; for sijil_storage_read_set(). */
#define SIJIL_SQL_SETS                                                                             \
  "SELECT local, id, device, cseq, stamp, base, schema, actor, seq FROM change_set "               \
  "WHERE association = ?1 AND seq > 0 "

/* Who is registered so often in association @owner that the rest of these waits to be judged. */
#define SIJIL_SQL_CROWD                                                                            \
  "CREATE TABLE crowd (known BLOB NOT NULL, owner INTEGER NOT NULL, waiting BLOB NOT NULL,"        \
  " at INTEGER NOT NULL, PRIMARY KEY (known, owner, waiting)) WITHOUT ROWID;"                      \
  "CREATE INDEX crowd_waiting ON crowd (waiting);"                                                 \
  "CREATE INDEX finding_person ON finding (owner, person);"                                        \
  "CREATE INDEX finding_card ON finding (owner, other_card);"

SijilChangeSet *sijil_storage_read_set (SijilStmt *stmt);

void sijil_storage_count_row (SijilStorage *storage, gint64 owner, const SijilId *id,
                              const SijilTypeDef *type, int n, guint64 sum);
gboolean sijil_storage_flush_sums (SijilStorage *storage, GError **error);
guint64 sijil_storage_sum_row (SijilStorage *storage, const SijilFolded *folded);

gboolean sijil_storage_step_4 (SijilDb *db, GError **error);
gboolean sijil_storage_step_5 (SijilDb *db, GError **error);
gboolean sijil_storage_step_7 (SijilDb *db, GError **error);
gboolean sijil_storage_step_8 (SijilDb *db, GError **error);
gboolean sijil_storage_step_9 (SijilDb *db, GError **error);
gboolean sijil_storage_create_tables (SijilDb *db, GError **error);

G_END_DECLS

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

/* Version 12: whose aid is to be shared again, and from which row on; how to find what was given to
 * the same ones for the same period, and what was said last of a finding. */
#define SIJIL_SQL_AID                                                                              \
  "CREATE TABLE share_again (place INTEGER PRIMARY KEY, kind TEXT NOT NULL, id BLOB NOT NULL,"     \
  " after INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, id));"                                         \
  "CREATE INDEX distribution_met ON distribution (household, period, programme)"                   \
  " WHERE person IS NULL AND reverses IS NULL;"                                                    \
  "CREATE INDEX distribution_met_person ON distribution (person, period, programme)"               \
  " WHERE person IS NOT NULL AND reverses IS NULL;"                                                \
  "CREATE INDEX verdict_newest ON verdict (finding, at) WHERE reverses IS NULL;"

/* @mark and those that gave way to it in a merge. */
#define SIJIL_SQL_MERGED(type, mark)                                                               \
  "WITH RECURSIVE one (id) AS (SELECT " mark " UNION SELECT m.id FROM " type " m JOIN one "        \
  "ON m.merged_into = one.id) SELECT id FROM one"

/* @held: devices of which nothing is linked behind their change set @linked; @until is where the
 * linker comes to when they were released. @device_day: what a PC has used of the day on which it
 * came last, under the first number of its key. @later: whom a device brought when its day was used
 * up. */
#define SIJIL_SQL_QUOTA                                                                            \
  "CREATE TABLE held (device INTEGER PRIMARY KEY, linked INTEGER NOT NULL, row INTEGER NOT NULL,"  \
  " until INTEGER);"                                                                               \
  "CREATE TABLE device_day (device INTEGER PRIMARY KEY, day INTEGER NOT NULL,"                     \
  " bytes INTEGER NOT NULL, records INTEGER NOT NULL, forks INTEGER NOT NULL,"                     \
  " compared INTEGER NOT NULL, found INTEGER NOT NULL, full INTEGER NOT NULL);"                    \
  "CREATE TABLE later (person BLOB PRIMARY KEY, device INTEGER NOT NULL) WITHOUT ROWID;"           \
  "CREATE INDEX later_device ON later (device);"

SijilChangeSet *sijil_storage_read_set (SijilStmt *stmt);

GPtrArray *sijil_storage_load_ids (SijilStorage *storage, const SijilTypeDef *type, SijilStmt *stmt,
                                   GError **error);
void sijil_storage_count_row (SijilStorage *storage, gint64 owner, const SijilId *id,
                              const SijilTypeDef *type, int n, guint64 sum);
gboolean sijil_storage_flush_sums (SijilStorage *storage, GError **error);
guint64 sijil_storage_sum_row (SijilStorage *storage, const SijilFolded *folded);

gboolean sijil_storage_step_4 (SijilDb *db, GError **error);
gboolean sijil_storage_step_5 (SijilDb *db, GError **error);
gboolean sijil_storage_step_7 (SijilDb *db, GError **error);
gboolean sijil_storage_step_8 (SijilDb *db, GError **error);
gboolean sijil_storage_step_9 (SijilDb *db, GError **error);
gboolean sijil_storage_step_11 (SijilDb *db, GError **error);
gboolean sijil_storage_step_12 (SijilDb *db, GError **error);
gboolean sijil_storage_create_tables (SijilDb *db, GError **error);

G_END_DECLS

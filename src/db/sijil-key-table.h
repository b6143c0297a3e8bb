#pragma once

#include "sijil-db.h"
#include "sijil-match-record.h"
#include "sijil-match-terms.h"

G_BEGIN_DECLS

/* The table of keys by which the matcher finds whom somebody may be; the same on a desk and at the
 * registry. It stands beside the table of persons. */
#define SIJIL_SQL_KEY_TABLE                                                                        \
  "CREATE TABLE match_key (key INTEGER NOT NULL, person INTEGER NOT NULL,"                         \
  " PRIMARY KEY (key, person)) WITHOUT ROWID;"

/**
 * SijilKeyEntry:
 * @key: one key
 * @person: rowid of a person who has it
 */
typedef struct {
  guint64 key;
  gint64 person;
} SijilKeyEntry;

gint64 sijil_key_table_version (void);
void sijil_key_table_add (GArray *entries, const SijilMatchRecord *record, gint64 person);
gboolean sijil_key_table_write (SijilDb *db, GArray *entries, GError **error);
GArray *sijil_key_table_find (SijilDb *db, const SijilMatchRecord *record, GError **error);
GArray *sijil_key_table_find_of_others (SijilDb *db, const SijilMatchRecord *record,
                                        gint64 not_owner, GError **error);
SijilMatchTerms *sijil_key_table_terms (SijilDb *db);
gboolean sijil_key_table_is_crowded (SijilDb *db, const char *phone);

G_END_DECLS

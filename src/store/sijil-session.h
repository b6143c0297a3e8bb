#pragma once

#include "sijil-db.h"
#include "sijil-id.h"
#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilSession:
 * @db: the connection
 * @actor: key slot of the clerk
 * @clerk: the clerk's display name
 * @role: the clerk's role
 * @office: name of the office
 * @edit: (nullable): the change set of the transaction that is under way
 * @owed: (nullable) (element-type SijilId): households whose row does not say yet what they were
 * given last, see sijil_index_owe()
 * @terms: (nullable): how common names are, see sijil_match_index_terms()
 * @terms_of: how many persons were registered when they were counted
 * @quiet: an operation that writes sets this if nothing that is shown comes to differ by it: a
 * draft, a cache, a part of an index
 *
 * What an operation works with. Its fields are set before the first operation runs and only read
 * afterwards, save @edit and @quiet, which belong to the transaction, @owed, which belongs to a
 * load, and @terms, which its lane counts when they are first needed.
 */
struct _SijilSession {
  SijilDb *db;
  char *actor;
  char *clerk;
  char *role;
  char *office;
  struct _SijilEdit *edit;
  GHashTable *owed;
  struct _SijilMatchTerms *terms;
  gint64 terms_of;
  gboolean quiet;
};

G_END_DECLS

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
 *
 * What an operation works with. Its fields are set before the first operation runs and only read
 * afterwards, save @edit, which belongs to the transaction.
 */
struct _SijilSession {
  SijilDb *db;
  char *actor;
  char *clerk;
  char *role;
  char *office;
  struct _SijilEdit *edit;
};

G_END_DECLS

#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilVisit:
 * @visit: the fact
 * @visited_on: ISO date, perhaps partial
 * @visitor: (nullable): who went there
 * @note: what was seen
 * @office: (nullable): where it was written down
 * @actor: (nullable): by whom
 *
 * One visit to a family at home that was not taken back.
 */
typedef struct {
  SijilId visit;
  char *visited_on;
  char *visitor;
  char *note;
  char *office;
  char *actor;
} SijilVisit;

/* SijilStoreFunc, writing: data is a visit SijilRecord *, result the fact's SijilId *. */
gpointer sijil_visit_save (SijilSession *session, gpointer visit, GError **error);
/* SijilStoreFunc, writing: data is the SijilId * of a visit, result the reversing fact's SijilId *.
 */
gpointer sijil_visit_reverse (SijilSession *session, gpointer visit, GError **error);
/* SijilStoreFunc: data is a household's SijilId *, result a GPtrArray of SijilVisit, newest first,
 * at most 100. */
gpointer sijil_visits (SijilSession *session, gpointer household, GError **error);

G_END_DECLS

#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilKnown:
 * @household: a household that is registered already
 * @card: its card
 * @leads: the person is its head or the head's husband or wife
 *
 * Where somebody is registered already.
 */
typedef struct {
  SijilId household;
  char *card;
  gboolean leads;
} SijilKnown;

/**
 * SijilKnownRequest:
 * @persons: (element-type SijilRecord): who may be registered already
 * @households: (element-type SijilRecord): what is said of the household of each
 */
typedef struct {
  GPtrArray *persons;
  GPtrArray *households;
} SijilKnownRequest;

void sijil_known_free (SijilKnown *known);

/* SijilStoreFuncs: data is a SijilKnownRequest, result a GPtrArray of SijilKnown, one for each
 * person, NULL for those who are not registered. The second is for the reading lane. */
gpointer sijil_known (SijilSession *session, gpointer request, GError **error);
gpointer sijil_known_reading (SijilSession *session, gpointer request, GError **error);

G_END_DECLS

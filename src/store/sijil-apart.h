#pragma once

#include "sijil-id.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilApart:
 * @household: a family
 * @other: a family that looks like it, or the same one
 * @person: if it is the same one: a member
 * @other_person: and the other member, whom that one is not
 *
 * What somebody has said of two who look alike: they are not the same.
 */
typedef struct {
  SijilId household;
  SijilId other;
  SijilId person;
  SijilId other_person;
} SijilApart;

gboolean sijil_apart_put (SijilSession *session, const SijilApart *apart, SijilId *id,
                          GError **error);
gboolean sijil_apart_stands (SijilDb *db, const SijilId *household, const SijilId *other,
                             const SijilId *person, const SijilId *other_person);

/* SijilStoreFunc, writing: data is a SijilApart, result the SijilId * (g_free) of what was said. */
gpointer sijil_apart_say (SijilSession *session, gpointer apart, GError **error);
/* SijilStoreFunc, writing: data is that SijilId *, result non-NULL. */
gpointer sijil_apart_undo (SijilSession *session, gpointer id, GError **error);

G_END_DECLS

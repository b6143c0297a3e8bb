#pragma once

#include "sijil-linker-circle.h"

G_BEGIN_DECLS

/**
 * SijilAid:
 * @distribution: a hand-over that stands
 * @programme: (nullable): the programme that it was given under
 * @home: (nullable): the household that stands for the one that was served
 * @has_person: whether it was for one person
 * @person: that one
 */
typedef struct {
  SijilFolded *distribution;
  SijilFolded *programme;
  SijilFolded *home;
  gboolean has_person;
  SijilId person;
} SijilAid;

/* What was given, while nothing is written by which people are told apart. */
typedef struct _SijilSharing SijilSharing;

SijilSharing *sijil_sharing_new (SijilLinker *linker);
void sijil_sharing_free (SijilSharing *sharing);
gboolean sijil_sharing_fact (SijilSharing *sharing, SijilFolded *distribution, GError **error);
gboolean sijil_sharing_next (SijilSharing *sharing, gboolean *left, GError **error);
gboolean sijil_linker_find_overlaps (SijilLinker *linker, const SijilAid *aid,
                                     const SijilNeighbour *neighbour, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilSharing, sijil_sharing_free)

G_END_DECLS

#pragma once

#include "sijil-linker.h"

G_BEGIN_DECLS

/**
 * SijilNeighbour:
 * @home: a household of another association that knows the one that was served
 * @person: (nullable): the person whom the aid was for, as they know that one
 */
typedef struct {
  SijilFolded *home;
  SijilFolded *person;
} SijilNeighbour;

/**
 * SijilCircle:
 * @home: (nullable): the household that stands for the one that was served
 * @neighbours: (element-type SijilNeighbour): who may know of it
 *
 * Who is concerned by what one household, or one person of it, is given.
 */
typedef struct {
  SijilFolded *home;
  GPtrArray *neighbours;
} SijilCircle;

SijilCircle *sijil_circle_new (SijilLinker *linker, const SijilId *household, const SijilId *person,
                               GError **error);
void sijil_circle_free (SijilCircle *circle);
SijilNeighbour *sijil_circle_find (SijilCircle *circle, const SijilId *household);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilCircle, sijil_circle_free)

G_END_DECLS

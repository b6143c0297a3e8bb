#pragma once

#include "sijil-match-pairs.h"
#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilTwin:
 * @person: a person
 * @household: where the person lives; the one that stands for it, after a merge
 * @card: (nullable): its card
 * @name: the name as written
 *
 * One of two records that may be one person.
 */
typedef struct {
  SijilId person;
  SijilId household;
  char *card;
  char *name;
} SijilTwin;

/**
 * SijilDuplicate:
 * @a: one record
 * @b: the other
 * @zone: whether they are as good as surely one
 * @comparison: why
 */
typedef struct {
  SijilTwin a;
  SijilTwin b;
  SijilZone zone;
  SijilComparison comparison;
} SijilDuplicate;

GPtrArray *sijil_duplicates_find (SijilStore *store, SijilMatchProgress progress, gpointer data,
                                  GError **error);

G_END_DECLS

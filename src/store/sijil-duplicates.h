#pragma once

#include "sijil-match-pairs.h"
#include "sijil-session.h"
#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilTwin:
 * @person: a person
 * @household: where the person lives; the one that stands for it, after a merge
 * @card: (nullable): its card
 * @name: (nullable): the name as written
 * @birth_date: (nullable): ISO date, perhaps partial
 * @id_number: (nullable): of the person
 *
 * One of two records that may be one person.
 */
typedef struct {
  SijilId person;
  SijilId household;
  char *card;
  char *name;
  char *birth_date;
  char *id_number;
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

/**
 * SijilTwinFamily:
 * @household: a family
 * @card: its card
 * @head_name: (nullable): its head
 * @place: village and governorate in words
 * @registered_on: (nullable): ISO date
 * @last_on: (nullable): ISO date on which it received something last
 * @members: how many they are
 */
typedef struct {
  SijilId household;
  char *card;
  char *head_name;
  char *place;
  char *registered_on;
  char *last_on;
  guint members;
} SijilTwinFamily;

/**
 * SijilTwinFamilies:
 * @a: the family that was registered first
 * @b: the other; the same one if somebody stands in it twice
 * @persons: (element-type SijilDuplicate): who of them may be the same, the surest first
 *
 * Two families that may be one.
 */
typedef struct {
  SijilTwinFamily a;
  SijilTwinFamily b;
  GPtrArray *persons;
} SijilTwinFamilies;

/**
 * SijilDuplicatesFound:
 * @found: (element-type SijilDuplicate): what sijil_duplicates_find() found
 * @most: how many families are wanted; 0: all
 */
typedef struct {
  GPtrArray *found;
  guint most;
} SijilDuplicatesFound;

GPtrArray *sijil_duplicates_find (SijilStore *store, SijilMatchProgress progress, gpointer data,
                                  GError **error);
/* SijilStoreFunc: data is a SijilDuplicatesFound, result a GPtrArray of SijilTwinFamilies, the
 * surest first: of what still stands, and was not said to be apart. */
gpointer sijil_duplicates_families (SijilSession *session, gpointer found, GError **error);

gboolean sijil_twin_families_are_one (const SijilTwinFamilies *families);

G_END_DECLS

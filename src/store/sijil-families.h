#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilFamilyMerge:
 * @gives_way: the household that is one with another; its card leads there from now on
 * @survivor: that other
 */
typedef struct {
  SijilId gives_way;
  SijilId survivor;
} SijilFamilyMerge;

/**
 * SijilPersonMerge:
 * @gives_way: a member who is one with another of the same family
 * @survivor: that other
 */
typedef struct {
  SijilId gives_way;
  SijilId survivor;
} SijilPersonMerge;

/**
 * SijilFamilySplit:
 * @household: where they live now
 * @persons: (element-type SijilId): who leaves, at least one and not all
 * @head: who of them heads the new household
 * @on: (nullable): ISO date, perhaps partial; %NULL for today
 */
typedef struct {
  SijilId household;
  GPtrArray *persons;
  SijilId head;
  char *on;
} SijilFamilySplit;

/**
 * SijilPersonMove:
 * @person: who
 * @to: into which household
 * @relation: a code of the relations, to the head there
 * @married: because of a marriage
 * @on: (nullable): ISO date, perhaps partial; %NULL for today
 */
typedef struct {
  SijilId person;
  SijilId to;
  char *relation;
  gboolean married;
  char *on;
} SijilPersonMove;

/**
 * SijilPersonEnd:
 * @person: who
 * @state: `dead`, `moved-away`, or `living` again
 * @on: (nullable): ISO date, perhaps partial; %NULL for today
 * @next_head: (nullable): who heads the family from then on, if @person did
 */
typedef struct {
  SijilId person;
  char *state;
  char *on;
  SijilId *next_head;
} SijilPersonEnd;

/**
 * SijilNewHead:
 * @person: who heads the family from now on
 * @on: (nullable): ISO date, perhaps partial; %NULL for today
 */
typedef struct {
  SijilId person;
  char *on;
} SijilNewHead;

/* SijilStoreFunc, writing: data is a SijilFamilyMerge, result non-NULL. */
gpointer sijil_family_merge (SijilSession *session, gpointer merge, GError **error);
/* SijilStoreFunc, writing: data is the SijilId * of a household that gave way, result non-NULL. */
gpointer sijil_family_unmerge (SijilSession *session, gpointer household, GError **error);
/* SijilStoreFunc, writing: data is a SijilPersonMerge, result the SijilId * (g_free) of who gave
 * way.
 */
gpointer sijil_person_merge (SijilSession *session, gpointer merge, GError **error);
/* SijilStoreFunc, writing: data is that SijilId *, result non-NULL. */
gpointer sijil_person_unmerge (SijilSession *session, gpointer person, GError **error);
/* SijilStoreFunc, writing: data is a SijilFamilySplit, result the new household's SijilId *. */
gpointer sijil_family_split (SijilSession *session, gpointer split, GError **error);
/* SijilStoreFunc, writing: data is a SijilPersonMove, result non-NULL. */
gpointer sijil_person_move (SijilSession *session, gpointer move, GError **error);
/* SijilStoreFunc, writing: data is a SijilPersonEnd, result non-NULL. */
gpointer sijil_person_set_state (SijilSession *session, gpointer end, GError **error);
/* SijilStoreFunc, writing: data is a SijilNewHead, result non-NULL. */
gpointer sijil_family_set_head (SijilSession *session, gpointer head, GError **error);

G_END_DECLS

#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilConflict:
 * @local: number of the value that lost; 0 for a record that was deleted and edited
 * @record: whose field it is
 * @type: its type
 * @field: the field
 * @label: the field in words
 * @standing: (nullable): the value that stands, in words
 * @losing: (nullable): the value that gave way, in words
 * @standing_office: (nullable): office whose PC wrote the one
 * @losing_office: (nullable): and the other
 * @standing_at: when, microseconds UTC
 * @losing_at: when
 * @household: the family that it concerns; zero if there is none
 * @card: (nullable): its card
 * @head_name: (nullable): its head
 * @person_name: (nullable): the person whose field it is
 * @waits: the registry did not let the later value through: until somebody decides the first stands
 * @revived: the record was deleted on one PC and edited on another
 *
 * Two people wrote one field without having seen the other's value.
 */
typedef struct {
  gint64 local;
  SijilId record;
  const SijilTypeDef *type;
  guint field;
  char *label;
  char *standing;
  char *losing;
  char *standing_office;
  char *losing_office;
  gint64 standing_at;
  gint64 losing_at;
  SijilId household;
  char *card;
  char *head_name;
  char *person_name;
  gboolean waits;
  gboolean revived;
} SijilConflict;

/**
 * SijilDecision:
 * @local: which conflict
 * @record: whose, where @local is 0
 * @take_losing: the value that gave way shall stand; otherwise the one that stands is affirmed
 */
typedef struct {
  gint64 local;
  SijilId record;
  gboolean take_losing;
} SijilDecision;

void sijil_conflict_free (SijilConflict *conflict);
SijilDecision *sijil_decision_new (const SijilConflict *conflict, gboolean take_losing);

/* SijilStoreFunc: data unused, result a GPtrArray of SijilConflict, newest first. */
gpointer sijil_conflicts (SijilSession *session, gpointer unused, GError **error);
/* SijilStoreFunc: data unused, result how many wait, GUINT_TO_POINTER. */
gpointer sijil_conflicts_count (SijilSession *session, gpointer unused, GError **error);
/* SijilStoreFunc, writing: data is a SijilDecision, result non-NULL. */
gpointer sijil_conflict_decide (SijilSession *session, gpointer decision, GError **error);

G_END_DECLS

#pragma once

#include "sijil-record.h"
#include "sijil-session.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_ENTITLED,      /* may be handed over now */
  SIJIL_ENTITLED_WARN, /* a rule is broken or another association gave it: needs a reason */
  SIJIL_ENTITLED_DONE, /* handed over today by us */
  SIJIL_ENTITLED_NOT,  /* not for this family */
} SijilEntitledState;

/**
 * SijilEntitlement:
 * @programme: the programme
 * @has_person: whether it is for one person of the household
 * @person: that person
 * @person_name: (nullable): and the name
 * @state: what may be done
 * @rule_broken: (nullable): code of the broken rule: `limit`, `overlap`, `years`, `excludes`,
 * `head`, `dates`, `moved`
 * @headline: (nullable): the reason in one sentence, in the language of the window
 * @detail: (nullable): where and when, in words
 * @left: how many more the limit allows, -1 for no limit
 * @distribution: today's hand-over, for its undo; zero if there is none
 * @at: and its time, microseconds UTC
 *
 * One row of "may receive today".
 */
typedef struct {
  SijilRecord *programme;
  gboolean has_person;
  SijilId person;
  char *person_name;
  SijilEntitledState state;
  char *rule_broken;
  char *headline;
  char *detail;
  char *period;
  gint64 left;
  SijilId distribution;
  gint64 at;
} SijilEntitlement;

/**
 * SijilReceived:
 * @served_on: ISO date
 * @what: name of the programme, or the kind of need if others gave it under one of their own
 * @quantity: how many
 * @association: (nullable): %NULL if we gave it
 * @office: (nullable): the office that gave it
 * @distribution: our fact; zero if another association gave it
 *
 * One line of "already received". Reversed facts are not among them.
 */
typedef struct {
  char *served_on;
  char *what;
  gint64 quantity;
  char *association;
  char *office;
  SijilId distribution;
} SijilReceived;

/**
 * SijilFamily:
 * @household: the household
 * @head: (nullable): its head, %NULL while the head is to be confirmed
 * @members: (element-type SijilRecord): all persons, the head first
 * @entitlements: (element-type SijilEntitlement): the rows of Alt+1..9 first, then what is not for
 * it
 * @received: (element-type SijilReceived): newest first
 * @known_elsewhere: (element-type utf8): associations that know it too
 * @seen: what of the others' news it contains, for #SijilHouseholdEdit.seen
 * @last_today: the newest hand-over of today, to whatever family, which the undo key means; zero if
 * there is none
 *
 * Everything that the desk shows of one household.
 */
typedef struct {
  SijilRecord *household;
  SijilRecord *head;
  GPtrArray *members;
  GPtrArray *entitlements;
  GPtrArray *received;
  GPtrArray *known_elsewhere;
  gint64 seen;
  SijilId last_today;
} SijilFamily;

void sijil_family_free (SijilFamily *family);

/* SijilStoreFunc: data is a household's SijilId *, result a SijilFamily. */
gpointer sijil_family_load (SijilSession *session, gpointer household, GError **error);

char *sijil_programme_name (SijilRecord *programme) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_aid_name (const char *programme_name, const char *family) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_programme_rule_words (SijilRecord *programme) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

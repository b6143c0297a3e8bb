#pragma once

#include "sijil-id.h"
#include "sijil-match-compare.h"
#include "sijil-record.h"
#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilLookAlike:
 * @household: a household that is registered already; zero for a volunteer who is in none
 * @person: the person in it
 * @volunteer: the volunteer that the person is, as far as volunteers are asked for; otherwise zero
 * @name: that person's name as written
 * @card: (nullable): card of the household
 * @place: (nullable): village and governorate in words
 * @birth_date: (nullable): ISO date
 * @same_id: the same ID number
 * @same_name: the first three name parts are equal
 * @same_birth: the same full birth date
 * @comparison: why it may be the same person
 * @last_served: (nullable): ISO date
 */
typedef struct {
  SijilId household;
  SijilId person;
  SijilId volunteer;
  char *name;
  char *card;
  char *place;
  char *birth_date;
  char *phone;
  gboolean same_id;
  gboolean same_name;
  gboolean same_birth;
  SijilComparison comparison;
  char *last_served;
} SijilLookAlike;

void sijil_look_alike_free (SijilLookAlike *look_alike);

/**
 * SijilTypedMember:
 * @person: somebody as typed so far, with the stored household if that is known
 * @household: (nullable): the household as typed so far
 * @head: (nullable): name of the head as typed so far, if that is somebody else
 *
 * Whom to look for.
 */
typedef struct {
  SijilRecord *person;
  SijilRecord *household;
  char *head;
} SijilTypedMember;

SijilTypedMember *sijil_typed_member_new (SijilRecord *person, SijilRecord *household,
                                          const char *head);
void sijil_typed_member_free (SijilTypedMember *member);

/* SijilStoreFunc: data is a SijilTypedMember; result a GPtrArray of SijilLookAlike: whoever may be
 * the same, the likeliest first. */
gpointer sijil_look_alikes (SijilSession *session, gpointer member, GError **error);
/* SijilStoreFunc: the same for a person SijilRecord, but only who has the same ID, or the same
 * three name parts and full birth date; volunteers who belong to no family too. */
gpointer sijil_volunteer_look_alikes (SijilSession *session, gpointer person, GError **error);

G_END_DECLS

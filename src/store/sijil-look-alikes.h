#pragma once

#include "sijil-id.h"
#include "sijil-match-compare.h"
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

/* SijilStoreFunc: data is a person SijilRecord as typed so far, with the household if that is
 * known; result a GPtrArray of SijilLookAlike: whoever may be the same, the likeliest first. */
gpointer sijil_look_alikes (SijilSession *session, gpointer person, GError **error);
/* SijilStoreFunc: the same, but only who has the same ID, or the same three name parts and full
 * birth date; volunteers who belong to no family too. */
gpointer sijil_volunteer_look_alikes (SijilSession *session, gpointer person, GError **error);

G_END_DECLS

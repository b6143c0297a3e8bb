#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

typedef enum {
  SIJIL_FOUND_EXACT,    /* a whole card number or ID: the desk opens it by itself */
  SIJIL_FOUND_CLOSEST,  /* every part of what was typed agrees */
  SIJIL_FOUND_POSSIBLE, /* most parts agree */
  SIJIL_FOUND_ALIKE,    /* nothing agrees; an ID with a slip in it, or a name that sounds alike */
} SijilCloseness;

/**
 * SijilFound:
 * @household: its id
 * @card: card number
 * @name: name of the person who was found, as written
 * @relation: the person's relation, a code; "head" for the head
 * @sex: (nullable): the person's sex, a code
 * @head_name: (nullable): name of the head, if the person is not the head
 * @place: village and governorate in words
 * @birth_year: (nullable): birth year of the person
 * @members: how many belong to the household
 * @moved_to: (nullable): the association that looks after it now
 * @closeness: how well it agrees
 *
 * One household that a search found, by the person who agreed best.
 */
typedef struct {
  SijilId household;
  char *card;
  char *name;
  char *relation;
  char *sex;
  char *head_name;
  char *place;
  char *birth_year;
  guint members;
  char *moved_to;
  SijilCloseness closeness;
} SijilFound;

void sijil_found_free (SijilFound *found);

/* SijilStoreFunc: data is the text as typed (const char *), result a GPtrArray of SijilFound. */
gpointer sijil_find (SijilSession *session, gpointer text, GError **error);

G_END_DECLS

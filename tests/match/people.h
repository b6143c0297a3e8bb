#pragma once

#include "sijil-match-pairs.h"

/* Lists of made-up people for the matcher. */

/**
 * Person:
 *
 * What is written of somebody; what is left out is not known.
 */
typedef struct {
  const char *name;
  const char *sex;
  const char *birth;
  const char *id;
  const char *phone;
  const char *governorate;
  const char *village;
  guint household;
  const char *head;
  const char *spouse;
} Person;

GArray *people_new (void);
void people_add (GArray *people, const Person *person);
void people_add_crowd (GArray *people, guint n);
SijilComparison people_compare (const Person *a, const Person *b);
SijilZone people_zone (const Person *a, const Person *b);

#pragma once

#include "line.h"
#include "step.h"

#define N_DESKS 5

/* Two associations, three desks and two, and all that was ever written. */
typedef struct {
  House *house;
  gint64 association[2];
  Desk *desk[N_DESKS];
  long clock_s[N_DESKS]; /* by how much it is wrong */
  char *stick;
  SijilId programme[2];
  GArray *families[2]; /* SijilId */
  GArray *served[2];   /* SijilId of hand-overs */
  GPtrArray *written;  /* SijilRecord */
  guint counter;
} World;

World *world_new (void);
void world_free (World *world);
void world_step (World *world, const Step *step);
void world_write (World *world, guint desk, SijilRecord *edit);
void world_settle (World *world);
void world_check (World *world);
guint world_side (guint desk);

#pragma once

#include "desk.h"

/* A day at a desk in a few steps, each of them one thing that a person (or the exchange) does. */
typedef struct {
  char *folder;
  SijilStore *store; /* NULL while it is locked, or was never made */
  guint done;        /* how many steps were acknowledged */
} Story;

extern const guint story_steps;

void story_begin (Story *story);
void story_end (Story *story);
gboolean story_go_on (Story *story);
void story_stop (Story *story);
guint story_told (SijilStore *store);
void story_check (SijilStore *store);
void story_check_rows (SijilStore *store);

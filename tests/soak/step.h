#pragma once

#include <glib.h>

/* What may happen to five desks of two associations and their registry. Each number of a step is
 * taken modulo what it chooses from, so that every list of steps is a story. */
typedef enum {
  STEP_EDIT_HOUSEHOLD,
  STEP_EDIT_PERSON,
  STEP_NEW_FAMILY,
  STEP_HAND_OVER,
  STEP_REVERSE,
  STEP_DELETE,
  STEP_EXCHANGE,
  STEP_LOSE_ANSWER,
  STEP_ANSWER_TWICE,
  STEP_ANSWER_LATE,
  STEP_BY_FILE,
  STEP_RESTART_DESK,
  STEP_RESTART_REGISTRY,
  STEP_WRONG_CLOCK,
  N_STEPS,
} StepKind;

typedef struct {
  StepKind kind;
  guint desk;
  guint which;
  guint how;
} Step;

const char *step_name (StepKind kind);
GArray *steps_from_seed (guint32 seed, guint n);

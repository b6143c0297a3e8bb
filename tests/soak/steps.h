#pragma once

#include <glib.h>

/* One thing that happens in a world. Its numbers choose among what there is at that moment, so that
 * a list of steps still means something when some of them are left out. */
typedef enum {
  /* somebody works at a desk */
  STEP_HOUSEHOLD,
  STEP_PERSON,
  STEP_FAMILY,
  STEP_SERVE,
  STEP_REVERSE,
  STEP_SETTLE,
  STEP_VOLUNTEER,
  STEP_FORM, /* a form is opened, and sent by the next edit at that desk */
  STEP_DELETE,
  STEP_REVIVE,
  STEP_MERGE,
  STEP_UNMERGE,
  STEP_SPLIT,
  STEP_MOVE,
  STEP_DECIDE,
  STEP_LONG, /* something that the registry refuses */
  STEP_AGAIN,
  /* it exchanges */
  STEP_EXCHANGE,
  STEP_ONE_BY_ONE, /* with one change set in each answer */
  STEP_FEW,        /* a few change sets go up with each request, and one answer may be lost */
  STEP_LOST,       /* an answer is lost on the way */
  STEP_CUT,        /* a request does not arrive, or only its first bytes */
  STEP_TWICE,      /* the last answer is applied once more */
  STEP_KEEP,       /* an answer is under way for long */
  STEP_LATE,       /* and arrives after another one */
  STEP_NEWS_ONLY,  /* nothing of ours goes up with the request */
  STEP_STICK_UP,   /* what waits goes to a stick */
  STEP_STICK,      /* the registry takes it and answers */
  STEP_STICK_DOWN, /* the answer is read */
  /* and things go wrong */
  STEP_RESTART,
  STEP_RESTART_REGISTRY,
  STEP_PASS,  /* time passes */
  STEP_CLOCK, /* the desk's clock is set to another day */
  STEP_COPY,
  STEP_COPIED_BACK,
  STEP_COMPARE, /* the next exchange compares the desk with the registry */
  STEP_LOSE,    /* the desk's disk has lost a record, which only that comes to see */
  STEP_AWAY,    /* the registry moves a family to the other association */
  STEP_DISK,    /* the next step finds the desk's disk on a bad day */
  STEP_REGISTRY_DISK,
  N_STEPS,
} StepKind;

typedef struct {
  StepKind kind;
  guint office;
  guint a, b, c;
} Step;

#define OFFICES 5

GArray *steps_make (guint32 seed, guint n);
GArray *steps_parse (const char *text);
char *steps_text (GArray *steps);
const char *step_name (StepKind kind);

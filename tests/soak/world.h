#pragma once

#include "fault-vfs.h"
#include "sijil-registry.h"
#include "sijil-store.h"
#include "steps.h"

/* One registry and five desks in two associations, in this process, with a time of their own. */

#define ASSOCIATIONS 2

/* 2026-11-01: every world begins on the same day. */
#define FIRST_MOMENT G_GINT64_CONSTANT (1793527200000000)

/* How the next requests of a desk fare. */
typedef enum {
  LINE_GOOD,
  LINE_ONE_BY_ONE,
  LINE_FEW,
  LINE_LOST,
  LINE_CUT,
  LINE_KEEP,
  LINE_AGAIN, /* what came last comes once more, and the registry is not asked */
  LINE_LATE,  /* the same with what was kept under way */
  LINE_NEWS_ONLY,
} LineKind;

typedef struct {
  guint number;
  gint64 association;
  char *folder;
  SijilStore *store;
  gint64 clock_off; /* seconds */
  gint64 seen;      /* when the form that is open was opened; -1: there is none */
  gint64 cseq;      /* of the last change set that is in the journal */
  gint64 clock;     /* as last looked at */
  gint64 cursor;
  GBytes *last; /* answer */
  GBytes *kept;
  char *copy;        /* folder of an older copy */
  guint copy_mark;   /* how long the journal was then */
  gboolean may_fork; /* it is that copy, and has not exchanged since */
} Office;

typedef struct _Journal Journal;

typedef struct {
  char *folder;
  SijilRegistry *registry;
  Office offices[OFFICES];
  Journal *journal;
  gint64 now; /* microseconds */
  guint counter;
  /* the disk that the next step finds */
  FaultKind fault;
  guint nth;
  int fault_at; /* an office; OFFICES: the registry */
  gboolean armed;
  /* the line of the exchange that is under way */
  Office *asking;
  LineKind line;
  guint line_at, posts;
  guint faults;  /* that struck */
  guint losses;  /* records that disks have lost without a word */
  char *trouble; /* the first thing that is not as it should be */
} World;

World *world_new (guint32 seed);
void world_free (World *world);
void world_forget (void);
void world_trouble (World *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Whether what was deleted on the first day may be gone by now: an edit of that, or by it, is
 * refused, and stays where it was made. */
gboolean world_is_old (const World *world);
void world_clock (World *world, const Office *office);
gboolean world_open (World *world, Office *office, GError **error);
void world_close (Office *office);
gboolean world_open_registry (World *world, GError **error);
void world_close_registry (World *world);
void world_copy (World *world, Office *office);
void world_copied_back (World *world, Office *office);

SijilDb *world_db (const Office *office);
SijilDb *world_registry_db (World *world);
gint64 world_meta (const Office *office, const char *key);

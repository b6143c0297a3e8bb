#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

/* So long after a hand-over its undo is a slip of the hand: as long as the sentence with the button
 * stands on the screen, and the time to press a key. Later ones need a reason. */
#define SIJIL_SLIP_SECONDS 12

/**
 * SijilRecent:
 *
 * One of today's hand-overs, for the idle desk.
 */
typedef struct {
  SijilId distribution;
  SijilId household;
  gint64 at;
  char *head_name;
  char *what;
  gint64 quantity;
  char *card;
  gboolean over_warning;
} SijilRecent;

/**
 * SijilToday:
 * @households: how many different households were served today
 * @count: how many hand-overs of today stand
 * @recent: (element-type SijilRecent): newest first, standing ones only
 * @review: how many findings wait for a decision
 * @elsewhere_as_of: when the knowledge of the others was last refreshed, 0 for never
 */
typedef struct {
  guint households;
  guint count;
  GPtrArray *recent;
  guint review;
  gint64 elsewhere_as_of;
} SijilToday;

/**
 * SijilUndo:
 * @recent: (nullable): the hand-over that is meant, %NULL if none of today stands
 * @done: whether it was taken back; if not, it needs a reason
 *
 * What became of the wish to take a hand-over back.
 */
typedef struct {
  SijilRecent *recent;
  gboolean done;
} SijilUndo;

void sijil_today_free (SijilToday *today);
void sijil_undo_free (SijilUndo *undo);

/* SijilStoreFunc: data is how many hand-overs are wanted (GUINT_TO_POINTER, 0 for the usual 50),
 * result a SijilToday. */
gpointer sijil_today (SijilSession *session, gpointer most, GError **error);
/* SijilStoreFunc, writing: data is the SijilId * of a hand-over or %NULL for the newest of today,
 * result a SijilUndo. */
gpointer sijil_undo (SijilSession *session, gpointer distribution, GError **error);
gboolean sijil_today_newest (SijilSession *session, SijilId *distribution);

G_END_DECLS

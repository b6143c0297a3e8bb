#pragma once

#include "sijil-id.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilEvent:
 * @kind: a code of the kinds of events
 * @household: whose history it belongs to
 * @other_household: (nullable): and to whose as well
 * @person: (nullable): who of them
 * @on: (nullable): ISO date, perhaps partial; %NULL for today
 * @note: (nullable): in words
 * @reverses: (nullable): what it takes back
 *
 * What is written into the history of a family.
 */
typedef struct {
  const char *kind;
  const SijilId *household;
  const SijilId *other_household;
  const SijilId *person;
  const char *on;
  const char *note;
  const SijilId *reverses;
} SijilEvent;

/**
 * SijilHistoryLine:
 * @on: ISO date, perhaps partial
 * @words: the fact as a sentence, in the language of the window
 * @kind: a code of the kinds of events, `aid`, `visit` or `consent`
 * @office: (nullable): where it was written down
 * @actor: (nullable): by whom
 * @at: when, microseconds UTC
 * @undoes: what taking it back is about: of a merge that stands, the household or the member who
 *   gave way; of `apart`, what was said; zero for what cannot be taken back here
 *
 * One line of the history of a family.
 */
typedef struct {
  char *on;
  char *words;
  char *kind;
  char *office;
  char *actor;
  gint64 at;
  SijilId undoes;
} SijilHistoryLine;

gboolean sijil_event_put (SijilSession *session, const SijilEvent *event, SijilId *id,
                          GError **error);
void sijil_history_line_free (SijilHistoryLine *line);

/* SijilStoreFunc: data is a household's SijilId *, result a GPtrArray of SijilHistoryLine, newest
 * first, at most 300. */
gpointer sijil_history (SijilSession *session, gpointer household, GError **error);

G_END_DECLS

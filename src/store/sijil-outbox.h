#pragma once

#include "sijil-change-set.h"
#include "sijil-session.h"

G_BEGIN_DECLS

/**
 * SijilRefused:
 * @local: number of the change set in this file
 * @reason: code of the registry's reason
 * @what: what the set changed, in words
 * @head: (nullable): the head of the family that it is about
 * @card: (nullable): and its card
 * @programme: (nullable): what was handed over, in words
 */
typedef struct {
  gint64 local;
  char *reason;
  char *what;
  char *head;
  char *card;
  char *programme;
  gint64 at;
} SijilRefused;

/**
 * SijilSyncState:
 * @enrolled: whether the registry knows this device
 * @waiting: change sets that wait
 * @confirmed: change sets that the registry has acknowledged
 * @refused: (element-type SijilRefused): change sets that it cannot keep
 * @last_sync: microseconds UTC of the last whole exchange, 0 for never
 * @last_error: (nullable): sentence of the last attempt, if it failed
 * @url: (nullable): address of the registry
 * @device: our number there
 * @compared: microseconds UTC of the last comparison with what the registry holds, 0 for never
 * @mended: records that were fetched or sent once more by it
 * @here_only: records that it found here and not at the registry, and that another PC has to tell
 * @other_match: whether the registry tells people apart by other rules than this program
 * @takes_tomorrow: whether the registry takes what waits tomorrow only
 * @compares_tomorrow: whether it compares some of what it has with others tomorrow only
 * @phone: (nullable): under which number this office is rung, if that was entered
 * @clock_off_ms: what the registry's clock showed more than ours
 */
typedef struct {
  gboolean enrolled;
  gint64 waiting;
  gint64 confirmed;
  GPtrArray *refused;
  gint64 last_sync;
  char *last_error;
  char *url;
  guint32 device;
  gint64 compared;
  gint64 mended;
  gint64 here_only;
  gboolean other_match;
  gboolean takes_tomorrow;
  gboolean compares_tomorrow;
  char *phone;
  gint64 clock_off_ms;
} SijilSyncState;

const char *sijil_tomorrow_sentence (const SijilSyncState *state);
void sijil_sync_state_free (SijilSyncState *state);

/* SijilStoreFunc: data unused, result a SijilSyncState. */
gpointer sijil_sync_state (SijilSession *session, gpointer unused, GError **error);

/* SijilStoreFunc, writing: data is the number of a refused set (gint64 *): sends it again as its
 * records stand now. */
gpointer sijil_outbox_send_again (SijilSession *session, gpointer local, GError **error);

G_END_DECLS

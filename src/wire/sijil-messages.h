#pragma once

#include <json-glib/json-glib.h>

#include "sijil-receipt.h"
#include "sijil-wire.h"

G_BEGIN_DECLS

/**
 * SijilAsk:
 * @registry: (nullable): id of the registry that the cursors belong to
 * @epoch: its epoch
 * @cseq: the last change set that the device has made or re-sends
 * @cursor: own feed, folded up to here
 * @catalogue_cursor: catalogue feed, folded up to here
 * @page: most change sets that may come back in one answer; 0 for as many as the registry likes
 * @waiting_from: by file: the first set that no receipt has come for; 0 over the line
 * @wants_key: whether the registry is to say which key it signs with
 *
 * What a device says at each exchange, before its frame.
 */
typedef struct {
  char *registry;
  gint64 epoch;
  guint64 cseq;
  guint64 cursor;
  guint64 catalogue_cursor;
  guint page;
  guint64 waiting_from;
  gboolean wants_key;
} SijilAsk;

/**
 * SijilTomorrow:
 * @SIJIL_TOMORROW_NOTHING: all is done today
 * @SIJIL_TOMORROW_COMPARES: all was taken; somebody in it is compared with others tomorrow
 * @SIJIL_TOMORROW_TAKES: the rest of what was sent is taken tomorrow
 *
 * What waits since a device has used up its day.
 */
typedef enum {
  SIJIL_TOMORROW_NOTHING,
  SIJIL_TOMORROW_COMPARES,
  SIJIL_TOMORROW_TAKES,
} SijilTomorrow;

/**
 * SijilAnswer:
 * @registry: id of the registry
 * @epoch: its epoch
 * @time: its clock, microseconds UTC
 * @acked: every set up to this one has been received
 * @receipts: (element-type SijilReceipt): for the sets of this request
 * @after: own feed: the number after which the frame that follows begins
 * @cursor: own feed: where it ends
 * @catalogue_after: catalogue feed: the same
 * @catalogue_cursor: catalogue feed: the same
 * @more: whether there is more to fetch
 * @left: then about how many change sets that is
 * @frames: how many frames follow; 0 also if it does not say
 * @hijri_offset: days that the alliance adds to the Hijri calendar, -1 to 1
 * @tomorrow: what waits until then
 * @key: (nullable): the registry's public key, if it was asked for
 */
typedef struct {
  char *registry;
  gint64 epoch;
  gint64 time;
  guint64 acked;
  GPtrArray *receipts;
  guint64 after;
  guint64 cursor;
  guint64 catalogue_after;
  guint64 catalogue_cursor;
  gboolean more;
  guint64 left;
  guint frames;
  int hijri_offset;
  SijilTomorrow tomorrow;
  GBytes *key;
} SijilAnswer;

SijilAnswer *sijil_answer_new (void);
void sijil_answer_free (SijilAnswer *answer);
void sijil_ask_clear (SijilAsk *ask);

GBytes *sijil_ask_encode (const SijilAsk *ask);
gboolean sijil_ask_decode (GBytes *message, SijilAsk *ask, GError **error);
GBytes *sijil_answer_encode (const SijilAnswer *answer);
SijilAnswer *sijil_answer_decode (GBytes *message, GError **error);
GBytes *sijil_registry_key_read (JsonObject *object, GError **error);
gboolean sijil_hijri_offset_read (JsonObject *object, gint64 *offset, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilAnswer, sijil_answer_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SijilAsk, sijil_ask_clear)

G_END_DECLS

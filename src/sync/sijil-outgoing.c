#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-outgoing.h"

#include "sijil-frame.h"

static gboolean
birth_of (gpointer data, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  return sijil_session_birth (data, type, id, birth);
}

/**
 * sijil_outgoing_prepare: (skip)
 * @session: a session
 * @data: a #SijilOutgoing
 * @error: return location for an error
 *
 * Packs the next change sets that wait.
 *
 * Returns: non-%NULL if it could look; @frame is %NULL if nothing waits
 */
gpointer
sijil_outgoing_prepare (SijilSession *session, gpointer data, GError **error)
{
  SijilOutgoing *sending = data;
  SijilOutboxRequest request = { sending->after, sending->max_rows };
  SijilNames names = { birth_of, NULL, session };
  g_autoptr (GPtrArray) sets = NULL;

  sets = sijil_outbox_next (session, &request, error);
  if (sets == NULL)
    return NULL;
  for (guint i = 0; i < sets->len; i++) {
    SijilChangeSet *set = sets->pdata[i];

    sending->rows += set->rows->len;
    sending->last = set->cseq;
  }
  if (sets->len > 0)
    sending->frame = sijil_frame_encode (sets, &names);
  return sending;
}

void
sijil_outgoing_clear (SijilOutgoing *sending)
{
  g_clear_pointer (&sending->frame, g_bytes_unref);
}

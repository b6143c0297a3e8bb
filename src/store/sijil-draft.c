#define G_LOG_DOMAIN "sijil-store"

#include "sijil-households.h"

#include <string.h>

#define MAX_DRAFT (256 * 1024)

/**
 * sijil_draft_new:
 * @kind: which form
 * @body: (nullable): what it holds, %NULL to forget it
 *
 * Returns: (transfer full): a request for sijil_draft_save()
 */
SijilDraft *
sijil_draft_new (const char *kind, const char *body)
{
  SijilDraft *draft = g_new0 (SijilDraft, 1);

  draft->kind = g_strdup (kind);
  draft->body = g_strdup (body);
  return draft;
}

void
sijil_draft_free (SijilDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->kind);
  g_free (draft->body);
  g_free (draft);
}

/**
 * sijil_draft_save: (skip)
 * @session: the writing session
 * @data: a #SijilDraft
 * @error: return location for an error
 *
 * Keeps what is being typed in a form, so that a power cut loses nothing.
 *
 * Returns: (nullable): nothing
 */
gpointer
sijil_draft_save (SijilSession *session, gpointer data, GError **error)
{
  const SijilDraft *draft = data;

  session->quiet = TRUE;
  if (draft->body == NULL)
    sijil_db_run (session->db, error, "DELETE FROM draft WHERE kind = ?1", "t", draft->kind);
  else if (strlen (draft->body) <= MAX_DRAFT)
    sijil_db_run (session->db, error,
                  "INSERT INTO draft (kind, body, at) VALUES (?1, ?2, ?3) "
                  "ON CONFLICT (kind) DO UPDATE SET body = ?2, at = ?3",
                  "tti", draft->kind, draft->body, g_get_real_time ());
  return NULL;
}

/**
 * sijil_draft_load: (skip)
 * @session: a session
 * @kind: which form
 * @error: return location for an error
 *
 * Queued among the writes it comes after the draft that a form has just queued as it went away.
 *
 * Returns: (transfer full) (nullable): the body that was kept
 */
gpointer
sijil_draft_load (SijilSession *session, gpointer kind, GError **error)
{
  session->quiet = TRUE;
  return sijil_db_text (session->db, "SELECT body FROM draft WHERE kind = ?1", "t", kind);
}

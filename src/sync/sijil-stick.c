#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-stick.h"

#include "sijil-bundle.h"
#include "sijil-i18n.h"
#include "sijil-parts.h"
#include "sijil-incoming.h"
#include "sijil-outgoing.h"
#include "sijil-sync-error.h"
#include "sijil-text.h"

#include <sodium.h>

/* A stick is no slow line: full frames. */
#define ROWS_A_BODY 10000

/* What goes up, as it stood at one moment. */
typedef struct {
  SijilLink *link;
  GByteArray *payload;
} Export;

static gboolean
fail (GError **error, SijilSyncError code, const char *sentence)
{
  g_set_error_literal (error, SIJIL_SYNC_ERROR, code, sentence);
  return FALSE;
}

static gboolean
check_link (const SijilLink *link, GError **error)
{
  if (link->url == NULL)
    return fail (error, SIJIL_SYNC_ERROR_NOT_ENROLLED,
                 _ ("This office has not joined the registry yet. It needs an invitation"));
  if (link->registry_key == NULL)
    return fail (error, SIJIL_SYNC_ERROR_NOT_ENROLLED,
                 _ ("This office has to exchange once over the network before it can exchange by "
                    "stick"));
  return TRUE;
}

static GBytes *
request_body (const SijilLink *link, GBytes *frame)
{
  SijilAsk ask = { .registry = link->registry,
                   .epoch = link->epoch,
                   .cseq = link->cseq,
                   .cursor = link->cursor,
                   .catalogue_cursor = link->catalogue_cursor,
                   .waiting_from = link->waiting_from };
  g_autoptr (GBytes) message = sijil_ask_encode (&ask);
  GByteArray *body = g_byte_array_new ();

  sijil_parts_append (body, SIJIL_PART_MESSAGE, message);
  if (frame != NULL)
    sijil_parts_append (body, SIJIL_PART_OWN, frame);
  return g_byte_array_free_to_bytes (body);
}

/* One body at least: it tells the registry how far this office has read. */
static gpointer
collect (SijilSession *session, gpointer data, GError **error)
{
  Export *export = data;
  guint64 after = 0;
  gboolean more = TRUE;

  export->link = sijil_link_load (session, NULL, error);
  if (export->link == NULL || !check_link (export->link, error))
    return NULL;
  export->payload = g_byte_array_new ();
  while (more) {
    g_auto (SijilOutgoing) sending = { after, ROWS_A_BODY };
    g_autoptr (GBytes) body = NULL;

    if (sijil_outgoing_prepare (session, &sending, error) == NULL)
      return NULL;
    more = sending.frame != NULL;
    if (!more && export->payload->len > 0)
      break;
    body = request_body (export->link, sending.frame);
    sijil_bundle_append (export->payload, body);
    if (more)
      after = sending.last;
  }
  return export;
}

static gboolean
make_head (const SijilLink *link, SijilBundleWay way, SijilBundleHead *head, GError **error)
{
  *head = (SijilBundleHead){ .way = way, .device = link->device, .made = g_get_real_time () };
  return sijil_id_parse (link->registry, &head->registry) ||
         fail (error, SIJIL_SYNC_ERROR_PROTOCOL, _ ("The registry’s name is not right"));
}

/**
 * sijil_stick_export:
 * @store: a register
 * @folder: where to write, on a stick as a rule
 * @waiting: (out): how many change sets are in it
 * @error: return location for an error, in the language of the window
 *
 * Writes all that waits to a file that only the registry can open. It waits on until a receipt has
 * come, by file or over the line.
 *
 * Returns: (transfer full) (nullable): path of the file
 */
char *
sijil_stick_export (SijilStore *store, const char *folder, gint64 *waiting, GError **error)
{
  Export export = { NULL, NULL };
  g_autoptr (SijilLink) link = NULL;
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GBytes) bundle = NULL;
  g_autofree char *name = NULL, *path = NULL;
  SijilBundleHead head;
  gboolean ok =
      sodium_init () >= 0 && sijil_store_read_aside (store, collect, &export, error) != NULL;

  link = export.link;
  if (export.payload != NULL)
    payload = g_byte_array_free_to_bytes (export.payload);
  if (!ok || !make_head (link, SIJIL_BUNDLE_UP, &head, error))
    return NULL;
  bundle = sijil_bundle_seal (&head, payload, link->secret_key, link->registry_key, error);
  name = sijil_bundle_name (SIJIL_BUNDLE_UP, link->device);
  path = g_build_filename (folder, name, NULL);
  if (bundle == NULL || !sijil_bundle_write (path, bundle, error))
    return NULL;
  *waiting = link->waiting;
  return g_steal_pointer (&path);
}

/* The file of this office in a folder that holds those of many; @path itself if it is a file. */
static char *
find_file (const char *path, const SijilLink *link, GError **error)
{
  g_autofree char *name = sijil_bundle_name (SIJIL_BUNDLE_DOWN, link->device);
  g_autofree char *found = g_build_filename (path, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_strdup (path);
  if (g_file_test (found, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&found);
  /* Translators: %s is the name of a file. */
  g_set_error (error, SIJIL_SYNC_ERROR, SIJIL_SYNC_ERROR_NOTHING_HERE,
               _ ("There is nothing for this office here. The registry’s file for it is called %s"),
               name);
  return NULL;
}

static gboolean
check_head (GBytes *bundle, const SijilLink *link, GError **error)
{
  SijilBundleHead head, ours;

  if (!make_head (link, SIJIL_BUNDLE_DOWN, &ours, error))
    return FALSE;
  if (!sijil_bundle_read_head (bundle, &head, NULL))
    return fail (error, SIJIL_SYNC_ERROR_DAMAGED,
                 _ ("This is no file of a registry, or it is cut off. Nothing was changed; copy it "
                    "again"));
  if (head.way != SIJIL_BUNDLE_DOWN)
    return fail (error, SIJIL_SYNC_ERROR_FOREIGN,
                 _ ("This file goes from an office to the registry, not the other way. Nothing was "
                    "changed"));
  if (!sijil_id_equal (&head.registry, &ours.registry))
    return fail (error, SIJIL_SYNC_ERROR_FOREIGN,
                 _ ("This file is of another registry. Nothing was changed"));
  if (head.device != ours.device)
    return fail (error, SIJIL_SYNC_ERROR_FOREIGN,
                 _ ("This file is for another office. Nothing was changed"));
  return TRUE;
}

static GBytes *
open_bundle (const char *path, const SijilLink *link, GError **error)
{
  g_autofree char *file = find_file (path, link, error);
  g_autoptr (GBytes) bundle = file != NULL ? sijil_bundle_read (file, error) : NULL;
  g_autoptr (GError) local = NULL;
  GBytes *payload;

  if (bundle == NULL || !check_head (bundle, link, error))
    return NULL;
  payload =
      sijil_bundle_open (bundle, link->registry_key, link->public_key, link->secret_key, &local);
  if (payload == NULL)
    fail (error, SIJIL_SYNC_ERROR_DAMAGED,
          _ ("This file is damaged or was altered. Nothing was changed; copy it again"));
  return payload;
}

/**
 * sijil_stick_import:
 * @store: a register
 * @path: a file of the registry, or the folder in which the one for this office is
 * @news: (out): how many change sets of others were in it
 * @error: return location for an error, in the language of the window
 *
 * Applies what the registry wrote to a file, in one transaction. A second time, or after the line
 * was there first, it changes nothing; a file that is damaged or another's is refused whole.
 *
 * Returns: %TRUE if all of it is known here now
 */
gboolean
sijil_stick_import (SijilStore *store, const char *path, gint64 *news, GError **error)
{
  g_autoptr (SijilLink) link = sijil_store_read (store, sijil_link_load, NULL, error);
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (GBytes) payload = NULL;

  if (link == NULL || sodium_init () < 0 || !check_link (link, error))
    return FALSE;
  payload = open_bundle (path, link, error);
  if (payload != NULL)
    replies = sijil_incoming_read_all (payload, link, error);
  if (replies == NULL ||
      sijil_store_write (store, sijil_incoming_apply_all, replies, error) == NULL)
    return FALSE;
  *news = 0;
  for (guint i = 0; i < replies->len; i++)
    *news += ((SijilIncoming *) replies->pdata[i])->news;
  return TRUE;
}

#define G_LOG_DOMAIN "sijil-sync"

#include "sijil-join.h"

#include "sijil-json.h"
#include "sijil-messages.h"

#define MAX_NUMBER (G_GINT64_CONSTANT (1) << 40)

static gboolean
read_membership (JsonObject *object, SijilJoin *join, GError **error)
{
  gint64 device;

  join->token = g_strdup (sijil_json_string (object, "token", 100, error));
  if (join->token == NULL || !sijil_json_int (object, "device", 2, G_MAXUINT32, &device, error))
    return FALSE;
  join->device = (guint32) device;
  return TRUE;
}

static gboolean
read_registry (JsonObject *object, SijilJoin *join, GError **error)
{
  gint64 hijri;

  if (!sijil_json_int (object, "epoch", 0, MAX_NUMBER, &join->epoch, error))
    return FALSE;
  join->registry = g_strdup (sijil_json_string (object, "registry", 64, error));
  if (join->registry == NULL)
    return FALSE;
  join->association = g_strdup (sijil_json_string (object, "association", 1000, error));
  if (join->association == NULL || !sijil_hijri_offset_read (object, &hijri, error))
    return FALSE;
  join->hijri_offset = (int) hijri;
  /* A registry of before said nothing of its key. */
  if (json_object_has_member (object, "key"))
    join->registry_key = sijil_registry_key_read (object, error);
  return !json_object_has_member (object, "key") || join->registry_key != NULL;
}

static JsonObject *
parse (GBytes *answer, GError **error)
{
  gsize len;
  const char *text = g_bytes_get_data (answer, &len);

  return sijil_json_parse (text, len, error);
}

/**
 * sijil_join_read:
 * @answer: what a registry answered to an enrolment
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what it says, without the address and the authority, which
 *   come from the invitation
 */
SijilJoin *
sijil_join_read (GBytes *answer, GError **error)
{
  JsonObject *object = parse (answer, error);
  g_autoptr (SijilJoin) join = g_new0 (SijilJoin, 1);
  gboolean ok;

  if (object == NULL)
    return NULL;
  ok = sijil_json_version (object, error) && read_membership (object, join, error) &&
       read_registry (object, join, error);
  json_object_unref (object);
  return ok ? g_steal_pointer (&join) : NULL;
}

/**
 * sijil_join_read_fork:
 * @answer: what a registry answered to a device that was copied back
 * @receipts: (out) (transfer full) (element-type SijilReceipt): of the sets that it has already
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the new number and its token
 */
SijilJoin *
sijil_join_read_fork (GBytes *answer, GPtrArray **receipts, GError **error)
{
  JsonObject *object = parse (answer, error);
  g_autoptr (SijilJoin) join = g_new0 (SijilJoin, 1);
  gboolean ok;

  *receipts = NULL;
  if (object == NULL)
    return NULL;
  ok = sijil_json_version (object, error) && read_membership (object, join, error) &&
       (*receipts = sijil_receipts_read (object, "sets", error)) != NULL;
  json_object_unref (object);
  return ok ? g_steal_pointer (&join) : NULL;
}

/**
 * sijil_epoch_read:
 * @answer: what a restored registry says to a device that knew it before
 * @epoch: (out caller-allocates): the same
 * @error: return location for an error
 *
 * Returns: %TRUE if it says so
 */
gboolean
sijil_epoch_read (GBytes *answer, SijilEpoch *epoch, GError **error)
{
  JsonObject *object = parse (answer, error);
  gint64 acked = 0, cursor = 0, catalogue = 0, told = 0;
  gboolean ok;

  if (object == NULL)
    return FALSE;
  ok = sijil_json_version (object, error) &&
       sijil_json_int (object, "epoch", 1, MAX_NUMBER, &epoch->epoch, error) &&
       sijil_json_int (object, "acked", 0, MAX_NUMBER, &acked, error) &&
       sijil_json_int (object, "cursor", 0, MAX_NUMBER, &cursor, error) &&
       sijil_json_int (object, "catalogue", 0, MAX_NUMBER, &catalogue, error) &&
       sijil_json_int (object, "told", 0, MAX_NUMBER, &told, error);
  json_object_unref (object);
  epoch->acked = (guint64) acked;
  epoch->cursor = (guint64) cursor;
  epoch->catalogue_cursor = (guint64) catalogue;
  epoch->told = (guint64) told;
  return ok;
}

#define G_LOG_DOMAIN "sijil-model"

#include "sijil-change-set.h"

static void
row_free (SijilChangeRow *row)
{
  g_object_unref (row->record);
  g_free (row);
}

/**
 * sijil_change_set_new:
 * @id: (nullable): its id, or %NULL for a fresh one
 *
 * Returns: (transfer full): an empty change set
 */
SijilChangeSet *
sijil_change_set_new (const SijilId *id)
{
  SijilChangeSet *set = g_new0 (SijilChangeSet, 1);

  set->id = id != NULL ? *id : sijil_id_new ();
  set->schema = SIJIL_SCHEMA_VERSION;
  set->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  return set;
}

void
sijil_change_set_free (SijilChangeSet *set)
{
  if (set == NULL)
    return;
  g_free (set->actor);
  g_ptr_array_unref (set->rows);
  g_free (set);
}

/**
 * sijil_change_set_add:
 * @set: a change set
 * @record: its id and the changed fields; a new record without an id gets one here
 * @is_new: whether the record is born in this set
 *
 * Returns: (transfer none): the row
 */
SijilChangeRow *
sijil_change_set_add (SijilChangeSet *set, SijilRecord *record, gboolean is_new)
{
  SijilChangeRow *row = g_new0 (SijilChangeRow, 1);

  row->index = set->rows->len;
  row->is_new = is_new;
  row->record = g_object_ref (record);
  if (is_new && sijil_id_is_null (sijil_record_id (record))) {
    SijilId id = sijil_id_derive (&set->id, row->index);

    sijil_record_set_id (record, &id);
  }
  g_ptr_array_add (set->rows, row);
  return row;
}

/**
 * sijil_change_set_stamp:
 * @set: a change set
 *
 * Returns: what it writes beside each field that it changes
 */
SijilStamp
sijil_change_set_stamp (SijilChangeSet *set)
{
  return (SijilStamp){ set->stamp, set->device, set->base, set->seq };
}

/**
 * sijil_change_set_bytes:
 * @set: a change set
 *
 * Returns: about how many bytes its rows take, for bounds
 */
gsize
sijil_change_set_bytes (SijilChangeSet *set)
{
  gsize bytes = 0;

  for (guint i = 0; i < set->rows->len; i++)
    bytes += sijil_record_bytes (((SijilChangeRow *) set->rows->pdata[i])->record);
  return bytes;
}

/**
 * sijil_change_set_digest:
 * @set: a change set
 *
 * Says whether two sets of one name are the same set. Frames may cut and pack differently, and
 * leave out the id of a set in which no row is born, so the digest is taken of what the set says.
 *
 * Returns: (transfer full): SHA-256, in hexadecimal digits
 */
char *
sijil_change_set_digest (SijilChangeSet *set)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < set->rows->len; i++) {
    SijilChangeRow *row = set->rows->pdata[i];
    g_autoptr (GBytes) fields = sijil_record_pack (row->record);
    g_autofree char *head = g_strdup_printf ("%u %d %s ", row->index, row->is_new,
                                             sijil_record_def (row->record)->name);

    g_checksum_update (sum, (const guchar *) head, -1);
    g_checksum_update (sum, sijil_record_id (row->record)->bytes, sizeof (SijilId));
    g_checksum_update (sum, g_bytes_get_data (fields, NULL), (gssize) g_bytes_get_size (fields));
  }
  return g_strdup (g_checksum_get_string (sum));
}

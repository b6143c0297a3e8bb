#define G_LOG_DOMAIN "sijil-store"

#include "sijil-edit.h"

#include "sijil-hlc.h"
#include "sijil-index.h"
#include "sijil-losers.h"
#include "sijil-merge.h"
#include "sijil-meta.h"
#include "sijil-set.h"
#include "sijil-set-rows.h"
#include "types/sijil-types-all.h"

static SijilEdit *
open_edit (SijilSession *session)
{
  if (session->edit == NULL) {
    session->edit = g_new0 (SijilEdit, 1);
    session->edit->seen = -1;
    session->edit->touched = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
    session->edit->rows = g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  }
  return session->edit;
}

static guint64
tick (SijilDb *db, guint64 above, GError **error)
{
  SijilHlc clock = { (guint64) sijil_meta_number (db, SIJIL_META_CLOCK, 0),
                     sijil_meta_number (db, SIJIL_META_CLOCK_OFFSET, 0) };
  guint64 stamp = sijil_hlc_tick (&clock, g_get_real_time (), above);

  return sijil_meta_set_number (db, SIJIL_META_CLOCK, (gint64) clock.last, error) ? stamp : 0;
}

static SijilChangeSet *
open_set (SijilSession *session, GError **error)
{
  SijilEdit *edit = open_edit (session);
  SijilDb *db = session->db;

  if (edit->set != NULL)
    return edit->set;
  edit->set = sijil_change_set_new (NULL);
  edit->set->device = (guint32) sijil_meta_number (db, SIJIL_META_DEVICE, 0);
  edit->set->cseq = (guint64) sijil_meta_number (db, SIJIL_META_CSEQ, 0) + 1;
  edit->set->base = (guint64) sijil_edit_seen (session);
  if (edit->seen >= 0)
    edit->set->base = MIN (edit->set->base, (guint64) edit->seen);
  edit->set->actor = g_strdup (session->actor);
  edit->set->stamp = edit->first_stamp = tick (db, 0, error);
  if (edit->first_stamp == 0)
    return NULL;
  return sijil_meta_set_number (db, SIJIL_META_CSEQ, (gint64) edit->set->cseq, error) ? edit->set
                                                                                      : NULL;
}

/**
 * sijil_edit_seen:
 * @session: a session
 *
 * Returns: the highest number of the registry's that is folded here; whoever reads a record to edit
 *   it asks before reading
 */
gint64
sijil_edit_seen (SijilSession *session)
{
  return sijil_meta_number (session->db, SIJIL_META_CURSOR, 0);
}

/**
 * sijil_edit_since:
 * @session: the writing session, inside a transaction that has put nothing yet
 * @seen: what sijil_edit_seen() said when the records were read that are edited; -1 for now
 *
 * Says when the editing began. Of news that came since then the editor knew nothing, so that what
 * they wrote into the same fields is a conflict and not overwritten.
 */
void
sijil_edit_since (SijilSession *session, gint64 seen)
{
  open_edit (session)->seen = seen;
}

/* The list row of @household will be made anew before the transaction ends, and with @persons the
 * search entries of its members too. */
static void
touch (SijilSession *session, const SijilId *household, gboolean persons)
{
  GHashTable *touched = open_edit (session)->touched;
  gboolean before = GPOINTER_TO_INT (g_hash_table_lookup (touched, household));

  if (!sijil_id_is_null (household))
    g_hash_table_insert (touched, sijil_id_copy (household), GINT_TO_POINTER (before || persons));
}

/**
 * sijil_edit_touch_record:
 * @session: the writing session, inside a transaction
 * @record: a record that changed
 *
 * Returns: whether a household's list row depends on it
 */
gboolean
sijil_edit_touch_record (SijilSession *session, SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);
  SijilId household;

  if (type == &sijil_household_type)
    household = *sijil_record_id (record);
  else if (type == &sijil_person_type) {
    if (!sijil_record_reference (record, SIJIL_PERSON_HOUSEHOLD, &household))
      return FALSE;
  } else {
    /* A fact that a deletion had not seen brings the household back. */
    int field = type->ledger ? sijil_type_field (type, "household") : -1;

    if (field < 0 || !sijil_record_reference (record, (guint) field, &household))
      return FALSE;
  }
  touch (session, &household, !type->ledger);
  return TRUE;
}

/* A record that the transaction changes twice is one row of its change set. */
static SijilChangeRow *
note_row (SijilEdit *edit, SijilRecord *diff, gboolean is_new)
{
  SijilChangeRow *row = is_new ? NULL : g_hash_table_lookup (edit->rows, sijil_record_id (diff));

  if (row == NULL) {
    row = sijil_change_set_add (edit->set, diff, is_new);
    g_hash_table_insert (edit->rows, sijil_id_copy (sijil_record_id (row->record)), row);
    return row;
  }
  for (guint i = 0; i < sijil_record_def (diff)->n_fields; i++) {
    if (!sijil_record_has (diff, i))
      continue;
    if (sijil_record_def (diff)->fields[i].kind == SIJIL_KIND_SET) {
      g_autofree char *both =
          sijil_set_compose (sijil_record_text (row->record, i), sijil_record_text (diff, i));

      sijil_record_set_text (row->record, i, both);
    } else
      sijil_record_take_field (row->record, i, diff);
  }
  return row;
}

/* All that @edited says, be it what is stored already, and with it what merges as one with it. */
static SijilRecord *
whole_units (SijilRecord *stored, SijilRecord *edited)
{
  const SijilTypeDef *type = sijil_record_def (edited);
  SijilRecord *all = sijil_record_new (type, sijil_record_id (edited));

  for (guint i = 0; i < type->n_fields; i++)
    if ((sijil_type_unit_mask (type, i) & sijil_record_present (edited)) != 0)
      sijil_record_take_field (all, i, sijil_record_has (edited, i) ? edited : stored);
  return all;
}

/* An edit exceeds every stamp that it overwrites, whatever the clocks say. */
static gboolean
exceed (SijilSession *session, SijilStamps *stamps, SijilRecord *edit, GError **error)
{
  SijilChangeSet *set = session->edit->set;
  guint64 newest = sijil_stamps_newest (stamps, sijil_record_present (edit));

  if (newest >= set->stamp)
    set->stamp = tick (session->db, newest, error);
  return set->stamp != 0;
}

static gboolean
put (SijilSession *session, SijilRecord *edited, gboolean affirm, GError **error)
{
  const SijilTypeDef *type = sijil_record_def (edited);
  gboolean is_new = sijil_id_is_null (sijil_record_id (edited));
  g_autoptr (SijilStored) stored = NULL;
  g_autoptr (SijilRecord) diff = NULL;
  g_autoptr (GPtrArray) losers = NULL;
  SijilChangeSet *set;
  SijilStamp stamp;

  if (!is_new && !sijil_records_load (session->db, type, sijil_record_id (edited), &stored, error))
    return FALSE;
  if (!is_new && stored == NULL) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("There is no such record"));
    return FALSE;
  }
  if (stored != NULL && sijil_type_life (type) >= 0 &&
      !sijil_record_has (edited, (guint) sijil_type_life (type)) &&
      sijil_records_is_gone (session->db, type, sijil_record_id (edited))) {
    g_set_error_literal (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_NOT_FOUND,
                         _ ("This record was deleted"));
    return FALSE;
  }
  diff = affirm ? whole_units (stored->record, edited)
                : sijil_record_diff (stored != NULL ? stored->record : NULL, edited);
  if (sijil_record_present (diff) == 0 && !is_new)
    return TRUE;
  set = open_set (session, error);
  if (set == NULL)
    return FALSE;
  if (is_new) {
    SijilBirth birth = { set->device, set->cseq, note_row (session->edit, diff, TRUE)->index };

    sijil_record_set_id (edited, sijil_record_id (diff));
    stored = sijil_stored_new (type, sijil_record_id (diff), &birth);
  } else {
    note_row (session->edit, diff, FALSE);
    sijil_edit_touch_record (session, stored->record); /* where it belonged before */
  }

  if (!exceed (session, stored->stamps, diff, error))
    return FALSE;
  stamp = sijil_change_set_stamp (set);
  losers = sijil_merge_edit (stored->record, stored->stamps, diff, &stamp);
  sijil_edit_touch_record (session, stored->record);
  return sijil_records_save (session->db, stored, error) &&
         sijil_losers_keep (session->db, stored->record, losers, error) &&
         sijil_losers_close_known (session->db, stored->record, stored->stamps, error);
}

/**
 * sijil_edit_put:
 * @session: the writing session, inside a transaction
 * @edited: (inout): a new record without id, which gets one, or the fields of an old one that shall
 *   change
 * @error: return location for an error
 *
 * Writes a record and notes the change in the transaction's change set. What does not differ from
 * what is stored is not a change.
 *
 * Returns: %TRUE if it was written, or was already so
 */
gboolean
sijil_edit_put (SijilSession *session, SijilRecord *edited, GError **error)
{
  return put (session, edited, FALSE, error);
}

/**
 * sijil_edit_reference:
 * @session: the writing session, inside a transaction
 * @type: a record type
 * @id: a record that is there
 * @field: which of its references
 * @target: (nullable): what it refers to from now on
 * @error: return location for an error
 *
 * Returns: %TRUE if it was written, or was already so
 */
gboolean
sijil_edit_reference (SijilSession *session, const SijilTypeDef *type, const SijilId *id,
                      guint field, const SijilId *target, GError **error)
{
  g_autoptr (SijilRecord) edit = sijil_record_new (type, id);

  if (target != NULL)
    sijil_record_set_reference (edit, field, target);
  else
    sijil_record_set_null (edit, field);
  return sijil_edit_put (session, edit, error);
}

/**
 * sijil_edit_affirm:
 * @session: the writing session, inside a transaction
 * @edited: fields of a record that is there
 * @error: return location for an error
 *
 * Writes values even where they stand already: somebody who had seen a value that lost has decided,
 * and this edit says so to everybody.
 *
 * Returns: %TRUE if they were written
 */
gboolean
sijil_edit_affirm (SijilSession *session, SijilRecord *edited, GError **error)
{
  return put (session, edited, TRUE, error);
}

/* All elements of a set as it stands, and once more what @refused had taken out of it. */
static char *
set_again (const char *refused, const char *set)
{
  g_autofree char *all = sijil_set_delta (NULL, set);
  g_autoptr (GArray) changes = sijil_set_changes (refused);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++) {
    const SijilSetChange *change = &g_array_index (changes, SijilSetChange, i);

    if (!change->added && !sijil_set_has (set, change->code))
      g_string_append_printf (out, "%s-%s", out->len > 0 ? " " : "", change->code);
  }
  return sijil_set_compose (out->str, all);
}

static gboolean
put_again (SijilSession *session, SijilChangeRow *old, GError **error)
{
  const SijilTypeDef *type = sijil_record_def (old->record);
  g_autoptr (SijilStored) stored = NULL;
  g_autoptr (SijilRecord) now = NULL;
  SijilChangeSet *set;
  SijilChangeRow *row;
  SijilStamp stamp;

  if (!sijil_records_load (session->db, type, sijil_record_id (old->record), &stored, error))
    return FALSE;
  set = stored != NULL ? open_set (session, error) : NULL;
  if (set == NULL)
    return stored == NULL;
  /* What is sent is how the record stands now: mended, perhaps, since it was refused. */
  now = sijil_record_new (type, sijil_record_id (old->record));
  for (guint i = 0; i < type->n_fields; i++) {
    gboolean is_null = sijil_record_is_null (stored->record, i);

    if (!sijil_record_has (old->record, i) && (is_null || !old->is_new))
      continue;
    if (is_null && old->is_new && type->fields[i].kind == SIJIL_KIND_SET)
      continue;
    if (type->fields[i].kind == SIJIL_KIND_SET) {
      g_autofree char *all =
          set_again (sijil_record_text (old->record, i), sijil_record_text (stored->record, i));

      sijil_record_set_text (now, i, all);
    } else if (old->is_new && (int) i == sijil_type_life (type) &&
               !sijil_records_is_gone (session->db, type, sijil_record_id (now)))
      /* Said together with the rest, a deletion would have seen what brought it back. */
      sijil_record_set_null (now, i);
    else
      sijil_record_take_field (now, i, stored->record);
  }
  if (!exceed (session, stored->stamps, now, error))
    return FALSE;
  row = note_row (session->edit, now, old->is_new);
  if (old->is_new)
    stored->birth = (SijilBirth){ set->device, set->cseq, row->index };
  stamp = sijil_change_set_stamp (set);
  for (guint i = 0; i < type->n_fields; i++)
    if (sijil_record_has (now, i))
      sijil_merge_impose (stored->record, stored->stamps, i, now, &stamp);
  sijil_edit_touch_record (session, stored->record);
  return sijil_records_save (session->db, stored, error);
}

/**
 * sijil_edit_again:
 * @session: the writing session, inside a transaction
 * @refused: a change set that the registry refused
 * @error: return location for an error
 *
 * Makes the transaction's change set say once more what @refused said, as it stands now.
 *
 * Returns: %TRUE if it does
 */
gboolean
sijil_edit_again (SijilSession *session, SijilChangeSet *refused, GError **error)
{
  for (guint i = 0; i < refused->rows->len; i++)
    if (!put_again (session, refused->rows->pdata[i], error))
      return FALSE;
  return TRUE;
}

/**
 * sijil_edit_tell_anew:
 * @session: the writing session, inside a transaction
 * @record: a record that is here, and that the registry does not know any more
 * @error: return location for an error
 *
 * Makes the transaction's change set say the whole of it, as if it were born now.
 *
 * Returns: %TRUE if it does
 */
gboolean
sijil_edit_tell_anew (SijilSession *session, SijilRecord *record, GError **error)
{
  g_autoptr (SijilChangeSet) born = sijil_change_set_new (NULL);
  g_autoptr (SijilRecord) nothing =
      sijil_record_new (sijil_record_def (record), sijil_record_id (record));

  /* Empty fields too: other devices may have the record, and nothing of it may be older there. */
  for (guint i = 0; i < sijil_record_def (record)->n_fields; i++)
    sijil_record_set_null (nothing, i);
  sijil_change_set_add (born, nothing, TRUE);
  return sijil_edit_again (session, born, error);
}

/**
 * sijil_edit_forget:
 * @session: the writing session, inside a transaction
 * @record: a record that is here
 * @error: return location for an error
 *
 * Removes a record that the registry does not know any more either; nobody is told.
 *
 * Returns: %TRUE if it is not here any more
 */
gboolean
sijil_edit_forget (SijilSession *session, SijilRecord *record, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("DELETE FROM %s WHERE id = ?1", sijil_record_def (record)->name);
  const SijilId *id = sijil_record_id (record);

  sijil_edit_touch_record (session, record);
  return sijil_db_run (session->db, error, sql, "d", id) &&
         sijil_db_run (session->db, error, "DELETE FROM loser WHERE id = ?1", "d", id);
}

/* The stamp grew while the transaction went on: its earlier rows follow. */
static gboolean
restamp (SijilSession *session, GError **error)
{
  SijilChangeSet *set = session->edit->set;
  SijilStamp stamp = sijil_change_set_stamp (set);

  for (guint i = 0; i < set->rows->len; i++) {
    SijilChangeRow *row = set->rows->pdata[i];
    g_autoptr (SijilStored) stored = NULL;
    g_autoptr (GPtrArray) losers = NULL;

    if (!sijil_records_load (session->db, sijil_record_def (row->record),
                             sijil_record_id (row->record), &stored, error))
      return FALSE;
    if (stored == NULL)
      continue;
    losers = sijil_merge_edit (stored->record, stored->stamps, row->record, &stamp);
    if (!sijil_records_save (session->db, stored, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_set (SijilSession *session, GError **error)
{
  static const char SQL_SET[] =
      "INSERT INTO change_set (id, device, cseq, stamp, base, schema, actor, at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
  SijilChangeSet *set = session->edit->set;

  if (!sijil_db_run (session->db, error, SQL_SET, "diiiiiti", &set->id, (gint64) set->device,
                     (gint64) set->cseq, (gint64) set->stamp, (gint64) set->base,
                     (gint64) set->schema, set->actor, g_get_real_time ()))
    return FALSE;
  return sijil_set_rows_write (session->db, sijil_db_last_rowid (session->db), set, error);
}

/**
 * sijil_edit_finish:
 * @session: the writing session, before its transaction is committed
 * @error: return location for an error
 *
 * Writes the change set, and makes the list rows and search entries follow.
 *
 * Returns: %TRUE if the transaction may be committed
 */
gboolean
sijil_edit_finish (SijilSession *session, GError **error)
{
  GHashTableIter iter;
  gpointer household, persons;

  if (session->edit == NULL)
    return TRUE;
  if (session->edit->set != NULL) {
    if (session->edit->set->stamp != session->edit->first_stamp && !restamp (session, error))
      return FALSE;
    if (session->edit->set->rows->len > 0 && !write_set (session, error))
      return FALSE;
  }
  g_hash_table_iter_init (&iter, session->edit->touched);
  while (g_hash_table_iter_next (&iter, &household, &persons))
    if (session->owed != NULL && !GPOINTER_TO_INT (persons))
      g_hash_table_add (session->owed, sijil_id_copy (household));
    else if (!sijil_index_household (session->db, household, GPOINTER_TO_INT (persons), error))
      return FALSE;
  sijil_edit_abandon (session);
  return TRUE;
}

/**
 * sijil_edit_abandon:
 * @session: the writing session
 *
 * Forgets what the transaction noted.
 */
void
sijil_edit_abandon (SijilSession *session)
{
  if (session->edit == NULL)
    return;
  sijil_change_set_free (session->edit->set);
  g_hash_table_unref (session->edit->touched);
  g_hash_table_unref (session->edit->rows);
  g_clear_pointer (&session->edit, g_free);
}

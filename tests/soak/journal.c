#include "journal-private.h"

#include "sijil-meta.h"
#include "sijil-set-rows.h"

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  sijil_change_set_free (entry->set);
  g_free (entry);
}

Journal *
journal_new (void)
{
  Journal *journal = g_new0 (Journal, 1);

  journal->entries = g_ptr_array_new_with_free_func (entry_free);
  journal->beaten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  journal->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  journal->taken_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return journal;
}

void
journal_free (Journal *journal)
{
  g_ptr_array_unref (journal->entries);
  g_hash_table_unref (journal->beaten);
  g_hash_table_unref (journal->written);
  g_hash_table_unref (journal->taken_out);
  g_free (journal);
}

guint
journal_length (Journal *journal)
{
  return journal->entries->len;
}

char *
journal_name_value (SijilRecord *record, guint field)
{
  g_autofree char *id = sijil_id_to_string (sijil_record_id (record));

  return g_strdup_printf ("%s %u %s", id, field, sijil_record_text (record, field));
}

/* Values that are written once only say who wrote them. */
gboolean
journal_is_telling (SijilRecord *record, guint field)
{
  const SijilFieldDef *def = &sijil_record_def (record)->fields[field];

  return sijil_record_has (record, field) && !sijil_record_is_null (record, field) &&
         !sijil_type_is_number (def->kind) && def->kind != SIJIL_KIND_REFERENCE &&
         def->kind != SIJIL_KIND_SET && g_str_has_prefix (sijil_record_text (record, field), "u-");
}

static gboolean
is_held_with_others (SijilRecord *record, guint field)
{
  const SijilFieldDef *def = &sijil_record_def (record)->fields[field];

  return def->merge == SIJIL_MERGE_GUARDED && def->unit != NULL;
}

/* @edit was made by somebody who saw @before. Guarded fields of one unit are held together, so that
 * what somebody else writes beside one of them may let the old value stand until somebody decides.
 */
void
journal_beaten (World *world, const Office *office, SijilRecord *before, SijilRecord *edit)
{
  Over over = { office->number, world->journal->entries->len };

  /* By its next number it does not know what it had sent under the one before: of a guarded field
   * both are kept, and somebody decides. */
  if (office->may_fork)
    return;
  for (guint i = 0; i < sijil_record_def (edit)->n_fields; i++)
    if (sijil_record_has (edit, i) && journal_is_telling (before, i) &&
        !is_held_with_others (edit, i) && !sijil_record_same_field (before, edit, i))
      g_hash_table_insert (world->journal->beaten, journal_name_value (before, i),
                           g_memdup2 (&over, sizeof over));
}

static void
note_rows (Journal *journal, SijilChangeSet *set)
{
  for (guint i = 0; i < set->rows->len; i++) {
    SijilRecord *record = ((SijilChangeRow *) set->rows->pdata[i])->record;

    for (guint f = 0; f < sijil_record_def (record)->n_fields; f++)
      if (journal_is_telling (record, f)) {
        char *name = journal_name_value (record, f);
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (journal->written, name));

        g_hash_table_insert (journal->written, name, GUINT_TO_POINTER (n + 1));
      }
  }
}

/* Takes down the change sets that @office has made since it was last asked. */
void
journal_note (World *world, Office *office)
{
  static const char SQL[] = "SELECT local, device, cseq, stamp, base FROM change_set "
                            "WHERE cseq > ?1 AND device = ?2 ORDER BY cseq";
  SijilDb *db = world_db (office);
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (db, &error, SQL, "ii", office->cseq, world_meta (office, SIJIL_META_DEVICE));

  while (stmt != NULL && sijil_stmt_next (stmt)) {
    Entry *entry = g_new0 (Entry, 1);

    entry->office = office->number;
    entry->set = sijil_change_set_new (NULL);
    entry->set->device = (guint32) sijil_stmt_int (stmt, 1);
    entry->set->cseq = (guint64) sijil_stmt_int (stmt, 2);
    entry->set->stamp = (guint64) sijil_stmt_int (stmt, 3);
    entry->set->base = (guint64) sijil_stmt_int (stmt, 4);
    sijil_set_rows_load (db, sijil_stmt_int (stmt, 0), entry->set, &error);
    office->cseq = (gint64) entry->set->cseq;
    note_rows (world->journal, entry->set);
    g_ptr_array_add (world->journal->entries, entry);
  }
  if (error != NULL)
    world_trouble (world, "desk %u: its change sets cannot be read", office->number);
}

static void
say_row (SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);
  g_autofree char *id = sijil_id_to_string (sijil_record_id (record));

  g_print ("    %s %s:", type->name, id);
  for (guint f = 0; f < type->n_fields; f++)
    if (sijil_record_is_null (record, f))
      g_print ("%s%s", sijil_record_has (record, f) ? " no " : "",
               sijil_record_has (record, f) ? type->fields[f].name : "");
    else if (sijil_type_is_number (type->fields[f].kind))
      g_print (" %s=%d", type->fields[f].name, (int) sijil_record_number (record, f, 0));
    else
      g_print (" %s=%.20s", type->fields[f].name, sijil_record_text (record, f));
  g_print ("\n");
}

/* What was taken down since the journal had @from entries. */
void
journal_say (World *world, guint from)
{
  for (guint i = from; i < world->journal->entries->len; i++) {
    Entry *entry = world->journal->entries->pdata[i];

    g_print ("  set (%u, %d), base %d, stamp %" G_GUINT64_FORMAT "+%u\n", entry->set->device,
             (int) entry->set->cseq, (int) entry->set->base, entry->set->stamp >> 16,
             (guint) entry->set->stamp & 0xffff);
    for (guint k = 0; k < entry->set->rows->len; k++)
      say_row (((SijilChangeRow *) entry->set->rows->pdata[k])->record);
  }
}

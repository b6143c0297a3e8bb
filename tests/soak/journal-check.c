#include "journal-private.h"

#include "sijil-set.h"
#include "sijil-storage.h"
#include "types/sijil-types-all.h"

static gboolean
is_in_a_set (SijilDb *db, const char *which, SijilRecord *record, guint field)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT r.fields FROM change_row r JOIN change_set s ON s.local = r.change_set "
      "WHERE r.id = ?1 AND %s",
      which);
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, sql, "d", sijil_record_id (record));

  while (stmt != NULL && sijil_stmt_next (stmt)) {
    g_autoptr (GBytes) fields = sijil_stmt_bytes (stmt, 0);
    g_autoptr (SijilRecord) said =
        sijil_record_new (sijil_record_def (record), sijil_record_id (record));

    sijil_record_unpack (said, fields);
    if (sijil_record_has (said, field) && sijil_record_same_field (said, record, field))
      return TRUE;
  }
  return FALSE;
}

/* Whether a set that was refused would have written over this field. */
static gboolean
is_refused_over (World *world, SijilRecord *record, guint field)
{
  static const char SQL[] =
      "SELECT r.fields FROM change_row r JOIN change_set s ON s.local = r.change_set "
      "WHERE r.id = ?1 AND s.state IN (2, 3)";

  for (guint i = 0; i < OFFICES; i++) {
    g_autoptr (SijilStmt) stmt = NULL;

    if (world->offices[i].store != NULL)
      stmt =
          sijil_db_select (world_db (&world->offices[i]), NULL, SQL, "d", sijil_record_id (record));
    while (stmt != NULL && sijil_stmt_next (stmt)) {
      g_autoptr (GBytes) fields = sijil_stmt_bytes (stmt, 0);
      g_autoptr (SijilRecord) said =
          sijil_record_new (sijil_record_def (record), sijil_record_id (record));

      sijil_record_unpack (said, fields);
      if (sijil_record_has (said, field))
        return TRUE;
    }
  }
  return FALSE;
}

static gboolean
gave_way (SijilDb *db, SijilRecord *record, guint field)
{
  g_autoptr (GBytes) value = sijil_record_pack_field (record, field);

  return sijil_db_number (db, 0, "SELECT 1 FROM loser WHERE id = ?1 AND field = ?2 AND value = ?3",
                          "dtb", sijil_record_id (record),
                          sijil_record_def (record)->fields[field].name, value) != 0;
}

/* Whether somebody took the record out of the register, or the family it belonged to. */
static gboolean
was_deleted (World *world, const SijilId *id)
{
  for (guint i = 0; i < world->journal->entries->len; i++) {
    Entry *entry = world->journal->entries->pdata[i];

    for (guint k = 0; k < entry->set->rows->len; k++) {
      SijilRecord *said = ((SijilChangeRow *) entry->set->rows->pdata[k])->record;
      int life = sijil_type_life (sijil_record_def (said));

      if (life >= 0 && sijil_record_has (said, (guint) life) &&
          !sijil_record_is_null (said, (guint) life) && sijil_id_equal (sijil_record_id (said), id))
        return TRUE;
    }
  }
  return FALSE;
}

static gboolean
family_was_deleted (World *world, const SijilId *person)
{
  for (guint i = 0; i < world->journal->entries->len; i++) {
    Entry *entry = world->journal->entries->pdata[i];

    for (guint k = 0; k < entry->set->rows->len; k++) {
      SijilRecord *said = ((SijilChangeRow *) entry->set->rows->pdata[k])->record;
      SijilId household;

      if (sijil_record_def (said) == &sijil_person_type &&
          sijil_id_equal (sijil_record_id (said), person) &&
          sijil_record_reference (said, SIJIL_PERSON_HOUSEHOLD, &household) &&
          was_deleted (world, &household))
        return TRUE;
    }
  }
  return FALSE;
}

/* The registry received it, and let it go half a year after it was deleted. */
static gboolean
was_let_go (World *world, SijilRecord *record, guint field)
{
  const SijilId *id = sijil_record_id (record);

  return is_in_a_set (world_registry_db (world), "s.seq > 0", record, field) &&
         (was_deleted (world, id) || family_was_deleted (world, id));
}

/* Whether the value stands at the registry, or is kept there as one that gave way. */
static gboolean
is_kept (World *world, SijilRecord *record, guint field)
{
  g_autoptr (SijilFolded) folded = NULL;

  sijil_storage_load (world->registry->storage, sijil_record_def (record), sijil_record_id (record),
                      &folded, NULL);
  /* It may have been told anew after that, without what had given way before. */
  if ((folded == NULL || world_is_old (world)) && was_let_go (world, record, field))
    return TRUE;
  if (folded == NULL)
    return FALSE;
  return sijil_record_same_field (folded->record, record, field) ||
         gave_way (world_registry_db (world), record, field);
}

static gboolean
is_shown_as_refused (World *world, SijilRecord *record, guint field)
{
  for (guint i = 0; i < OFFICES; i++)
    if (world->offices[i].store != NULL &&
        is_in_a_set (world_db (&world->offices[i]), "s.state IN (2, 3)", record, field))
      return TRUE;
  return FALSE;
}

/* Empty values and the moment of a deletion are nothing that somebody would miss, and of a set each
 * element counts for itself. */
static gboolean
is_missed (SijilRecord *record, guint field)
{
  const SijilFieldDef *def = &sijil_record_def (record)->fields[field];

  return sijil_record_has (record, field) && !sijil_record_is_null (record, field) &&
         def->merge != SIJIL_MERGE_SET && def->merge != SIJIL_MERGE_LIFE;
}

typedef void (*SetFunc) (World *world, SijilRecord *record, guint field,
                         const SijilSetChange *change);

static char *
name_element (SijilRecord *record, guint field, const SijilSetChange *change)
{
  g_autofree char *id = sijil_id_to_string (sijil_record_id (record));

  return g_strdup_printf ("%s %u %s", id, field, change->code);
}

static void
note_taken_out (World *world, SijilRecord *record, guint field, const SijilSetChange *change)
{
  if (!change->added)
    g_hash_table_add (world->journal->taken_out, name_element (record, field, change));
}

static void
check_added (World *world, SijilRecord *record, guint field, const SijilSetChange *change)
{
  g_autofree char *name = name_element (record, field, change);
  g_autoptr (SijilFolded) folded = NULL;

  if (!change->added || g_hash_table_contains (world->journal->taken_out, name))
    return;
  sijil_storage_load (world->registry->storage, sijil_record_def (record), sijil_record_id (record),
                      &folded, NULL);
  if (folded != NULL ? sijil_set_has (sijil_record_text (folded->record, field), change->code)
                     : was_let_go (world, record, field))
    return;
  if (!is_shown_as_refused (world, record, field))
    world_trouble (world, "lost: %s, which nobody took out of its set", change->code);
}

static void
each_element (World *world, SijilRecord *record, SetFunc func)
{
  const SijilTypeDef *type = sijil_record_def (record);

  for (guint f = 0; f < type->n_fields; f++) {
    g_autoptr (GArray) changes = NULL;

    if (type->fields[f].merge != SIJIL_MERGE_SET || !sijil_record_has (record, f))
      continue;
    changes = sijil_set_changes (sijil_record_text (record, f));
    for (guint i = 0; i < changes->len; i++)
      func (world, record, f, &g_array_index (changes, SijilSetChange, i));
  }
}

/* What somebody added and nobody ever took out is in the set. */
static void
check_sets (World *world)
{
  static const SetFunc ROUNDS[] = { note_taken_out, check_added };

  for (guint round = 0; round < G_N_ELEMENTS (ROUNDS); round++)
    for (guint i = 0; i < world->journal->entries->len; i++) {
      Entry *entry = world->journal->entries->pdata[i];

      for (guint k = 0; k < entry->set->rows->len; k++)
        each_element (world, ((SijilChangeRow *) entry->set->rows->pdata[k])->record,
                      ROUNDS[round]);
    }
}

static gboolean
is_of_what_was_lost (gpointer name, gpointer value, gpointer data)
{
  const Over *over = value;
  const Office *office = data;

  return over->office == office->number && over->at >= office->copy_mark;
}

/* Whether one of these elements is in the set cannot be told any more. */
static void
forget_element (World *world, SijilRecord *record, guint field, const SijilSetChange *change)
{
  g_hash_table_add (world->journal->taken_out, name_element (record, field, change));
}

/* An older copy takes the place of a profile: what only that profile knew cannot be kept. */
void
journal_forget_unsent (World *world, Office *office)
{
  g_hash_table_foreach_remove (world->journal->beaten, is_of_what_was_lost, office);
  for (guint i = office->copy_mark; i < world->journal->entries->len; i++) {
    Entry *entry = world->journal->entries->pdata[i];

    if (entry->office != office->number)
      continue;
    for (guint k = 0; k < entry->set->rows->len; k++) {
      SijilRecord *record = ((SijilChangeRow *) entry->set->rows->pdata[k])->record;

      each_element (world, record, forget_element);
      for (guint f = 0; f < sijil_record_def (record)->n_fields; f++)
        if (sijil_record_has (record, f) && !is_kept (world, record, f))
          sijil_record_unset (record, f);
    }
  }
}

static void
check_entry (World *world, Entry *entry)
{
  for (guint k = 0; k < entry->set->rows->len; k++) {
    SijilRecord *record = ((SijilChangeRow *) entry->set->rows->pdata[k])->record;
    const SijilTypeDef *type = sijil_record_def (record);

    for (guint f = 0; f < type->n_fields; f++)
      if (is_missed (record, f) && !is_kept (world, record, f) &&
          !is_shown_as_refused (world, record, f)) {
        world_trouble (world, "lost: %s.%s = \"%s\", written at desk %u as (%u, %d)", type->name,
                       type->fields[f].name,
                       sijil_type_is_number (type->fields[f].kind) ||
                               type->fields[f].kind == SIJIL_KIND_REFERENCE
                           ? "…"
                           : sijil_record_text (record, f),
                       entry->office, entry->set->device, (int) entry->set->cseq);
        return;
      }
  }
}

/* Whoever had seen a value and wrote over it has beaten it, whatever the clocks say. One that was
 * written a second time (somebody decided so, or sent it again) may stand for another's sake. */
static void
check_beaten (World *world)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, world->journal->beaten);
  while (g_hash_table_iter_next (&iter, &name, NULL)) {
    g_auto (GStrv) words = g_strsplit (name, " ", 3);
    guint field = (guint) g_ascii_strtoull (words[1], NULL, 10);
    const SijilTypeDef *const types[] = { &sijil_household_type, &sijil_person_type,
                                          &sijil_volunteer_type };
    SijilId id;

    if (GPOINTER_TO_UINT (g_hash_table_lookup (world->journal->written, name)) > 1)
      continue;
    g_assert_true (sijil_id_parse (words[0], &id));
    /* Who was away for half a year may tell anew, as he knew it, what was deleted and let go. */
    if (world_is_old (world) && was_deleted (world, &id))
      continue;
    for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
      g_autoptr (SijilFolded) folded = NULL;

      sijil_storage_load (world->registry->storage, types[i], &id, &folded, NULL);
      if (folded != NULL && field < types[i]->n_fields &&
          journal_is_telling (folded->record, field) &&
          g_strcmp0 (sijil_record_text (folded->record, field), words[2]) == 0 &&
          /* Brought by a move, and then written here once more. */
          !is_in_a_set (world_registry_db (world), "s.device = 1", folded->record, field) &&
          !is_refused_over (world, folded->record, field))
        world_trouble (world, "%s.%s: \"%s\" stands, though somebody saw it and wrote over it",
                       types[i]->name, types[i]->fields[field].name, words[2]);
    }
  }
}

/* What was handed over, counted from what was written and from what the registry has. */
static void
check_ledger (World *world)
{
  /* One that was refused and sent again is in the journal twice. */
  g_autoptr (GHashTable) counted =
      g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, NULL);
  gint64 ours = 0, theirs = 0;

  for (guint i = 0; i < world->journal->entries->len; i++) {
    Entry *entry = world->journal->entries->pdata[i];

    for (guint k = 0; k < entry->set->rows->len; k++) {
      SijilRecord *record = ((SijilChangeRow *) entry->set->rows->pdata[k])->record;

      if (sijil_record_def (record) == &sijil_distribution_type &&
          sijil_record_has (record, SIJIL_DISTRIBUTION_QUANTITY) &&
          is_kept (world, record, SIJIL_DISTRIBUTION_QUANTITY) &&
          g_hash_table_add (counted, sijil_id_copy (sijil_record_id (record))))
        ours += sijil_record_number (record, SIJIL_DISTRIBUTION_QUANTITY, 0);
    }
  }
  theirs =
      sijil_db_number (world_registry_db (world), 0, "SELECT sum(quantity) FROM distribution", "");
  if (ours != theirs)
    world_trouble (world, "%d were handed over, and the registry has %d", (int) ours, (int) theirs);
  if (sijil_db_number (world_registry_db (world), 0,
                       "SELECT 1 FROM distribution WHERE reverses IS NOT NULL "
                       "GROUP BY reverses HAVING count(*) > 1",
                       ""))
    world_trouble (world, "a hand-over is undone twice");
}

void
journal_check (World *world)
{
  for (guint i = 0; i < world->journal->entries->len && world->trouble == NULL; i++)
    check_entry (world, world->journal->entries->pdata[i]);
  check_sets (world);
  check_beaten (world);
  check_ledger (world);
}

#define G_LOG_DOMAIN "sijil-db"

#include "sijil-records.h"

#include "sijil-fold.h"
#include "sijil-merge.h"

#include <stdarg.h>

#define FIRST_FIELD 7 /* columns before the fields, in every SELECT here */

static const char COLUMNS[] = "rowid, id, owner, stamps, born_device, born_cseq, born_index";

/* All SQL of record tables is made here from the descriptors, once for each type. Names come from
 * descriptors only, values are only ever bound. */
typedef struct {
  char *select; /* ends after FROM: a condition follows */
  char *by_id;
  char *insert;
  char *update;
  char *restamp;
  char *owner;
  char *birth;
  char *born;
  char *rebirth;
} Sql;

static gboolean
is_folded (const SijilFieldDef *field)
{
  return (field->flags & SIJIL_FIELD_FOLDED) != 0;
}

static Sql *
make_sql (const SijilTypeDef *type)
{
  g_autoptr (GString) names = g_string_new (COLUMNS);
  g_autoptr (GString) marks = g_string_new ("NULL, ?2, ?3, ?4, ?5, ?6, ?7");
  g_autoptr (GString) sets =
      g_string_new ("owner = ?3, stamps = ?4, born_device = ?5, born_cseq = ?6, born_index = ?7");
  g_autoptr (GString) keys = g_string_new (NULL);
  Sql *sql = g_new0 (Sql, 1);
  guint n = FIRST_FIELD;

  for (guint i = 0; i < type->n_fields; i++) {
    n++;
    g_string_append_printf (names, ", %s", type->fields[i].name);
    g_string_append_printf (marks, ", ?%u", n);
    g_string_append_printf (sets, ", %s = ?%u", type->fields[i].name, n);
  }
  sql->select = g_strdup_printf ("SELECT %s FROM %s ", names->str, type->name);
  sql->by_id = g_strconcat (sql->select, "WHERE id = ?1", NULL);
  for (guint i = 0; i < type->n_fields; i++)
    if (is_folded (&type->fields[i])) {
      n++;
      g_string_append_printf (keys, ", %s_key", type->fields[i].name);
      g_string_append_printf (marks, ", ?%u", n);
      g_string_append_printf (sets, ", %s_key = ?%u", type->fields[i].name, n);
    }
  if (sijil_type_life (type) >= 0) {
    n++;
    g_string_append (keys, ", gone");
    g_string_append_printf (marks, ", ?%u", n);
    g_string_append_printf (sets, ", gone = ?%u", n);
  }
  sql->insert = g_strdup_printf ("INSERT INTO %s (%s%s) VALUES (%s)", type->name, names->str,
                                 keys->str, marks->str);
  sql->update = g_strdup_printf ("UPDATE %s SET %s WHERE rowid = ?1", type->name, sets->str);
  sql->restamp = g_strdup_printf ("UPDATE %s SET stamps = ?2%s WHERE rowid = ?1", type->name,
                                  sijil_type_life (type) >= 0 ? ", gone = ?3" : "");
  sql->owner = g_strdup_printf ("SELECT owner FROM %s WHERE id = ?1", type->name);
  sql->birth = g_strdup_printf ("SELECT born_device, born_cseq, born_index FROM %s WHERE id = ?1",
                                type->name);
  sql->born =
      g_strdup_printf ("SELECT id, owner FROM %s WHERE born_device = ?1 AND born_cseq = ?2 AND "
                       "born_index = ?3",
                       type->name);
  sql->rebirth = g_strdup_printf ("UPDATE %s SET born_device = ?3, born_cseq = ?4 WHERE "
                                  "born_device = ?1 AND born_cseq = ?2",
                                  type->name);
  return sql;
}

static const Sql *
sql_of (const SijilTypeDef *type)
{
  static GMutex mutex;
  static GHashTable *made;
  Sql *sql;

  g_mutex_lock (&mutex);
  if (made == NULL)
    made = g_hash_table_new (NULL, NULL);
  sql = g_hash_table_lookup (made, type);
  if (sql == NULL) {
    sql = make_sql (type);
    g_hash_table_insert (made, (gpointer) type, sql);
  }
  g_mutex_unlock (&mutex);
  return sql;
}

/**
 * sijil_stored_new:
 * @type: a record type
 * @id: its id
 * @birth: where it is born
 *
 * Returns: (transfer full): a row that is in no table yet
 */
SijilStored *
sijil_stored_new (const SijilTypeDef *type, const SijilId *id, const SijilBirth *birth)
{
  SijilStored *stored = g_new0 (SijilStored, 1);

  stored->record = sijil_record_new (type, id);
  stored->stamps = sijil_stamps_new ();
  stored->birth = *birth;
  return stored;
}

void
sijil_stored_free (SijilStored *stored)
{
  if (stored == NULL)
    return;
  g_clear_object (&stored->record);
  g_clear_pointer (&stored->stamps, sijil_stamps_free);
  g_free (stored);
}

/**
 * sijil_records_create:
 * @db: a connection inside a transaction
 * @type: a record type
 * @error: return location for an error
 *
 * Makes the table of @type and its indexes, as its descriptor says.
 *
 * Returns: %TRUE if it was made
 */
gboolean
sijil_records_create (SijilDb *db, const SijilTypeDef *type, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql,
                          "CREATE TABLE %s (rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, "
                          "owner INTEGER NOT NULL, stamps BLOB NOT NULL, "
                          "born_device INTEGER NOT NULL, born_cseq INTEGER NOT NULL, "
                          "born_index INTEGER NOT NULL",
                          type->name);
  for (guint i = 0; i < type->n_fields; i++) {
    const SijilFieldDef *field = &type->fields[i];
    const char *affinity = "TEXT";

    if (sijil_type_is_number (field->kind))
      affinity = "INTEGER";
    else if (field->kind == SIJIL_KIND_REFERENCE)
      affinity = "BLOB";
    g_string_append_printf (sql, ", %s %s", field->name, affinity);
  }
  for (guint i = 0; i < type->n_fields; i++)
    if (is_folded (&type->fields[i]))
      g_string_append_printf (sql, ", %s_key TEXT", type->fields[i].name);
  /* Follows from `deleted` and the stamps, kept so that lists and searches can leave it out. */
  if (sijil_type_life (type) >= 0)
    g_string_append (sql, ", gone INTEGER NOT NULL DEFAULT 0");
  g_string_append_printf (sql,
                          "); CREATE UNIQUE INDEX %s_born ON %s (born_device, born_cseq, "
                          "born_index);",
                          type->name, type->name);
  for (guint i = 0; i < type->n_fields; i++) {
    const SijilFieldDef *field = &type->fields[i];

    if ((field->flags & SIJIL_FIELD_INDEXED) != 0)
      g_string_append_printf (sql, "CREATE INDEX %s_%s ON %s (%s) WHERE %s IS NOT NULL;",
                              type->name, field->name, type->name, field->name, field->name);
    if (is_folded (field))
      g_string_append_printf (sql, "CREATE INDEX %s_%s_key ON %s (%s_key);", type->name,
                              field->name, type->name, field->name);
  }
  return sijil_db_exec (db, sql->str, error);
}

static SijilStored *
read_row (SijilStmt *stmt, const SijilTypeDef *type)
{
  SijilStored *stored = g_new0 (SijilStored, 1);
  SijilId id;
  gsize len;
  const guint8 *blob;

  stored->rowid = sijil_stmt_int (stmt, 0);
  sijil_stmt_id (stmt, 1, &id);
  stored->owner = sijil_stmt_int (stmt, 2);
  blob = sijil_stmt_blob (stmt, 3, &len);
  stored->stamps = sijil_stamps_unpack (blob, len);
  stored->birth.device = (guint32) sijil_stmt_int (stmt, 4);
  stored->birth.cseq = (guint64) sijil_stmt_int (stmt, 5);
  stored->birth.index = (guint32) sijil_stmt_int (stmt, 6);
  stored->record = sijil_record_new (type, &id);
  for (guint i = 0; i < type->n_fields; i++) {
    int column = FIRST_FIELD + (int) i;
    SijilId target;

    if (sijil_stmt_is_null (stmt, column))
      sijil_record_set_null (stored->record, i);
    else if (sijil_type_is_number (type->fields[i].kind))
      sijil_record_set_number (stored->record, i, sijil_stmt_int (stmt, column));
    else if (type->fields[i].kind != SIJIL_KIND_REFERENCE)
      sijil_record_set_text (stored->record, i, sijil_stmt_text (stmt, column));
    else if (sijil_stmt_id (stmt, column, &target))
      sijil_record_set_reference (stored->record, i, &target);
  }
  return stored;
}

/**
 * sijil_records_load:
 * @db: a connection
 * @type: a record type
 * @id: an id
 * @stored: (out) (nullable): the row, %NULL if there is none
 * @error: return location for an error
 *
 * Returns: %FALSE if reading failed
 */
gboolean
sijil_records_load (SijilDb *db, const SijilTypeDef *type, const SijilId *id, SijilStored **stored,
                    GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, sql_of (type)->by_id, "d", id);

  *stored = NULL;
  if (stmt == NULL)
    return FALSE;
  if (sijil_stmt_next (stmt))
    *stored = read_row (stmt, type);
  return sijil_stmt_finish (stmt, error);
}

/**
 * sijil_records_get:
 * @db: a connection
 * @type: a record type
 * @id: an id
 *
 * Returns: (transfer full) (nullable): the record, %NULL if there is none
 */
SijilRecord *
sijil_records_get (SijilDb *db, const SijilTypeDef *type, const SijilId *id)
{
  g_autoptr (SijilStored) stored = NULL;

  if (!sijil_records_load (db, type, id, &stored, NULL) || stored == NULL)
    return NULL;
  return g_object_ref (stored->record);
}

/**
 * sijil_records_is_gone:
 * @db: a connection
 * @type: a record type with a life
 * @id: an id
 *
 * Returns: whether the record was deleted, or is not here
 */
gboolean
sijil_records_is_gone (SijilDb *db, const SijilTypeDef *type, const SijilId *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT gone FROM %s WHERE id = ?1", type->name);

  return sijil_db_number (db, 1, sql, "d", id) != 0;
}

static GPtrArray *
list_rows (SijilDb *db, const SijilTypeDef *type, const char *condition, GError **error,
           const char *format, va_list args)
{
  g_autofree char *sql = g_strconcat (sql_of (type)->select, condition, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_stored_free);
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, sql, "");

  if (stmt == NULL)
    return NULL;
  for (int i = 0; format[i] != '\0'; i++) {
    if (format[i] == 't')
      sijil_stmt_bind_text (stmt, i + 1, va_arg (args, const char *));
    else if (format[i] == 'i')
      sijil_stmt_bind_int (stmt, i + 1, va_arg (args, gint64));
    else
      sijil_stmt_bind_id (stmt, i + 1, va_arg (args, const SijilId *));
  }
  while (sijil_stmt_next (stmt))
    g_ptr_array_add (found, read_row (stmt, type));
  return sijil_stmt_finish (stmt, error) ? g_steal_pointer (&found) : NULL;
}

/**
 * sijil_records_list: (skip)
 * @db: a connection
 * @type: a record type
 * @condition: what follows FROM: `WHERE ...`, perhaps with ORDER and LIMIT
 * @error: return location for an error
 * @format: see sijil_db_select(), at most four letters
 * @...: the values
 *
 * Returns: (transfer full) (nullable) (element-type SijilStored): the rows, with what sync needs
 */
GPtrArray *
sijil_records_list (SijilDb *db, const SijilTypeDef *type, const char *condition, GError **error,
                    const char *format, ...)
{
  GPtrArray *found;
  va_list args;

  va_start (args, format);
  found = list_rows (db, type, condition, error, format, args);
  va_end (args);
  return found;
}

/**
 * sijil_records_where: (skip)
 * @db: a connection
 * @type: a record type
 * @condition: what follows FROM: `WHERE ...`, perhaps with ORDER and LIMIT
 * @error: return location for an error
 * @format: see sijil_db_select(), at most four letters
 * @...: the values
 *
 * Returns: (transfer full) (nullable) (element-type SijilRecord): the records
 */
GPtrArray *
sijil_records_where (SijilDb *db, const SijilTypeDef *type, const char *condition, GError **error,
                     const char *format, ...)
{
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *found;
  va_list args;

  va_start (args, format);
  rows = list_rows (db, type, condition, error, format, args);
  va_end (args);
  if (rows == NULL)
    return NULL;
  found = g_ptr_array_new_full (rows->len, g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (found, g_object_ref (((SijilStored *) rows->pdata[i])->record));
  return found;
}

static void
bind_row (SijilStmt *stmt, SijilStored *stored)
{
  const SijilTypeDef *type = sijil_record_def (stored->record);
  g_autoptr (GBytes) stamps = sijil_stamps_pack (stored->stamps);
  int n = FIRST_FIELD;

  sijil_stmt_bind_id (stmt, 2, sijil_record_id (stored->record));
  sijil_stmt_bind_int (stmt, 3, stored->owner);
  sijil_stmt_bind_bytes (stmt, 4, stamps);
  sijil_stmt_bind_int (stmt, 5, stored->birth.device);
  sijil_stmt_bind_int (stmt, 6, (gint64) stored->birth.cseq);
  sijil_stmt_bind_int (stmt, 7, stored->birth.index);
  for (guint i = 0; i < type->n_fields; i++) {
    const SijilFieldDef *field = &type->fields[i];
    SijilId target;

    n++;
    if (sijil_record_is_null (stored->record, i))
      sijil_stmt_bind_text (stmt, n, NULL);
    else if (sijil_type_is_number (field->kind))
      sijil_stmt_bind_int (stmt, n, sijil_record_number (stored->record, i, 0));
    else if (field->kind != SIJIL_KIND_REFERENCE)
      sijil_stmt_bind_text (stmt, n, sijil_record_text (stored->record, i));
    else if (sijil_record_reference (stored->record, i, &target))
      sijil_stmt_bind_id (stmt, n, &target);
  }
  for (guint i = 0; i < type->n_fields; i++)
    if (is_folded (&type->fields[i])) {
      g_autofree char *key = sijil_fold (sijil_record_text (stored->record, i));

      sijil_stmt_bind_text (stmt, ++n, key);
    }
  if (sijil_type_life (type) >= 0)
    sijil_stmt_bind_int (stmt, ++n, sijil_merge_is_gone (stored->record, stored->stamps));
}

/**
 * sijil_records_save:
 * @db: a connection inside a transaction
 * @stored: (inout): a row; its rowid is set when it is new
 * @error: return location for an error
 *
 * Returns: %TRUE if it was written
 */
gboolean
sijil_records_save (SijilDb *db, SijilStored *stored, GError **error)
{
  const Sql *sql = sql_of (sijil_record_def (stored->record));
  gboolean is_new = stored->rowid == 0;
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, is_new ? sql->insert : sql->update, "");

  if (stmt == NULL)
    return FALSE;
  if (!is_new)
    sijil_stmt_bind_int (stmt, 1, stored->rowid);
  bind_row (stmt, stored);
  while (sijil_stmt_next (stmt))
    ;
  if (!sijil_stmt_finish (stmt, error))
    return FALSE;
  if (is_new)
    stored->rowid = sijil_db_last_rowid (db);
  return TRUE;
}

/**
 * sijil_records_save_stamps:
 * @db: a connection inside a transaction
 * @stored: a row of which nothing has changed but who wrote its fields, and when
 * @error: return location for an error
 *
 * Costs a fraction of sijil_records_save(), since no index has to follow.
 *
 * Returns: %TRUE if they were written
 */
gboolean
sijil_records_save_stamps (SijilDb *db, SijilStored *stored, GError **error)
{
  const SijilTypeDef *type = sijil_record_def (stored->record);
  g_autoptr (GBytes) stamps = sijil_stamps_pack (stored->stamps);

  if (sijil_type_life (type) < 0)
    return sijil_db_run (db, error, sql_of (type)->restamp, "ib", stored->rowid, stamps);
  return sijil_db_run (db, error, sql_of (type)->restamp, "ibi", stored->rowid, stamps,
                       (gint64) sijil_merge_is_gone (stored->record, stored->stamps));
}

/**
 * sijil_records_owner:
 * @db: a connection
 * @type: a record type
 * @id: an id
 * @owner: (out): whose the row is; -1 if there is none
 * @error: return location for an error
 *
 * Returns: %FALSE if reading failed
 */
gboolean
sijil_records_owner (SijilDb *db, const SijilTypeDef *type, const SijilId *id, gint64 *owner,
                     GError **error)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, error, sql_of (type)->owner, "d", id);

  *owner = -1;
  if (stmt == NULL)
    return FALSE;
  if (sijil_stmt_next (stmt))
    *owner = sijil_stmt_int (stmt, 0);
  return sijil_stmt_finish (stmt, error);
}

/**
 * sijil_records_birth:
 * @db: a connection
 * @type: a record type
 * @id: an id
 * @birth: (out): where the row was born
 *
 * Returns: %FALSE if there is no such row
 */
gboolean
sijil_records_birth (SijilDb *db, const SijilTypeDef *type, const SijilId *id, SijilBirth *birth)
{
  g_autoptr (SijilStmt) stmt = sijil_db_select (db, NULL, sql_of (type)->birth, "d", id);

  if (stmt == NULL || !sijil_stmt_next (stmt))
    return FALSE;
  birth->device = (guint32) sijil_stmt_int (stmt, 0);
  birth->cseq = (guint64) sijil_stmt_int (stmt, 1);
  birth->index = (guint32) sijil_stmt_int (stmt, 2);
  return TRUE;
}

/**
 * sijil_records_born:
 * @db: a connection
 * @type: a record type
 * @birth: where it was born
 * @id: (out): its id
 * @owner: (out) (optional): whose it is
 *
 * Returns: %FALSE if there is no such row
 */
gboolean
sijil_records_born (SijilDb *db, const SijilTypeDef *type, const SijilBirth *birth, SijilId *id,
                    gint64 *owner)
{
  g_autoptr (SijilStmt) stmt =
      sijil_db_select (db, NULL, sql_of (type)->born, "iii", (gint64) birth->device,
                       (gint64) birth->cseq, (gint64) birth->index);

  if (stmt == NULL || !sijil_stmt_next (stmt) || !sijil_stmt_id (stmt, 0, id))
    return FALSE;
  if (owner != NULL)
    *owner = sijil_stmt_int (stmt, 1);
  return TRUE;
}

/**
 * sijil_records_rebirth:
 * @db: a connection inside a transaction
 * @type: a record type
 * @old_device: the device number that a change set had
 * @old_cseq: the number that it had there
 * @device: its device number now
 * @cseq: its number now
 * @error: return location for an error
 *
 * Follows a change set that got another number before it was ever confirmed.
 *
 * Returns: %TRUE if the rows that were born in it are renamed
 */
gboolean
sijil_records_rebirth (SijilDb *db, const SijilTypeDef *type, guint32 old_device, guint64 old_cseq,
                       guint32 device, guint64 cseq, GError **error)
{
  return sijil_db_run (db, error, sql_of (type)->rebirth, "iiii", (gint64) old_device,
                       (gint64) old_cseq, (gint64) device, (gint64) cseq);
}

#define G_LOG_DOMAIN "sijil-store"

#include "sijil-rows.h"

#include "sijil-family.h"
#include "sijil-records.h"
#include "sijil-roles.h"
#include "types/sijil-types-all.h"

/* In the order of their ids, which is that of their registration, from one id to the next: the last
 * page of a million is as near as the first. */
#define PAGE "ORDER BY id LIMIT 256"

void
sijil_row_free (SijilRow *row)
{
  for (guint i = 0; i < sijil_record_def (row->record)->n_fields; i++)
    g_free (row->names[i]);
  g_free (row->names);
  g_object_unref (row->record);
  g_free (row);
}

/* A household is called by its card, a person and a programme by the name. */
static char *
name_of (SijilSession *session, const char *target, const SijilId *id)
{
  const SijilTypeDef *type = sijil_type_find (target);
  g_autoptr (SijilRecord) record = type != NULL ? sijil_records_get (session->db, type, id) : NULL;

  if (record != NULL && type == &sijil_household_type)
    return g_strdup (sijil_record_text (record, SIJIL_HOUSEHOLD_CARD));
  if (record != NULL && type == &sijil_person_type)
    return g_strdup (sijil_record_text (record, SIJIL_PERSON_NAME));
  if (record != NULL && type == &sijil_programme_type)
    return sijil_programme_name (record);
  return sijil_id_to_string (id);
}

static SijilRow *
read_row (SijilSession *session, SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);
  SijilRow *row = g_new0 (SijilRow, 1);
  SijilId id;

  row->record = g_object_ref (record);
  row->names = g_new0 (char *, type->n_fields);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == SIJIL_KIND_REFERENCE && sijil_record_reference (record, i, &id))
      row->names[i] = name_of (session, type->fields[i].target, &id);
  return row;
}

/**
 * sijil_rows_page: (skip)
 * @session: a session
 * @data: a #SijilRowsPage
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type SijilRow): the next rows of a list, deleted ones left out
 */
gpointer
sijil_rows_page (SijilSession *session, gpointer data, GError **error)
{
  const SijilRowsPage *page = data;
  const char *condition = sijil_type_life (page->type) >= 0 ? "WHERE id > ?1 AND gone = 0 " PAGE
                                                            : "WHERE id > ?1 " PAGE;
  SijilId after = page->after;
  g_autoptr (GPtrArray) records = NULL;
  GPtrArray *rows;

  if (!sijil_role_may (session, SIJIL_ACT_EXPORT, error))
    return NULL;
  /* An id of zero would be bound as "none", after which nothing comes. */
  if (sijil_id_is_null (&after))
    after.bytes[sizeof after.bytes - 1] = 1;
  records = sijil_records_where (session->db, page->type, condition, error, "d", &after);
  if (records == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_row_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (rows, read_row (session, records->pdata[i]));
  return rows;
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-household-draft.h"

#include "sijil-households.h"
#include "types/sijil-household.h"
#include "types/sijil-person.h"

#define PAUSE_MS 500

struct _SijilHouseholdDraft {
  GObject parent_instance;
  SijilStore *store;
  char *kind;
  SijilDraftSource source;
  gpointer user_data;
  guint pause;
  gint64 kept_at;
  gint64 seen;
};

G_DEFINE_FINAL_TYPE (SijilHouseholdDraft, sijil_household_draft, G_TYPE_OBJECT)

static guint kept_signal;

static void
write_record (GKeyFile *file, const char *group, SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);

  if (!sijil_id_is_null (sijil_record_id (record))) {
    g_autofree char *id = sijil_id_to_string (sijil_record_id (record));

    g_key_file_set_string (file, group, "id", id);
  }
  for (guint i = 0; i < type->n_fields; i++) {
    if (!sijil_record_has (record, i))
      continue;
    /* The empty string stands for "emptied by the clerk". */
    if (sijil_record_is_null (record, i))
      g_key_file_set_string (file, group, type->fields[i].name, "");
    else if (sijil_type_is_number (type->fields[i].kind))
      g_key_file_set_int64 (file, group, type->fields[i].name, sijil_record_number (record, i, 0));
    else
      g_key_file_set_string (file, group, type->fields[i].name, sijil_record_text (record, i));
  }
}

static SijilRecord *
read_record (GKeyFile *file, const char *group, const SijilTypeDef *type)
{
  SijilRecord *record = sijil_record_new (type, NULL);
  g_autofree char *id_text = g_key_file_get_string (file, group, "id", NULL);
  SijilId id;

  if (id_text != NULL && sijil_id_parse (id_text, &id))
    sijil_record_set_id (record, &id);
  for (guint i = 0; i < type->n_fields; i++) {
    g_autofree char *text = g_key_file_get_string (file, group, type->fields[i].name, NULL);

    if (text == NULL)
      continue;
    if (*text == '\0')
      sijil_record_set_null (record, i);
    else if (sijil_type_is_number (type->fields[i].kind))
      sijil_record_set_number (record, i, g_ascii_strtoll (text, NULL, 10));
    else
      sijil_record_set_text (record, i, text);
  }
  return record;
}

/**
 * sijil_household_draft_read:
 * @body: what the store kept
 * @household: (out) (transfer full): the household
 * @persons: (out) (transfer container) (element-type SijilRecord): its persons
 * @at: (out): when it was kept, microseconds UTC
 * @seen: (out): what sijil_household_draft_set_seen() had said; -1 if nothing
 *
 * Returns: whether @body is a draft
 */
gboolean
sijil_household_draft_read (const char *body, SijilRecord **household, GPtrArray **persons,
                            gint64 *at, gint64 *seen)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_data (file, body, (gsize) -1, G_KEY_FILE_NONE, NULL) ||
      !g_key_file_has_group (file, "household"))
    return FALSE;
  *at = g_key_file_get_int64 (file, "draft", "at", NULL);
  *seen = g_key_file_has_key (file, "draft", "seen", NULL)
              ? g_key_file_get_int64 (file, "draft", "seen", NULL)
              : -1;
  *household = read_record (file, "household", &sijil_household_type);
  *persons = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0;; i++) {
    g_autofree char *group = g_strdup_printf ("person %u", i);

    if (!g_key_file_has_group (file, group))
      break;
    g_ptr_array_add (*persons, read_record (file, group, &sijil_person_type));
  }
  return TRUE;
}

static char *
write_body (SijilHouseholdDraft *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SijilRecord) household = NULL;
  g_autoptr (GPtrArray) persons = NULL;

  self->source (self->user_data, &household, &persons);
  self->kept_at = g_get_real_time ();
  g_key_file_set_int64 (file, "draft", "at", self->kept_at);
  if (self->seen >= 0)
    g_key_file_set_int64 (file, "draft", "seen", self->seen);
  g_key_file_set_boolean (file, "household", "typed", TRUE);
  write_record (file, "household", household);
  for (guint i = 0; i < persons->len; i++) {
    g_autofree char *group = g_strdup_printf ("person %u", i);

    g_key_file_set_boolean (file, group, "typed", TRUE);
    write_record (file, group, persons->pdata[i]);
  }
  return g_key_file_to_data (file, NULL, NULL);
}

static void
on_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilHouseholdDraft) self = user_data;
  g_autoptr (GError) error = NULL;

  sijil_store_finish (SIJIL_STORE (source), result, &error);
  g_signal_emit (self, kept_signal, 0, error != NULL ? error->message : NULL);
}

static void
save (SijilHouseholdDraft *self, const char *body)
{
  sijil_store_write_async (self->store, sijil_draft_save, sijil_draft_new (self->kind, body),
                           (GDestroyNotify) sijil_draft_free, NULL, NULL, on_kept_cb,
                           g_object_ref (self));
}

/**
 * sijil_household_draft_flush:
 * @draft: a draft
 *
 * Keeps at once what still waits for the pause, as the form goes away.
 */
void
sijil_household_draft_flush (SijilHouseholdDraft *draft)
{
  g_autofree char *body = NULL;

  if (draft->pause == 0)
    return;
  g_clear_handle_id (&draft->pause, g_source_remove);
  body = write_body (draft);
  save (draft, body);
}

static gboolean
on_pause_cb (gpointer user_data)
{
  SijilHouseholdDraft *self = user_data;
  g_autofree char *body = write_body (self);

  self->pause = 0;
  save (self, body);
  return G_SOURCE_REMOVE;
}

/**
 * sijil_household_draft_touch:
 * @draft: a draft
 *
 * Something was typed.
 */
void
sijil_household_draft_touch (SijilHouseholdDraft *draft)
{
  if (draft->pause == 0)
    draft->pause = g_timeout_add (PAUSE_MS, on_pause_cb, draft);
}

/**
 * sijil_household_draft_forget:
 * @draft: a draft
 *
 * It was saved as a household, or the clerk does not want it.
 */
void
sijil_household_draft_forget (SijilHouseholdDraft *draft)
{
  g_clear_handle_id (&draft->pause, g_source_remove);
  draft->kept_at = 0;
  save (draft, NULL);
}

/**
 * sijil_household_draft_set_seen:
 * @draft: a draft
 * @seen: #SijilFamily.seen of the family as it stood when its editing began; -1 for a new one
 *
 * It is kept with the draft: whoever takes that up days later edits what stood then.
 */
void
sijil_household_draft_set_seen (SijilHouseholdDraft *draft, gint64 seen)
{
  draft->seen = seen;
}

gint64
sijil_household_draft_seen (SijilHouseholdDraft *draft)
{
  return draft->seen;
}

gint64
sijil_household_draft_kept_at (SijilHouseholdDraft *draft)
{
  return draft->kept_at;
}

static void
sijil_household_draft_dispose (GObject *object)
{
  SijilHouseholdDraft *self = SIJIL_HOUSEHOLD_DRAFT (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->store);
  g_clear_pointer (&self->kind, g_free);
  G_OBJECT_CLASS (sijil_household_draft_parent_class)->dispose (object);
}

static void
sijil_household_draft_class_init (SijilHouseholdDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_household_draft_dispose;
  kept_signal = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sijil_household_draft_init (SijilHouseholdDraft *self)
{
  self->seen = -1;
}

/**
 * sijil_household_draft_new:
 * @store: the register
 * @kind: which draft: `household-new`, or `household-` and the id of the one that is edited
 * @source: asked for what was typed
 * @user_data: for @source; must outlive the last touch
 *
 * Returns: (transfer full): a keeper with nothing to keep yet
 */
SijilHouseholdDraft *
sijil_household_draft_new (SijilStore *store, const char *kind, SijilDraftSource source,
                           gpointer user_data)
{
  SijilHouseholdDraft *self = g_object_new (SIJIL_TYPE_HOUSEHOLD_DRAFT, NULL);

  self->store = g_object_ref (store);
  self->kind = g_strdup (kind);
  self->source = source;
  self->user_data = user_data;
  return self;
}

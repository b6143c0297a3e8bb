#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-form-draft.h"

#include "sijil-households.h"
#include "sijil-validate.h"
#include "types/sijil-types-all.h"

#define PAUSE_MS 500
#define OPEN "sijil-open-drafts" /* of a store: the drafts whose forms are open */

struct _SijilFormDraft {
  GObject parent_instance;
  SijilStore *store;
  char *kind;
  SijilDraftSource source; /* NULL once the form is gone */
  SijilDraftTaken taken;
  gpointer user_data;
  guint pause;
  gint64 kept_at;
  gint64 seen;
};

G_DEFINE_FINAL_TYPE (SijilFormDraft, sijil_form_draft, G_TYPE_OBJECT)

static guint kept_signal;

static void
write_record (GKeyFile *file, const char *group, SijilRecord *record)
{
  const SijilTypeDef *type = sijil_record_def (record);

  g_key_file_set_string (file, group, "type", type->name);
  if (!sijil_id_is_null (sijil_record_id (record))) {
    g_autofree char *id = sijil_id_to_string (sijil_record_id (record));

    g_key_file_set_string (file, group, "id", id);
  }
  for (guint i = 0; i < type->n_fields; i++) {
    g_autofree char *key = g_strconcat ("field ", type->fields[i].name, NULL);

    if (!sijil_record_has (record, i) || type->fields[i].kind == SIJIL_KIND_REFERENCE)
      continue; /* a form knows whom it is about */
    /* The empty string stands for "emptied by the clerk". */
    if (sijil_record_is_null (record, i))
      g_key_file_set_string (file, group, key, "");
    else if (sijil_type_is_number (type->fields[i].kind))
      g_key_file_set_int64 (file, group, key, sijil_record_number (record, i, 0));
    else
      g_key_file_set_string (file, group, key, sijil_record_text (record, i));
  }
}

static SijilRecord *
read_record (GKeyFile *file, const char *group)
{
  g_autofree char *name = g_key_file_get_string (file, group, "type", NULL);
  const SijilTypeDef *type = name != NULL ? sijil_type_find (name) : NULL;
  g_autofree char *id_text = g_key_file_get_string (file, group, "id", NULL);
  SijilRecord *record;
  SijilId id;

  if (type == NULL)
    return NULL;
  record = sijil_record_new (type, NULL);
  if (id_text != NULL && sijil_id_parse (id_text, &id))
    sijil_record_set_id (record, &id);
  for (guint i = 0; i < type->n_fields; i++) {
    g_autofree char *key = g_strconcat ("field ", type->fields[i].name, NULL);
    g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

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
 * sijil_form_changes:
 * @filled: (nullable): the record that the form was filled with; %NULL for a new one
 * @typed: (inout): the record as its rows say it; it is cleaned if there is one to compare it with
 *
 * What a form sends and what its draft keeps: of a record that is stored only what was changed, so
 * that neither a form that stands open for long nor a draft that is taken up days later brings back
 * old values of the rest.
 *
 * Returns: (transfer full): that
 */
SijilRecord *
sijil_form_changes (SijilRecord *filled, SijilRecord *typed)
{
  g_autoptr (GPtrArray) unread = NULL;

  if (filled == NULL)
    return g_object_ref (typed);
  /* Dates are shown in another form than they are stored in: clean before comparing. */
  unread = sijil_record_clean (typed);
  return sijil_record_changes (filled, typed);
}

/**
 * sijil_form_draft_read:
 * @body: what the store kept
 * @at: (out): when it was kept, microseconds UTC
 * @seen: (out): what sijil_form_draft_set_seen() had said; -1 if nothing
 *
 * Returns: (transfer full) (nullable) (element-type SijilRecord): what had been typed, at least one
 *   record; %NULL if @body is no draft
 */
GPtrArray *
sijil_form_draft_read (const char *body, gint64 *at, gint64 *seen)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (!g_key_file_load_from_data (file, body, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return NULL;
  *at = g_key_file_get_int64 (file, "draft", "at", NULL);
  *seen = g_key_file_has_key (file, "draft", "seen", NULL)
              ? g_key_file_get_int64 (file, "draft", "seen", NULL)
              : -1;
  for (guint i = 0;; i++) {
    g_autofree char *group = g_strdup_printf ("record %u", i);
    SijilRecord *record = read_record (file, group);

    if (record == NULL)
      break;
    g_ptr_array_add (records, record);
  }
  return records->len > 0 ? g_steal_pointer (&records) : NULL;
}

static char *
write_body (SijilFormDraft *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) records = self->source (self->user_data);

  self->kept_at = g_get_real_time ();
  g_key_file_set_int64 (file, "draft", "at", self->kept_at);
  if (self->seen >= 0)
    g_key_file_set_int64 (file, "draft", "seen", self->seen);
  for (guint i = 0; i < records->len; i++) {
    g_autofree char *group = g_strdup_printf ("record %u", i);

    write_record (file, group, records->pdata[i]);
  }
  return g_key_file_to_data (file, NULL, NULL);
}

static void
on_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilFormDraft) self = user_data;
  g_autoptr (GError) error = NULL;

  sijil_store_finish (SIJIL_STORE (source), result, &error);
  if (self->source != NULL)
    g_signal_emit (self, kept_signal, 0, error != NULL ? error->message : NULL);
}

static void
save (SijilFormDraft *self, const char *body)
{
  sijil_store_write_async (self->store, sijil_draft_save, sijil_draft_new (self->kind, body),
                           (GDestroyNotify) sijil_draft_free, NULL, NULL, on_kept_cb,
                           g_object_ref (self));
}

/* Keeps at once what still waits for the pause. */
static void
flush (SijilFormDraft *self)
{
  g_autofree char *body = NULL;

  if (self->pause == 0)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  body = write_body (self);
  save (self, body);
}

static gboolean
on_pause_cb (gpointer user_data)
{
  SijilFormDraft *self = user_data;
  g_autofree char *body = write_body (self);

  self->pause = 0;
  save (self, body);
  return G_SOURCE_REMOVE;
}

/**
 * sijil_form_draft_touch:
 * @draft: a draft
 *
 * Something was typed.
 */
void
sijil_form_draft_touch (SijilFormDraft *draft)
{
  if (draft->pause == 0 && draft->source != NULL)
    draft->pause = g_timeout_add (PAUSE_MS, on_pause_cb, draft);
}

/**
 * sijil_form_draft_forget:
 * @draft: a draft
 *
 * It was saved as what it is a draft of, or the clerk does not want it.
 */
void
sijil_form_draft_forget (SijilFormDraft *draft)
{
  g_clear_handle_id (&draft->pause, g_source_remove);
  draft->kept_at = 0;
  save (draft, NULL);
}

/**
 * sijil_form_draft_set_seen:
 * @draft: a draft
 * @seen: #SijilFamily.seen or #SijilVolunteer.seen of what is edited, as it stood when its editing
 *   began; -1 for something new
 *
 * It is kept with the draft: whoever takes that up days later edits what stood then.
 */
void
sijil_form_draft_set_seen (SijilFormDraft *draft, gint64 seen)
{
  draft->seen = seen;
}

gint64
sijil_form_draft_seen (SijilFormDraft *draft)
{
  return draft->seen;
}

gint64
sijil_form_draft_kept_at (SijilFormDraft *draft)
{
  return draft->kept_at;
}

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilFormDraft) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = sijil_store_finish (SIJIL_STORE (source), result, &error);
  g_autoptr (GPtrArray) records = NULL;
  gint64 at = 0, seen = -1;

  if (error != NULL)
    g_warning ("the draft was not read: %s", error->message);
  /* Whoever has begun to type already goes on with that. */
  if (self->source == NULL || body == NULL || self->pause != 0)
    return;
  records = sijil_form_draft_read (body, &at, &seen);
  if (records == NULL)
    return;
  self->kept_at = at;
  if (seen >= 0)
    self->seen = seen;
  self->taken (self->user_data, records);
}

/**
 * sijil_form_draft_take_up:
 * @draft: a draft of a form that has just been filled
 * @taken: called if there is an earlier draft of it
 */
void
sijil_form_draft_take_up (SijilFormDraft *draft, SijilDraftTaken taken)
{
  draft->taken = taken;
  sijil_store_write_async (draft->store, sijil_draft_load, g_strdup (draft->kind), g_free, g_free,
                           NULL, on_loaded_cb, g_object_ref (draft));
}

static GPtrArray *
open_drafts (SijilStore *store)
{
  GPtrArray *open = g_object_get_data (G_OBJECT (store), OPEN);

  if (open == NULL) {
    open = g_ptr_array_new ();
    g_object_set_data_full (G_OBJECT (store), OPEN, open, (GDestroyNotify) g_ptr_array_unref);
  }
  return open;
}

/**
 * sijil_form_draft_close:
 * @draft: (transfer full) (nullable): a draft whose form goes away, while it can still be asked
 *
 * Keeps what was typed last, and asks no more.
 */
void
sijil_form_draft_close (SijilFormDraft *draft)
{
  if (draft == NULL)
    return;
  flush (draft);
  draft->source = NULL;
  g_ptr_array_remove (open_drafts (draft->store), draft);
  g_object_unref (draft);
}

/**
 * sijil_form_drafts_flush:
 * @store: a register that is about to be closed
 *
 * Queues what was typed last in every open form. A form that is merely taken out of the window may
 * live on for a moment, and would come too late.
 */
void
sijil_form_drafts_flush (SijilStore *store)
{
  GPtrArray *open = open_drafts (store);

  for (guint i = 0; i < open->len; i++)
    flush (open->pdata[i]);
}

static void
sijil_form_draft_dispose (GObject *object)
{
  SijilFormDraft *self = SIJIL_FORM_DRAFT (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->store);
  g_clear_pointer (&self->kind, g_free);
  G_OBJECT_CLASS (sijil_form_draft_parent_class)->dispose (object);
}

static void
sijil_form_draft_class_init (SijilFormDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_form_draft_dispose;
  kept_signal = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sijil_form_draft_init (SijilFormDraft *self)
{
  self->seen = -1;
}

/**
 * sijil_form_draft_new:
 * @store: the register
 * @kind: which draft: `household-new`, or `household-` and the id of the one that is edited
 * @source: asked for what was typed
 * @user_data: for @source, until sijil_form_draft_close()
 *
 * Returns: (transfer full): a keeper with nothing to keep yet
 */
SijilFormDraft *
sijil_form_draft_new (SijilStore *store, const char *kind, SijilDraftSource source,
                      gpointer user_data)
{
  SijilFormDraft *self = g_object_new (SIJIL_TYPE_FORM_DRAFT, NULL);

  self->store = g_object_ref (store);
  self->kind = g_strdup (kind);
  self->source = source;
  self->user_data = user_data;
  g_ptr_array_add (open_drafts (store), self);
  return self;
}

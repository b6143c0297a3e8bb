#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-household-form-private.h"

#include "../sijil-ui.h"
#include "sijil-family.h"
#include "sijil-households.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "sijil-widgets.h"
#include "types/sijil-household.h"
#include "types/sijil-person.h"

/* A draft that gave way to a family named at the desk waits under this kind. */
#define KIND_SET_ASIDE "household-new-aside"

static void load_draft (SijilHouseholdForm *self, char *kind);

static gboolean
is_new (SijilHouseholdForm *self)
{
  return sijil_id_is_null (&self->household);
}

static GPtrArray *
changed_persons (SijilHouseholdForm *self, GPtrArray *typed)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < typed->len; i++) {
    SijilRecord *person = typed->pdata[i];
    SijilRecord *stored = g_hash_table_lookup (self->loaded_persons, sijil_record_id (person));

    g_ptr_array_add (changed, sijil_form_changes (stored, person));
  }
  return changed;
}

/* A #SijilDraftSource: the household and its persons, the head first. */
GPtrArray *
sijil_household_form_source (gpointer user_data)
{
  SijilHouseholdForm *self = user_data;
  g_autoptr (SijilRecord) typed = sijil_household_form_get_household (self, NULL);
  g_autoptr (GPtrArray) all = sijil_household_form_get_persons (self);
  GPtrArray *changed = changed_persons (self, all);

  g_ptr_array_insert (changed, 0, sijil_form_changes (self->loaded, typed));
  return changed;
}

static void
allow_saving (SijilHouseholdForm *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", !self->saving && !self->loading);
}

static void
set_saving (SijilHouseholdForm *self, gboolean saving)
{
  self->saving = saving;
  allow_saving (self);
}

static void
set_loading (SijilHouseholdForm *self, gboolean loading)
{
  self->loading = loading;
  allow_saving (self);
}

static void
save_draft_as (SijilHouseholdForm *self, const char *kind, const char *body)
{
  sijil_store_write_async (self->store, sijil_draft_save, sijil_draft_new (kind, body),
                           (GDestroyNotify) sijil_draft_free, NULL, NULL, NULL, NULL);
}

/* Whether the draft is of somebody else than the person whose name the desk brought along. */
static gboolean
is_of_another (SijilHouseholdForm *self, GPtrArray *draft)
{
  g_autoptr (SijilRecord) head = sijil_person_rows_record (self->head);
  const char *name = sijil_record_text (head, SIJIL_PERSON_NAME);
  const char *other =
      draft->len > 1 ? sijil_record_text (draft->pdata[1], SIJIL_PERSON_NAME) : NULL;

  return self->loaded == NULL && name != NULL && g_strcmp0 (name, other) != 0;
}

static void
take_up_draft (SijilHouseholdForm *self, const char *body)
{
  gint64 at = 0, seen = -1;
  g_autoptr (GPtrArray) draft = sijil_form_draft_read (body, &at, &seen);

  if (draft == NULL)
    return;
  if (is_of_another (self, draft)) {
    save_draft_as (self, KIND_SET_ASIDE, body);
    return;
  }
  sijil_household_form_set_household (self, draft->pdata[0]);
  for (guint i = 1; i < draft->len; i++)
    sijil_household_form_set_person (self, draft->pdata[i]);
  if (seen >= 0)
    sijil_form_draft_set_seen (self->draft, seen);
  sijil_draft_line_show (self->draft_line, at);
  if (self->tried_aside) {
    save_draft_as (self, KIND_SET_ASIDE, NULL);
    sijil_form_draft_touch (self->draft);
  }
}

static void
on_draft_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilHouseholdForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (self->store == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_warning ("the draft was not read: %s", error->message);
  if (body != NULL)
    take_up_draft (self, body);
  else if (is_new (self) && !self->tried_aside && sijil_person_rows_is_empty (self->head)) {
    self->tried_aside = TRUE;
    load_draft (self, g_strdup (KIND_SET_ASIDE));
    return;
  }
  set_loading (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "form");
  sijil_household_form_focus (self);
}

static char *
draft_kind (SijilHouseholdForm *self)
{
  g_autofree char *id = sijil_id_to_string (&self->household);

  return is_new (self) ? g_strdup ("household-new") : g_strconcat ("household-", id, NULL);
}

static void
load_draft (SijilHouseholdForm *self, char *kind)
{
  sijil_store_write_async (self->store, sijil_draft_load, kind, g_free, g_free, self->cancellable,
                           on_draft_cb, g_object_ref (self));
}

static void
on_family_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilHouseholdForm) self = user_data;
  g_autoptr (GError) error = NULL;
  SijilFamily *family = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (self->store == NULL || family == NULL) {
    if (self->store != NULL)
      sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  g_set_object (&self->loaded, family->household);
  self->seen = family->seen;
  sijil_form_draft_set_seen (self->draft, self->seen);
  sijil_household_form_set_household (self, family->household);
  for (guint i = 0; i < family->members->len; i++) {
    SijilRecord *person = family->members->pdata[i];

    g_hash_table_insert (self->loaded_persons, sijil_id_copy (sijil_record_id (person)),
                         g_object_ref (person));
    sijil_household_form_set_person (self, person);
  }
  if (family->head != NULL)
    adw_window_title_set_subtitle (self->title,
                                   sijil_record_text (family->head, SIJIL_PERSON_NAME));
  else
    adw_preferences_group_set_description (
        self->head_group,
        _ ("The head is to be confirmed: write a new person here, or choose “Head of family” for "
           "one of the members below."));
  sijil_family_free (family);
  load_draft (self, draft_kind (self));
}

/* Reads what the form starts with: the household that is edited, and the draft. Until that is
 * there, nothing counts as typed and nothing can be saved over what is stored. */
void
sijil_household_form_load (SijilHouseholdForm *self)
{
  set_loading (self, TRUE);
  if (is_new (self)) {
    load_draft (self, draft_kind (self));
    return;
  }
  sijil_store_read_async (self->store, sijil_family_load, sijil_id_copy (&self->household), g_free,
                          (GDestroyNotify) sijil_family_free, self->cancellable, on_family_cb,
                          g_object_ref (self));
}

/* Forgets the draft and begins again, with empty rows or with what is stored. */
void
sijil_household_form_discard_draft (SijilHouseholdForm *self)
{
  sijil_form_draft_forget (self->draft);
  sijil_form_draft_set_seen (self->draft, self->seen);
  sijil_household_form_reset (self);
  gtk_widget_set_visible (self->error_box, FALSE);
  sijil_household_form_focus (self);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilHouseholdForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *id = sijil_store_finish (SIJIL_STORE (source), result, &error);
  g_autofree char *text = NULL;
  GtkWidget *window;

  if (self->store == NULL)
    return;
  set_saving (self, FALSE);
  if (id == NULL) {
    gtk_label_set_label (self->error_words, error->message);
    gtk_widget_set_visible (self->error_box, TRUE);
    return;
  }
  sijil_form_draft_forget (self->draft);
  text = sijil_id_to_string (id);
  window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  if (window == NULL)
    return;
  sijil_ui_toast (GTK_WIDGET (self),
                  is_new (self) ? _ ("The family is registered") : _ ("The changes are saved"),
                  NULL, NULL, NULL);
  /* The step back takes the form away; a form that is left behind would come up again with this
   * family at the next F2. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self))) {
    gtk_widget_activate_action (window, "win.form-saved", "s", text);
  } else if (is_new (self))
    sijil_household_form_reset (self);
}

/* The head's phone is the household's, unless somebody gave the two different ones. */
static void
share_phone (SijilHouseholdForm *self, SijilRecord *household, GPtrArray *persons)
{
  SijilRecord *head = persons->len > 0 ? persons->pdata[0] : NULL;
  SijilRecord *stored;

  if (head == NULL || g_strcmp0 (sijil_record_text (head, SIJIL_PERSON_RELATION), "head") != 0)
    return;
  stored = g_hash_table_lookup (self->loaded_persons, sijil_record_id (head));
  if (stored == NULL || sijil_record_is_null (stored, SIJIL_PERSON_PHONE) ||
      g_strcmp0 (sijil_record_text (stored, SIJIL_PERSON_PHONE),
                 sijil_record_text (self->loaded, SIJIL_HOUSEHOLD_PHONE)) == 0)
    sijil_record_set_text (head, SIJIL_PERSON_PHONE,
                           sijil_record_text (household, SIJIL_HOUSEHOLD_PHONE));
}

static void
issue_free (gpointer data)
{
  SijilIssue *issue = data;

  g_free (issue->message);
  g_free (issue);
}

/* Judges what was typed and hands it to the store; what is wrong is said at its row. */
void
sijil_household_form_save (SijilHouseholdForm *self)
{
  g_autoptr (GPtrArray) issues = g_ptr_array_new_with_free_func (issue_free);
  g_autoptr (SijilRecord) household = NULL;
  g_autoptr (SijilRecord) changed = NULL;
  g_autoptr (GPtrArray) persons = NULL;
  SijilHouseholdEdit *edit;

  if (self->saving || self->loading)
    return;
  gtk_widget_set_visible (self->error_box, FALSE);
  self->unkept = FALSE;
  household = sijil_household_form_get_household (self, issues);
  persons = sijil_household_form_get_persons (self);
  if (!sijil_household_form_check (self, household, persons, issues)) {
    gtk_label_set_label (self->error_words,
                         _ ("Not saved yet: look at the rows marked in red. What you typed is kept "
                            "as a draft."));
    gtk_widget_set_visible (self->error_box, TRUE);
    return;
  }
  share_phone (self, household, persons);
  changed = sijil_form_changes (self->loaded, household);
  edit = sijil_household_edit_new (changed);
  g_ptr_array_unref (edit->persons);
  edit->persons = changed_persons (self, persons);
  edit->seen = sijil_form_draft_seen (self->draft);
  g_array_unref (edit->apart);
  edit->apart = sijil_look_alikes_pane_get_dismissed (self->look_alikes);
  set_saving (self, TRUE);
  sijil_store_write_async (self->store, sijil_household_save, edit,
                           (GDestroyNotify) sijil_household_edit_free, g_free, NULL, on_saved_cb,
                           g_object_ref (self));
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-programme-form-private.h"

#include "../sijil-ui.h"
#include "sijil-choices.h"
#include "sijil-family.h"
#include "sijil-i18n.h"
#include "sijil-programmes.h"
#include "sijil-roles.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"
#include "types/sijil-programme.h"

G_DEFINE_FINAL_TYPE (SijilProgrammeForm, sijil_programme_form, GTK_TYPE_WIDGET)

static guint done_signal;

static gboolean
may_edit (SijilProgrammeForm *self)
{
  return sijil_role_allows (sijil_store_role (self->store), SIJIL_ACT_PROGRAMMES) &&
         (self->programme == NULL ||
          sijil_record_number (self->programme, SIJIL_PROGRAMME_ALLIANCE, 0) == 0);
}

/* The rule as the desk will say it, while it is being made. */
static void
show_rule (SijilProgrammeForm *self)
{
  g_autoptr (SijilRecord) record = sijil_programme_form_record (self, NULL);
  g_autofree char *rule = sijil_programme_rule_words (record);

  gtk_label_set_label (self->rule, rule);
}

static void
on_changed_cb (SijilProgrammeForm *self, GtkWidget *row)
{
  if (self->loading)
    return;
  if (SIJIL_IS_FIELD_ROW (row))
    sijil_field_row_set_note (SIJIL_FIELD_ROW (row), NULL, NULL);
  show_rule (self);
  if (self->draft != NULL)
    sijil_form_draft_touch (self->draft);
}

static void
on_choice_changed_cb (SijilProgrammeForm *self)
{
  on_changed_cb (self, NULL);
}

static void
show_error (SijilProgrammeForm *self, const char *message)
{
  gtk_label_set_label (self->error_words, message != NULL ? message : "");
  gtk_widget_set_visible (self->error_box, message != NULL);
}

static void
fill (SijilProgrammeForm *self, SijilRecord *programme)
{
  self->loading = TRUE;
  sijil_programme_form_fill (self, programme);
  self->loading = FALSE;
  show_rule (self);
}

/* A #SijilDraftSource. */
static GPtrArray *
draft_source (gpointer user_data)
{
  SijilProgrammeForm *self = user_data;
  g_autoptr (SijilRecord) typed = sijil_programme_form_record (self, NULL);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, sijil_form_changes (self->programme, typed));
  return records;
}

/* A #SijilDraftTaken. */
static void
on_draft_taken (gpointer user_data, GPtrArray *records)
{
  SijilProgrammeForm *self = user_data;
  g_autoptr (SijilRecord) whole = sijil_record_overlay (self->programme, records->pdata[0]);

  fill (self, whole);
  sijil_draft_line_show (self->draft_line, sijil_form_draft_kept_at (self->draft));
}

static void
on_kept_cb (SijilProgrammeForm *self, const char *trouble)
{
  if (trouble != NULL)
    show_error (self, trouble);
}

static SijilRecord *
new_programme (void)
{
  SijilRecord *record = sijil_record_new (&sijil_programme_type, NULL);

  sijil_record_set_number (record, SIJIL_PROGRAMME_LIMIT_COUNT, 1);
  return record;
}

static void
on_begin_again_cb (SijilProgrammeForm *self)
{
  g_autoptr (SijilRecord) begun =
      self->programme != NULL ? g_object_ref (self->programme) : new_programme ();

  sijil_form_draft_forget (self->draft);
  fill (self, begun);
}

static void
begin_draft (SijilProgrammeForm *self)
{
  g_autofree char *id =
      self->programme != NULL ? sijil_id_to_string (sijil_record_id (self->programme)) : NULL;
  g_autofree char *kind = g_strconcat ("programme-", id != NULL ? id : "new", NULL);

  self->draft = sijil_form_draft_new (self->store, kind, draft_source, self);
  g_signal_connect_object (self->draft, "kept", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
  sijil_form_draft_take_up (self->draft, on_draft_taken);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilProgrammeForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree SijilId *id = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (self->store == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "programme.save", TRUE);
  if (id == NULL) {
    show_error (self, error->message);
    return;
  }
  sijil_form_draft_forget (self->draft);
  sijil_ui_toast (GTK_WIDGET (self), _ ("The programme is saved"), NULL, NULL, NULL);
  g_signal_emit (self, done_signal, 0);
}

static void
issue_free (gpointer data)
{
  SijilIssue *issue = data;

  g_free (issue->message);
  g_free (issue);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilProgrammeForm *self = SIJIL_PROGRAMME_FORM (widget);
  g_autofree char *today = sijil_date_today ();
  g_autoptr (GPtrArray) issues = g_ptr_array_new_with_free_func (issue_free);
  g_autoptr (SijilRecord) record = sijil_programme_form_record (self, issues);
  g_autoptr (GPtrArray) unread = sijil_record_clean (record);
  g_autoptr (GPtrArray) wrong = sijil_record_validate (record, today);

  if (!may_edit (self))
    return;
  g_ptr_array_extend_and_steal (issues, g_steal_pointer (&wrong));
  g_ptr_array_extend_and_steal (issues, g_steal_pointer (&unread));
  sijil_programme_form_show_issues (self, issues);
  if (issues->len > 0) {
    show_error (self, _ ("Not saved yet: look at the rows marked in red."));
    return;
  }
  show_error (self, NULL);
  gtk_widget_action_set_enabled (widget, "programme.save", FALSE);
  sijil_store_write_async (self->store, sijil_programme_save,
                           sijil_form_changes (self->programme, record), g_object_unref, g_free,
                           NULL, on_saved_cb, g_object_ref (self));
}

/* The draft stays: Esc is pressed by mistake more often than a form is given up. */
static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, done_signal, 0);
}

static void
sijil_programme_form_root (GtkWidget *widget)
{
  SijilProgrammeForm *self = SIJIL_PROGRAMME_FORM (widget);

  GTK_WIDGET_CLASS (sijil_programme_form_parent_class)->root (widget);
  sijil_ui_bind_header (widget, GTK_WIDGET (self->header));
}

static void
sijil_programme_form_map (GtkWidget *widget)
{
  SijilProgrammeForm *self = SIJIL_PROGRAMME_FORM (widget);

  GTK_WIDGET_CLASS (sijil_programme_form_parent_class)->map (widget);
  sijil_programme_form_focus (self);
}

static void
sijil_programme_form_dispose (GObject *object)
{
  SijilProgrammeForm *self = SIJIL_PROGRAMME_FORM (object);

  g_clear_pointer (&self->draft, sijil_form_draft_close);
  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_PROGRAMME_FORM);
  g_clear_object (&self->store);
  g_clear_object (&self->programme);
  G_OBJECT_CLASS (sijil_programme_form_parent_class)->dispose (object);
}

static void
sijil_programme_form_class_init (SijilProgrammeFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_DRAFT_LINE);
  g_type_ensure (SIJIL_TYPE_FIELD_ROW);
  g_type_ensure (SIJIL_TYPE_CHOICE_ROW);
  g_type_ensure (SIJIL_TYPE_FAMILIES_ROW);
  g_type_ensure (SIJIL_TYPE_WORKDAYS);
  G_OBJECT_CLASS (klass)->dispose = sijil_programme_form_dispose;
  widget_class->root = sijil_programme_form_root;
  widget_class->map = sijil_programme_form_map;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/programme-form.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilProgrammeForm, child)
  BIND (header);
  BIND (title);
  BIND (groups);
  BIND (read_only);
  BIND (read_only_words);
  BIND (draft_line);
  BIND (error_box);
  BIND (error_words);
  BIND (rule);
  BIND (name_row);
  BIND (family_row);
  BIND (kind_row);
  BIND (unit_row);
  BIND (value_row);
  BIND (per_row);
  BIND (limit_row);
  BIND (count_row);
  BIND (years_row);
  BIND (excludes_row);
  BIND (allows_row);
  BIND (starts_row);
  BIND (ends_row);
  BIND (target_row);
  BIND (confidential_switch);
  BIND (workdays);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_begin_again_cb);
  gtk_widget_class_install_action (widget_class, "programme.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "programme.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "programme.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "programme.cancel", NULL);
}

static void
sijil_programme_form_init (SijilProgrammeForm *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sijil_choice_row_set_choices (self->family_row, sijil_families, _ ("None of these"));
  sijil_choice_row_set_choices (self->kind_row, sijil_aid_kinds, NULL);
  sijil_choice_row_set_choices (self->per_row, sijil_beneficiaries, NULL);
  sijil_choice_row_set_choices (self->limit_row, sijil_limit_periods, NULL);
}

static void
add_buttons (SijilProgrammeForm *self)
{
  gboolean edit = may_edit (self);
  GtkWidget *save;

  self->back_button = sijil_button_with_key_new (edit ? _ ("Cancel") : _ ("Back"), "Esc", NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back_button), "programme.cancel");
  gtk_widget_set_name (self->back_button, "programme-cancel");
  if (edit) {
    save = sijil_button_with_key_new (_ ("Save"), "Ctrl+S", "suggested-action");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (save), "programme.save");
    gtk_widget_set_name (save, "programme-save");
    adw_header_bar_pack_end (self->header, save);
  }
  adw_header_bar_pack_end (self->header, self->back_button);
}

static void
show_read_only (SijilProgrammeForm *self)
{
  gboolean alliance = sijil_record_number (self->programme, SIJIL_PROGRAMME_ALLIANCE, 0) != 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->groups), FALSE);
  gtk_widget_set_visible (self->read_only, TRUE);
  gtk_label_set_label (
      self->read_only_words,
      alliance ? _ ("This programme comes from the alliance’s catalogue, so that all associations "
                    "count the same. Only the alliance changes it.")
               : _ ("Only the programme coordinator changes programmes."));
}

/**
 * sijil_programme_form_focus:
 * @form: the form
 *
 * Puts the focus where one begins.
 */
void
sijil_programme_form_focus (SijilProgrammeForm *form)
{
  if (may_edit (form))
    sijil_field_row_focus (form->name_row);
  else
    gtk_widget_grab_focus (form->back_button);
}

/**
 * sijil_programme_form_new:
 * @store: the register
 * @programme: (nullable): what to edit or to read; %NULL for a new one
 *
 * Returns: (transfer floating): the form
 */
GtkWidget *
sijil_programme_form_new (SijilStore *store, SijilRecord *programme)
{
  SijilProgrammeForm *self = g_object_new (SIJIL_TYPE_PROGRAMME_FORM, NULL);
  g_autoptr (SijilRecord) begun = NULL;

  self->store = g_object_ref (store);
  if (programme != NULL) {
    g_autofree char *name = sijil_programme_name (programme);

    self->programme = g_object_ref (programme);
    sijil_workdays_show (self->workdays, store, sijil_record_id (programme));
    adw_window_title_set_title (self->title, name);
  }
  begun = programme != NULL ? g_object_ref (programme) : new_programme ();
  fill (self, begun);
  add_buttons (self);
  if (may_edit (self))
    begin_draft (self);
  else if (programme != NULL)
    show_read_only (self);
  return GTK_WIDGET (self);
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-household-form-private.h"

#include "sijil-choices.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"
#include "types/sijil-person.h"

G_DEFINE_FINAL_TYPE (SijilHouseholdForm, sijil_household_form, GTK_TYPE_WIDGET)

/* @trouble is why the draft could not be kept: people rely on it. */
static void
on_kept_cb (SijilHouseholdForm *self, const char *trouble)
{
  g_autofree char *clock = NULL;
  g_autofree char *words = NULL;
  gint64 at = sijil_form_draft_kept_at (self->draft);

  if (self->title == NULL || at == 0)
    return;
  sijil_look_alikes_pane_set_kept (self->look_alikes, trouble == NULL);
  if (trouble != NULL) {
    adw_window_title_set_subtitle (self->title, _ ("The draft is not kept"));
    gtk_label_set_label (self->error_words, trouble);
    gtk_widget_set_visible (self->error_box, TRUE);
    self->unkept = TRUE;
    return;
  }
  if (self->unkept)
    gtk_widget_set_visible (self->error_box, FALSE);
  self->unkept = FALSE;
  clock = sijil_date_clock (at);
  words = g_strdup_printf (_ ("Draft kept %s"), clock);
  adw_window_title_set_subtitle (self->title, words);
}

/* Something was typed, by the clerk and not by the form itself. @person (nullable) is the one who
 * is compared with those who are registered already. */
void
sijil_household_form_typed (SijilHouseholdForm *self, SijilPersonRows *person)
{
  g_autoptr (SijilRecord) household = NULL;

  if (self->loading || self->store == NULL)
    return;
  sijil_form_draft_touch (self->draft);
  household = sijil_household_form_get_household (self, NULL);
  sijil_look_alikes_pane_set_household (self->look_alikes, household);
  if (person != NULL) {
    g_autoptr (SijilRecord) record = sijil_person_rows_record (person);
    g_autoptr (SijilRecord) head = sijil_person_rows_record (self->head);

    sijil_look_alikes_pane_look (self->look_alikes, person, record,
                                 person != self->head ? sijil_record_text (head, SIJIL_PERSON_NAME)
                                                      : NULL);
  }
}

static void
on_head_changed_cb (SijilHouseholdForm *self)
{
  sijil_household_form_typed (self, self->head);
}

static void
on_row_changed_cb (SijilHouseholdForm *self, GtkWidget *row)
{
  if (SIJIL_IS_FIELD_ROW (row))
    sijil_field_row_set_note (SIJIL_FIELD_ROW (row), NULL, NULL);
  sijil_household_form_typed (self, NULL);
}

static void
on_choice_changed_cb (SijilHouseholdForm *self)
{
  sijil_household_form_typed (self, NULL);
}

static void
on_consent_changed_cb (SijilHouseholdForm *self)
{
  gboolean consent = gtk_switch_get_active (self->consent_switch);

  gtk_widget_set_visible (GTK_WIDGET (self->consent_basis_row), consent);
  gtk_widget_set_visible (GTK_WIDGET (self->consent_date_row), consent);
  if (consent && sijil_field_row_is_blank (self->consent_date_row)) {
    g_autofree char *today = sijil_date_today ();
    g_autofree char *text = sijil_form_date_text (today);

    sijil_field_row_set_text (self->consent_date_row, text);
  }
  sijil_household_form_typed (self, NULL);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_household_form_save (SIJIL_HOUSEHOLD_FORM (widget));
}

/* The draft stays: Esc is pressed by mistake more often than a family is given up. */
static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  gtk_widget_activate_action (widget, "win.back", NULL);
}

static void
add_member_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilHouseholdForm *self = SIJIL_HOUSEHOLD_FORM (widget);
  SijilMemberRow *row = sijil_household_form_add_member (self);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  sijil_person_rows_focus (sijil_member_row_person (row));
  sijil_household_form_typed (self, NULL);
}

static void
open_look_alike_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_look_alikes_pane_open (SIJIL_HOUSEHOLD_FORM (widget)->look_alikes);
}

static void
dismiss_look_alike_action (GtkWidget *widget, const char *name, GVariant *target)
{
  sijil_look_alikes_pane_dismiss (SIJIL_HOUSEHOLD_FORM (widget)->look_alikes);
}

static void
on_begin_again_cb (SijilHouseholdForm *self)
{
  sijil_household_form_discard_draft (self);
}

/* A new family begins with the ID of its head; in one that is edited it is mostly the phone. */
void
sijil_household_form_focus (SijilHouseholdForm *self)
{
  if (sijil_id_is_null (&self->household))
    sijil_person_rows_focus (self->head);
  else
    sijil_field_row_focus (self->phone_row);
}

static void
sijil_household_form_map (GtkWidget *widget)
{
  SijilHouseholdForm *self = SIJIL_HOUSEHOLD_FORM (widget);

  GTK_WIDGET_CLASS (sijil_household_form_parent_class)->map (widget);
  sijil_household_form_focus (self);
}

static void
sijil_household_form_dispose (GObject *object)
{
  SijilHouseholdForm *self = SIJIL_HOUSEHOLD_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->draft, sijil_form_draft_close);
  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_HOUSEHOLD_FORM);
  g_clear_object (&self->store);
  g_clear_object (&self->head);
  g_clear_object (&self->loaded);
  g_clear_pointer (&self->loaded_persons, g_hash_table_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  G_OBJECT_CLASS (sijil_household_form_parent_class)->dispose (object);
}

static void
sijil_household_form_finalize (GObject *object)
{
  g_clear_object (&SIJIL_HOUSEHOLD_FORM (object)->cancellable);
  G_OBJECT_CLASS (sijil_household_form_parent_class)->finalize (object);
}

static void
sijil_household_form_class_init (SijilHouseholdFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_DRAFT_LINE);
  g_type_ensure (SIJIL_TYPE_FIELD_ROW);
  g_type_ensure (SIJIL_TYPE_CHOICE_ROW);
  g_type_ensure (SIJIL_TYPE_LOOK_ALIKES_PANE);
  object_class->dispose = sijil_household_form_dispose;
  object_class->finalize = sijil_household_form_finalize;
  widget_class->map = sijil_household_form_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/household-form.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilHouseholdForm, child)
  BIND (header);
  BIND (title);
  BIND (stack);
  BIND (draft_line);
  BIND (error_box);
  BIND (error_words);
  BIND (head_group);
  BIND (members_group);
  BIND (members_suffix);
  BIND (phone_row);
  BIND (governorate_row);
  BIND (district_row);
  BIND (village_row);
  BIND (address_row);
  BIND (housing_row);
  BIND (income_row);
  BIND (notes_row);
  BIND (consent_switch);
  BIND (consent_basis_row);
  BIND (consent_date_row);
  BIND (look_alikes);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_row_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_consent_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_begin_again_cb);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "form.add-member", NULL, add_member_action);
  gtk_widget_class_install_action (widget_class, "form.open-look-alike", NULL,
                                   open_look_alike_action);
  gtk_widget_class_install_action (widget_class, "form.dismiss-look-alike", NULL,
                                   dismiss_look_alike_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "form.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "form.add-member",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F4, 0, "form.open-look-alike", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "form.dismiss-look-alike",
                                       NULL);
}

static void
add_buttons (SijilHouseholdForm *self)
{
  GtkWidget *cancel = sijil_button_with_key_new (_ ("Cancel"), "Esc", NULL);
  GtkWidget *add = sijil_button_with_key_new (_ ("Add a member"), "Ctrl+N", "flat");

  self->save_button = sijil_button_with_key_new (_ ("Save"), "Ctrl+S", "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->save_button), "form.save");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "form.cancel");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "form.add-member");
  gtk_widget_set_name (self->save_button, "form-save");
  gtk_widget_set_name (cancel, "form-cancel");
  gtk_widget_set_name (add, "form-add-member");
  adw_header_bar_pack_end (self->header, self->save_button);
  adw_header_bar_pack_end (self->header, cancel);
  gtk_box_append (self->members_suffix, add);
}

static void
sijil_household_form_init (SijilHouseholdForm *self)
{
  g_autoptr (GPtrArray) rows = NULL;

  self->loading = TRUE;
  self->seen = -1;
  self->cancellable = g_cancellable_new ();
  self->members = g_ptr_array_new ();
  self->loaded_persons =
      g_hash_table_new_full (sijil_id_hash, sijil_id_equal, g_free, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  sijil_choice_row_set_choices (self->governorate_row, sijil_governorates, _ ("Not said"));
  sijil_choice_row_set_choices (self->housing_row, sijil_housings, _ ("Not said"));
  sijil_choice_row_set_choices (self->consent_basis_row, sijil_consent_bases, NULL);
  self->head = sijil_person_rows_new (TRUE);
  rows = sijil_person_rows_widgets (self->head);
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_add (self->head_group, rows->pdata[i]);
  g_signal_connect_object (self->head, "changed", G_CALLBACK (on_head_changed_cb), self,
                           G_CONNECT_SWAPPED);
  add_buttons (self);
  on_consent_changed_cb (self);
}

/**
 * sijil_household_form_new:
 * @store: the register
 * @household_id: (nullable): a UUID, to edit that household; %NULL for a new one
 * @name: (nullable): a name to begin with
 *
 * Returns: (transfer floating): the form; its draft is taken up again
 */
GtkWidget *
sijil_household_form_new (SijilStore *store, const char *household_id, const char *name)
{
  SijilHouseholdForm *self = g_object_new (SIJIL_TYPE_HOUSEHOLD_FORM, NULL);
  g_autofree char *kind = NULL;

  self->store = g_object_ref (store);
  if (household_id != NULL && *household_id != '\0' &&
      sijil_id_parse (household_id, &self->household)) {
    kind = g_strconcat ("household-", household_id, NULL);
    adw_window_title_set_title (self->title, _ ("Edit household"));
  } else
    kind = g_strdup ("household-new");
  self->draft = sijil_form_draft_new (store, kind, sijil_household_form_source, self);
  g_signal_connect_object (self->draft, "kept", G_CALLBACK (on_kept_cb), self, G_CONNECT_SWAPPED);
  sijil_look_alikes_pane_set_store (self->look_alikes, store, &self->household);
  if (name != NULL && *name != '\0')
    sijil_person_rows_set_name (self->head, name);
  sijil_household_form_load (self);
  return GTK_WIDGET (self);
}

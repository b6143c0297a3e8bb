#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-volunteer-detail.h"

#include <adwaita.h>

#include "sijil-card.h"
#include "sijil-half-days.h"
#include "sijil-hours-bars.h"
#include "sijil-i18n.h"
#include "sijil-list-fill.h"
#include "sijil-paragraph.h"
#include "sijil-set.h"
#include "sijil-training-form.h"
#include "sijil-two-columns.h"
#include "sijil-volunteer-facts.h"
#include "sijil-volunteer-words.h"
#include "sijil-widgets.h"
#include "sijil-wrap.h"
#include "types/sijil-person.h"
#include "types/sijil-volunteer.h"

struct _SijilVolunteerDetail {
  GtkWidget parent_instance;
  SijilVolunteer *volunteer;

  GtkBox *disc;
  GtkBox *tags;
  GtkLabel *name;
  GtkLabel *facts;
  GtkBox *actions;
  GtkWidget *pause_button;
  GtkButton *family_button;
  SijilShiftForm *shift_form;
  SijilTrainingForm *training_form;
  SijilWrap *skills;
  SijilHalfDays *days;
  GtkListBox *trainings;
  SijilHoursBars *bars;
  GtkLabel *sum;
  GtkListBox *shifts;
  GtkWidget *notes_box;
  GtkLabel *notes;
};

G_DEFINE_FINAL_TYPE (SijilVolunteerDetail, sijil_volunteer_detail, GTK_TYPE_WIDGET)

static guint left_signal;

static void
on_form_done_cb (SijilVolunteerDetail *self, GtkWidget *form)
{
  sijil_drop_focus (form);
  gtk_widget_set_visible (form, FALSE);
  g_signal_emit (self, left_signal, 0);
}

static void
on_training_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (list), "volunteers.training", "s",
                              gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
show_head (SijilVolunteerDetail *self)
{
  SijilRecord *record = self->volunteer->volunteer;
  const char *name = sijil_record_text (self->volunteer->person, SIJIL_PERSON_NAME);
  const char *state = sijil_record_text (record, SIJIL_VOLUNTEER_STATE);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *words = sijil_volunteer_since_words (self->volunteer);
  g_autofree char *card = sijil_card_show (self->volunteer->card);
  g_autofree char *family = g_strdup_printf (_ ("Family %s"), card);
  g_autofree char *id = sijil_id_to_string (&self->volunteer->household);

  sijil_box_clear (GTK_WIDGET (self->disc));
  gtk_box_append (self->disc, sijil_disc_new (name, 56));
  sijil_box_clear (GTK_WIDGET (self->tags));
  gtk_box_append (self->tags,
                  sijil_volunteer_tag_new (
                      state, sijil_record_text (record, SIJIL_VOLUNTEER_AVAILABILITY), today));
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->facts, words);
  gtk_widget_set_visible (GTK_WIDGET (self->family_button), self->volunteer->card != NULL);
  gtk_button_set_label (self->family_button, family);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->family_button), "s", id);
  gtk_button_set_label (GTK_BUTTON (self->pause_button),
                        g_strcmp0 (state, "active") == 0 ? _ ("Pause") : _ ("Active again"));
}

static void
show_skills (SijilVolunteerDetail *self)
{
  g_auto (GStrv) codes =
      sijil_set_codes (sijil_record_text (self->volunteer->volunteer, SIJIL_VOLUNTEER_SKILLS));

  sijil_wrap_clear (self->skills);
  for (guint i = 0; codes[i] != NULL; i++) {
    const char *label = sijil_skill_label (codes[i]);

    sijil_wrap_append (self->skills,
                       sijil_tag_new (label != NULL ? label : codes[i], "accent", NULL));
  }
  if (codes[0] == NULL)
    sijil_wrap_append (self->skills, sijil_label_new (_ ("No skill said"), "hint"));
}

static void
show_lists (SijilVolunteerDetail *self, gboolean may_edit)
{
  g_autofree char *today = sijil_date_today ();
  GPtrArray *trainings = self->volunteer->trainings, *shifts = self->volunteer->shifts;
  GPtrArray *trained = g_ptr_array_new (), *worked = g_ptr_array_new ();

  for (guint i = 0; i < trainings->len; i++)
    g_ptr_array_add (trained, sijil_training_row_new (trainings->pdata[i], may_edit));
  if (trainings->len == 0)
    g_ptr_array_add (trained, sijil_nothing_row_new (_ ("No training yet")));
  sijil_list_fill (self->trainings, trained);
  for (guint i = 0; i < shifts->len; i++)
    g_ptr_array_add (worked, sijil_shift_row_new (shifts->pdata[i], today, may_edit));
  if (shifts->len == 0)
    g_ptr_array_add (worked, sijil_nothing_row_new (_ ("No shift recorded yet")));
  sijil_list_fill (self->shifts, worked);
}

static void
show_hours (SijilVolunteerDetail *self)
{
  g_autofree char *words = sijil_volunteer_sum_words (self->volunteer);

  gtk_label_set_label (self->sum, words);
  sijil_hours_bars_show (self->bars, self->volunteer->months, SIJIL_VOLUNTEER_MONTHS);
}

/**
 * sijil_volunteer_detail_show:
 * @detail: the pane
 * @volunteer: (transfer full): whom to show
 * @may_edit: whether this clerk changes anything
 *
 * A short form that is open stays so as long as it is about the same volunteer.
 */
void
sijil_volunteer_detail_show (SijilVolunteerDetail *detail, SijilVolunteer *volunteer,
                             gboolean may_edit)
{
  const char *notes = sijil_record_text (volunteer->volunteer, SIJIL_VOLUNTEER_NOTES);

  if (detail->volunteer == NULL || !sijil_id_equal (sijil_record_id (detail->volunteer->volunteer),
                                                    sijil_record_id (volunteer->volunteer))) {
    sijil_drop_focus (GTK_WIDGET (detail));
    gtk_widget_set_visible (GTK_WIDGET (detail->shift_form), FALSE);
    gtk_widget_set_visible (GTK_WIDGET (detail->training_form), FALSE);
  }
  sijil_volunteer_free (detail->volunteer);
  detail->volunteer = volunteer;
  show_head (detail);
  show_skills (detail);
  sijil_half_days_set_codes (
      detail->days, sijil_record_text (volunteer->volunteer, SIJIL_VOLUNTEER_AVAILABILITY));
  show_lists (detail, may_edit);
  show_hours (detail);
  gtk_label_set_label (detail->notes, notes != NULL ? notes : "");
  gtk_widget_set_visible (detail->notes_box, notes != NULL);
  gtk_widget_set_visible (GTK_WIDGET (detail->actions), may_edit);
}

const SijilVolunteer *
sijil_volunteer_detail_shown (SijilVolunteerDetail *detail)
{
  return detail->volunteer;
}

SijilShiftForm *
sijil_volunteer_detail_shift_form (SijilVolunteerDetail *detail)
{
  return detail->shift_form;
}

void
sijil_volunteer_detail_begin_shift (SijilVolunteerDetail *detail, SijilStore *store)
{
  if (detail->volunteer == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (detail->training_form), FALSE);
  sijil_shift_form_begin (detail->shift_form, store, detail->volunteer);
}

/**
 * sijil_volunteer_detail_begin_training:
 * @detail: the pane
 * @store: the register
 * @training: (nullable): which to mend; %NULL for a new one
 */
void
sijil_volunteer_detail_begin_training (SijilVolunteerDetail *detail, SijilStore *store,
                                       const SijilId *training)
{
  SijilRecord *record = NULL;

  if (detail->volunteer == NULL)
    return;
  for (guint i = 0; training != NULL && i < detail->volunteer->trainings->len; i++) {
    SijilRecord *one = ((SijilTraining *) detail->volunteer->trainings->pdata[i])->record;

    if (sijil_id_equal (sijil_record_id (one), training))
      record = one;
  }
  gtk_widget_set_visible (GTK_WIDGET (detail->shift_form), FALSE);
  sijil_training_form_begin (detail->training_form, store,
                             sijil_record_id (detail->volunteer->volunteer), record);
}

static void
sijil_volunteer_detail_dispose (GObject *object)
{
  SijilVolunteerDetail *self = SIJIL_VOLUNTEER_DETAIL (object);

  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_VOLUNTEER_DETAIL);
  g_clear_pointer (&self->volunteer, sijil_volunteer_free);
  G_OBJECT_CLASS (sijil_volunteer_detail_parent_class)->dispose (object);
}

static void
sijil_volunteer_detail_class_init (SijilVolunteerDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_SHIFT_FORM);
  g_type_ensure (SIJIL_TYPE_TRAINING_FORM);
  g_type_ensure (SIJIL_TYPE_HALF_DAYS);
  g_type_ensure (SIJIL_TYPE_HOURS_BARS);
  g_type_ensure (SIJIL_TYPE_TWO_COLUMNS);
  g_type_ensure (SIJIL_TYPE_WRAP);
  G_OBJECT_CLASS (klass)->dispose = sijil_volunteer_detail_dispose;
  left_signal = g_signal_new ("form-left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/volunteer-detail.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilVolunteerDetail, child)
  BIND (disc);
  BIND (tags);
  BIND (name);
  BIND (facts);
  BIND (actions);
  BIND (family_button);
  BIND (shift_form);
  BIND (training_form);
  BIND (skills);
  BIND (days);
  BIND (trainings);
  BIND (bars);
  BIND (sum);
  BIND (shifts);
  BIND (notes_box);
  BIND (notes);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_form_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_training_activated_cb);
}

static GtkWidget *
add_action (SijilVolunteerDetail *self, const char *label, const char *key, const char *css,
            const char *action)
{
  GtkWidget *button =
      key != NULL ? sijil_button_with_key_new (label, key, css) : gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (self->actions, button);
  return button;
}

static void
sijil_volunteer_detail_init (SijilVolunteerDetail *self)
{
  GtkWidget *training;

  gtk_widget_init_template (GTK_WIDGET (self));
  add_action (self, _ ("Record a shift"), "F7", "suggested-action", "volunteers.shift");
  training = add_action (self, _ ("A training"), "F8", NULL, "volunteers.training");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (training), "s", "");
  add_action (self, _ ("Edit"), "F3", NULL, "volunteers.edit");
  self->pause_button = add_action (self, _ ("Pause"), NULL, NULL, "volunteers.pause");
}

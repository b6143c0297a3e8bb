#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-member-row.h"

#include "sijil-widgets.h"
#include "sijil-choices.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-validate.h"
#include "types/sijil-person.h"

struct _SijilMemberRow {
  AdwExpanderRow parent_instance;
  SijilPersonRows *person;
  GtkWidget *disc_box;
  GtkWidget *tags;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (SijilMemberRow, sijil_member_row, ADW_TYPE_EXPANDER_ROW)

static guint remove_signal;

static char *
describe (SijilRecord *person)
{
  const char *birth = sijil_record_text (person, SIJIL_PERSON_BIRTH_DATE);
  const char *sex = sijil_record_text (person, SIJIL_PERSON_SEX);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *date = sijil_date_show (birth);
  int age = birth != NULL ? sijil_date_age (birth, today) : -1;
  g_autofree char *years = sijil_text_number (MAX (age, 0));
  g_autofree char *age_words =
      g_strdup_printf (ngettext ("%s year", "%s years", (gulong) MAX (age, 0)), years);
  g_autofree char *born = NULL;

  if (birth == NULL || age < 0)
    return g_strdup (sex != NULL ? sijil_choice_label (sijil_sexes, sex) : "");
  /* Translators: birth date, then age. */
  born = g_strdup_printf (_ ("Born %s, %s"), date, age_words);
  if (sex == NULL)
    return g_steal_pointer (&born);
  return g_strdup_printf (_ ("%s · %s"), born, sijil_choice_label (sijil_sexes, sex));
}

/**
 * sijil_member_row_update:
 * @row: a row
 *
 * Brings the closed line up to what was typed in its rows.
 */
void
sijil_member_row_update (SijilMemberRow *row)
{
  g_autoptr (SijilRecord) person = sijil_person_rows_record (row->person);
  g_autoptr (GPtrArray) issues = sijil_record_clean (person);
  const char *name = sijil_record_text (person, SIJIL_PERSON_NAME);
  const char *relation = sijil_record_text (person, SIJIL_PERSON_RELATION);
  g_autofree char *complaint = sijil_person_rows_id_complaint (row->person);
  g_autofree char *description = describe (person);
  g_autofree char *spoken = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name != NULL ? name : _ ("New member"));
  sijil_accessible_label (GTK_WIDGET (row), name != NULL ? name : _ ("New member"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), description);
  sijil_box_clear (row->disc_box);
  gtk_box_append (GTK_BOX (row->disc_box), sijil_disc_new (name != NULL ? name : "", 34));
  sijil_box_clear (row->tags);
  if (complaint != NULL)
    gtk_box_append (GTK_BOX (row->tags),
                    sijil_tag_new (complaint, "warn", "dialog-warning-symbolic"));
  if (relation != NULL)
    gtk_box_append (GTK_BOX (row->tags),
                    sijil_tag_new (sijil_relation_label (
                                       relation, sijil_record_text (person, SIJIL_PERSON_SEX)),
                                   "", NULL));
  gtk_widget_set_visible (row->remove, !sijil_person_rows_is_saved (row->person));
  spoken = g_strdup_printf (_ ("Take out %s"), name != NULL ? name : _ ("New member"));
  sijil_accessible_label (row->remove, spoken);
}

static void
on_remove_clicked_cb (SijilMemberRow *self)
{
  g_signal_emit (self, remove_signal, 0);
}

static void
sijil_member_row_dispose (GObject *object)
{
  SijilMemberRow *self = SIJIL_MEMBER_ROW (object);

  g_clear_object (&self->person);
  G_OBJECT_CLASS (sijil_member_row_parent_class)->dispose (object);
}

static void
sijil_member_row_class_init (SijilMemberRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_member_row_dispose;
  remove_signal = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
sijil_member_row_init (SijilMemberRow *self)
{
  g_autoptr (GPtrArray) widgets = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->person = sijil_person_rows_new (FALSE);
  self->disc_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_valign (self->disc_box, GTK_ALIGN_CENTER);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->disc_box);
  self->remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_set_name (self->remove, "member-remove");
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove_clicked_cb), self);
  self->tags = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (self->tags, GTK_ALIGN_CENTER);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->tags);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->remove);
  widgets = sijil_person_rows_widgets (self->person);
  for (guint i = 0; i < widgets->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), widgets->pdata[i]);
  g_signal_connect_object (self->person, "changed", G_CALLBACK (sijil_member_row_update), self,
                           G_CONNECT_SWAPPED);
  sijil_member_row_update (self);
}

/**
 * sijil_member_row_new:
 *
 * Returns: (transfer floating): a row for a member of whom nothing is known yet
 */
GtkWidget *
sijil_member_row_new (void)
{
  return g_object_new (SIJIL_TYPE_MEMBER_ROW, NULL);
}

/**
 * sijil_member_row_person:
 * @row: a row
 *
 * Returns: (transfer none): the rows of the person
 */
SijilPersonRows *
sijil_member_row_person (SijilMemberRow *row)
{
  return row->person;
}

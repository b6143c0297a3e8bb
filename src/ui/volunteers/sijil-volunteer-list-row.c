#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-volunteer-list-row.h"

#include "sijil-i18n.h"
#include "sijil-volunteer-words.h"
#include "sijil-widgets.h"

struct _SijilVolunteerListRow {
  GtkListBoxRow parent_instance;
  SijilId volunteer;
};

G_DEFINE_FINAL_TYPE (SijilVolunteerListRow, sijil_volunteer_list_row, GTK_TYPE_LIST_BOX_ROW)

static void
sijil_volunteer_list_row_class_init (SijilVolunteerListRowClass *klass)
{
}

static void
sijil_volunteer_list_row_init (SijilVolunteerListRow *self)
{
}

/**
 * sijil_volunteer_list_row_new:
 * @volunteer: a volunteer
 * @today: ISO date
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
sijil_volunteer_list_row_new (const SijilVolunteerRow *volunteer, const char *today)
{
  SijilVolunteerListRow *self = g_object_new (SIJIL_TYPE_VOLUNTEER_LIST_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *tag = sijil_volunteer_tag_new (volunteer->state, volunteer->availability, today);
  g_autofree char *skills = sijil_codes_words (volunteer->skills, sijil_skill_label);
  const char *can = *skills != '\0' ? skills : _ ("No skill said");
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s"), volunteer->name, can);
  GtkWidget *disc = sijil_disc_new (volunteer->name, 34);

  self->volunteer = volunteer->volunteer;
  gtk_widget_add_css_class (disc, "grey");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), sijil_label_new (volunteer->name, "strong small"));
  gtk_box_append (GTK_BOX (words), sijil_label_new (can, "hint"));
  gtk_box_append (GTK_BOX (box), disc);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), tag);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_set_name (GTK_WIDGET (self), "volunteer");
  sijil_accessible_label (GTK_WIDGET (self), spoken);
  return GTK_WIDGET (self);
}

const SijilId *
sijil_volunteer_list_row_id (SijilVolunteerListRow *row)
{
  return &row->volunteer;
}

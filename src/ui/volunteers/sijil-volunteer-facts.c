#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-volunteer-facts.h"

#include "sijil-choices.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-volunteer-words.h"
#include "sijil-widgets.h"
#include "types/sijil-person.h"
#include "types/sijil-training.h"
#include "types/sijil-volunteer.h"

static GtkWidget *
row_with (GtkWidget *box, gboolean activatable)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (box, "idlerow");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), activatable);
  gtk_widget_set_focusable (row, activatable);
  return row;
}

/* When it was held, or what is to be said of its end. */
static char *
training_words (const SijilTraining *training)
{
  const char *held = sijil_record_text (training->record, SIJIL_TRAINING_HELD_ON);
  const char *expires = sijil_record_text (training->record, SIJIL_TRAINING_EXPIRES);
  g_autofree char *month =
      g_strndup (training->expired || training->expires_soon ? expires : held, 7);
  g_autofree char *when = sijil_date_show (month);

  if (training->expired)
    /* Translators: a month with its year. */
    return g_strdup_printf (_ ("Expired in %s"), when);
  if (training->expires_soon)
    /* Translators: a month with its year. */
    return g_strdup_printf (_ ("Expires in %s"), when);
  return g_steal_pointer (&when);
}

/**
 * sijil_training_row_new:
 * @training: a training
 * @may_edit: whether a click opens it
 *
 * Returns: (transfer floating): its row; its name is the training's id
 */
GtkWidget *
sijil_training_row_new (const SijilTraining *training, gboolean may_edit)
{
  gboolean bad = training->expired || training->expires_soon;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon =
      gtk_image_new_from_icon_name (bad ? "dialog-warning-symbolic" : "object-select-symbolic");
  const char *subject = sijil_record_text (training->record, SIJIL_TRAINING_SUBJECT);
  GtkWidget *name = sijil_label_new (subject, "strong small");
  g_autofree char *when = training_words (training);
  GtkWidget *end = sijil_label_new (when, training->expired ? "small warnc" : "hint");
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s"), subject, when);
  g_autofree char *id = sijil_id_to_string (sijil_record_id (training->record));
  GtkWidget *row;

  gtk_widget_add_css_class (icon, bad ? "warnc" : "okc");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (end), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), end);
  row = row_with (box, may_edit);
  gtk_widget_set_name (row, id);
  sijil_accessible_label (row, spoken);
  return row;
}

/* Why a shift is taken back: a menu, since the reason is kept. */
static GtkWidget *
take_back_button (const SijilShift *shift, const char *day)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) reasons = g_menu_new ();
  g_autofree char *id = sijil_id_to_string (&shift->shift);
  g_autofree char *label = g_strdup_printf (_ ("Take back the shift of %s"), day);
  GtkWidget *button = gtk_menu_button_new ();

  for (const SijilChoice *reason = sijil_shift_reasons; reason->code != NULL; reason++) {
    g_autoptr (GMenuItem) item =
        g_menu_item_new (sijil_choice_label (sijil_shift_reasons, reason->code), NULL);

    g_menu_item_set_action_and_target (item, "volunteers.reverse-shift", "(ss)", id, reason->code);
    g_menu_append_item (reasons, item);
  }
  g_menu_append_section (menu, _ ("Take it back, because"), G_MENU_MODEL (reasons));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "edit-undo-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_name (button, "shift-take-back");
  gtk_widget_set_tooltip_text (button, label);
  sijil_accessible_label (button, label);
  return button;
}

/**
 * sijil_shift_row_new:
 * @shift: a shift
 * @today: ISO date
 * @may_edit: whether it can be taken back
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
sijil_shift_row_new (const SijilShift *shift, const char *today, gboolean may_edit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *day = sijil_date_show_short (shift->worked_on, today);
  g_autofree char *hours = sijil_hours_words (shift->minutes);
  const char *why =
      sijil_choice_label (sijil_shift_reasons, shift->reason != NULL ? shift->reason : "other");
  GtkWidget *what = sijil_label_new (shift->what, shift->reversed ? "soft small" : "small");
  GtkWidget *row;

  gtk_widget_set_hexpand (what, TRUE);
  gtk_box_append (GTK_BOX (box), sijil_label_new (day, "hint"));
  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_first_child (box)), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (box), what);
  if (shift->reversed) {
    g_autofree char *taken = g_strdup_printf (_ ("Taken back: %s"), why);

    gtk_box_append (GTK_BOX (box), sijil_tag_new (taken, NULL, NULL));
  } else {
    GtkWidget *end = sijil_label_new (hours, "strong small");

    gtk_label_set_ellipsize (GTK_LABEL (end), PANGO_ELLIPSIZE_NONE);
    gtk_box_append (GTK_BOX (box), end);
    if (may_edit)
      gtk_box_append (GTK_BOX (box), take_back_button (shift, day));
  }
  row = row_with (box, FALSE);
  gtk_widget_set_name (row, "shift");
  return row;
}

/**
 * sijil_volunteer_since_words:
 * @volunteer: a volunteer
 *
 * Returns: (transfer full): since when, and the phone
 */
char *
sijil_volunteer_since_words (const SijilVolunteer *volunteer)
{
  g_autofree char *since =
      sijil_date_show (sijil_record_text (volunteer->volunteer, SIJIL_VOLUNTEER_SINCE_DATE));
  g_autofree char *phone =
      sijil_text_phone (sijil_record_text (volunteer->person, SIJIL_PERSON_PHONE));
  /* Translators: a date. */
  g_autofree char *begun = g_strdup_printf (_ ("Volunteer since %s"), since);

  return sijil_record_is_null (volunteer->person, SIJIL_PERSON_PHONE)
             ? g_steal_pointer (&begun)
             : g_strdup_printf (_ ("%s, %s"), begun, phone);
}

/**
 * sijil_volunteer_sum_words:
 * @volunteer: a volunteer
 *
 * Returns: (transfer full): the hours of this month and in all
 */
char *
sijil_volunteer_sum_words (const SijilVolunteer *volunteer)
{
  g_autofree char *all = sijil_hours_words (volunteer->minutes);
  g_autofree char *month = sijil_hours_words (volunteer->minutes_month);

  if (volunteer->minutes_month > 0)
    /* Translators: hours of this month, hours in all. */
    return g_strdup_printf (_ ("%s this month, %s in all"), month, all);
  if (volunteer->minutes > 0)
    /* Translators: hours. */
    return g_strdup_printf (_ ("None this month, %s in all"), all);
  return g_strdup (_ ("None yet"));
}

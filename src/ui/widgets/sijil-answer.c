#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-answer.h"

#include "../sijil-key-codes.h"
#include "sijil-widgets.h"

/**
 * sijil_answer_button_new:
 * @key: the digit that does the same
 * @label: the answer
 * @hint: what it leads to
 *
 * Returns: (transfer floating): a button of the bar at the foot of a question; the first is
 * suggested
 */
GtkWidget *
sijil_answer_button_new (guint key, const char *label, const char *hint)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *digit = g_strdup_printf ("%u", key);
  g_autofree char *name = g_strdup_printf ("verdict-%u", key);

  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  /* Cut rather than wrapped: four labels that wrap beside each other measure themselves a pixel or
   * two apart, of which the toolkit complains. */
  gtk_box_append (GTK_BOX (words), sijil_label_new (label, "strong"));
  gtk_box_append (GTK_BOX (words), sijil_label_new (hint, "small"));
  gtk_widget_set_tooltip_text (button, hint);
  gtk_box_append (GTK_BOX (box), sijil_keycap_new (digit));
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  if (key == 1)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_name (button, name);
  sijil_accessible_label (button, label);
  return button;
}

/**
 * sijil_answer_key:
 * @keyval: the key's meaning
 * @keycode: the key's place
 * @state: modifiers
 * @most: how many answers there are
 *
 * Returns: which answer the key stands for, whatever digits it writes; 0 for none
 */
guint
sijil_answer_key (guint keyval, guint keycode, GdkModifierType state, guint most)
{
  int digit = g_unichar_digit_value (gdk_keyval_to_unicode (keyval));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return 0;
  if (keycode >= SIJIL_KEY_1 && keycode < SIJIL_KEY_1 + most)
    return keycode - SIJIL_KEY_1 + 1;
  return digit >= 1 && (guint) digit <= most ? (guint) digit : 0;
}

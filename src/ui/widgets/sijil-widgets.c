#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-widgets.h"

#include "sijil-text.h"

#include <string.h>

#define CODE_GROUP 4

/**
 * sijil_add_classes:
 * @widget: a widget
 * @css_classes: (nullable): style classes with spaces between them
 *
 * Adds several style classes.
 */
void
sijil_add_classes (GtkWidget *widget, const char *css_classes)
{
  g_auto (GStrv) classes = NULL;

  if (css_classes == NULL)
    return;
  classes = g_strsplit (css_classes, " ", -1);
  for (guint i = 0; classes[i] != NULL; i++)
    gtk_widget_add_css_class (widget, classes[i]);
}

/**
 * sijil_drop_focus:
 * @widget: a widget that is about to be hidden or made insensitive
 *
 * Takes the focus out of @widget while it can still be told: a text that vanishes with the focus
 * keeps its cursor blinking and GTK complains.
 */
void
sijil_drop_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
    gtk_root_set_focus (root, NULL);
}

/**
 * sijil_accessible_label:
 * @widget: a widget
 * @text: its name
 *
 * Says what @widget is to those who do not see it.
 */
void
sijil_accessible_label (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (widget), "sijil-spoken", g_strdup (text), g_free);
}

/**
 * sijil_accessible_get_label:
 * @widget: a widget
 *
 * Returns: (nullable) (transfer none): what sijil_accessible_label() has said; the toolkit does not
 *   tell it
 */
const char *
sijil_accessible_get_label (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "sijil-spoken");
}

/**
 * sijil_accessible_entry:
 * @row: an entry row, not shown yet
 * @label: its name
 *
 * Makes the text inside @row known to those who do not see it: GTK 4.8 leaves it out, so that a
 * screen reader would not notice that the row has the focus.
 */
void
sijil_accessible_entry (GtkEditable *row, const char *label)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (row));

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (text)) != GTK_ACCESSIBLE_ROLE_TEXT_BOX)
    g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  sijil_accessible_label (text, label);
}

/**
 * sijil_keycap_new:
 * @text: what is printed on the key
 *
 * Returns: (transfer floating): a drawing of a key. Screen readers do not see it: they are told the
 *   key by the command that it belongs to.
 */
GtkWidget *
sijil_keycap_new (const char *text)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "valign", GTK_ALIGN_CENTER,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (label, "keycap");
  return label;
}

/**
 * sijil_tag_new:
 * @text: one or two words
 * @css: (nullable): accent, ok, warn, err, info, line
 * @icon: (nullable): name of an icon, so that colour does not stand alone
 *
 * Returns: (transfer floating): a pill that tells a state
 */
GtkWidget *
sijil_tag_new (const char *text, const char *css, const char *icon)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *box;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (icon == NULL) {
    box = label;
  } else {
    box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "tag");
  sijil_add_classes (box, css);
  return box;
}

/**
 * sijil_disc_new:
 * @name: (nullable): a person's name
 * @size: diameter in pixels
 *
 * Returns: (transfer floating): a disc with the first letter of the name
 */
GtkWidget *
sijil_disc_new (const char *name, int size)
{
  g_autofree char *letter = sijil_text_initial (name);
  g_autofree char *initial = g_utf8_strup (letter, -1);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", initial, "width-request", size, "height-request", size,
                    "valign", GTK_ALIGN_CENTER, "halign", GTK_ALIGN_CENTER, "accessible-role",
                    GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (label, "inidisc");
  if (size >= 48)
    gtk_widget_add_css_class (label, "figure-m");
  else
    gtk_widget_add_css_class (label, "strong");
  return label;
}

/**
 * sijil_show_code:
 * @box: an empty box that runs from left to right
 * @code: (nullable): a recovery code
 *
 * Shows the letters in groups, as people copy them; %NULL takes them away.
 */
void
sijil_show_code (GtkBox *box, const char *code)
{
  g_autoptr (GString) letters = g_string_new (NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (const char *p = code; p != NULL && *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (letters, *p);
  for (gsize i = 0; i < letters->len; i += CODE_GROUP) {
    g_autofree char *group = g_strndup (letters->str + i, CODE_GROUP);
    GtkWidget *label = gtk_label_new (group);

    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
    gtk_widget_set_can_focus (label, FALSE);
    gtk_widget_set_hexpand (label, TRUE);
    gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
    sijil_add_classes (label, "code code-group");
    gtk_box_append (box, label);
  }
  explicit_bzero (letters->str, letters->len);
}

/**
 * sijil_label_new:
 * @text: (nullable): what it says
 * @css_classes: (nullable): style classes with spaces between them
 *
 * Returns: (transfer floating): a label that begins at the start side and gives way when there is
 *   too little room
 */
GtkWidget *
sijil_label_new (const char *text, const char *css_classes)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize",
                                   PANGO_ELLIPSIZE_END, NULL);

  sijil_add_classes (label, css_classes);
  return label;
}

/**
 * sijil_button_with_key_new:
 * @label: what it does
 * @key: (nullable): what is printed on its key
 * @css: (nullable): style classes with spaces between them
 *
 * Returns: (transfer floating): a button that shows its key
 */
GtkWidget *
sijil_button_with_key_new (const char *label, const char *key, const char *css)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  if (key != NULL) {
    gtk_box_append (GTK_BOX (box), sijil_keycap_new (key));
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                    key, -1);
  }
  gtk_button_set_child (GTK_BUTTON (button), box);
  sijil_accessible_label (button, label);
  sijil_add_classes (button, css);
  return button;
}

/**
 * sijil_scroll_to_row:
 * @row: a row of a list that does not have the focus, inside a scrolled window
 *
 * Brings @row into sight, as the toolkit does by itself for what has the focus.
 */
void
sijil_scroll_to_row (GtkWidget *row)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport =
      scrolled != NULL ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled)) : NULL;
  GtkWidget *content =
      GTK_IS_VIEWPORT (viewport) ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
  graphene_rect_t bounds;

  if (content == NULL || !gtk_widget_compute_bounds (row, content, &bounds))
    return;
  gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)),
                             bounds.origin.y - 40, bounds.origin.y + bounds.size.height + 20);
}

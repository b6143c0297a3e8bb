#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-paragraph.h"

#include "sijil-widgets.h"

/**
 * sijil_paragraph_new:
 * @text: (nullable): what it says
 * @css_classes: (nullable): style classes with spaces between them
 *
 * Returns: (transfer floating): a label that begins at the start side and takes more lines when
 *   there is too little room, where sijil_label_new() would be cut
 */
GtkWidget *
sijil_paragraph_new (const char *text, const char *css_classes)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  sijil_add_classes (label, css_classes);
  return label;
}

/**
 * sijil_nothing_row_new:
 * @words: what there is not
 *
 * Returns: (transfer floating): a row of a list that says so
 */
GtkWidget *
sijil_nothing_row_new (const char *words)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *text = sijil_paragraph_new (words, "hint idlerow");

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), text);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/**
 * sijil_box_clear:
 * @box: (type GtkBox): a box
 *
 * Takes all children out.
 */
void
sijil_box_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/**
 * sijil_list_clear:
 * @list: a list
 *
 * Takes all rows out.
 */
void
sijil_list_clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

/**
 * sijil_drop_template:
 * @widget: a widget made from a template, in its dispose
 * @type: the type whose template it is
 *
 * Takes the children away and forgets them. The toolkit's own call only forgets: a plain widget has
 * to take its children away itself.
 */
void
sijil_drop_template (GtkWidget *widget, GType type)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (widget, type);
}

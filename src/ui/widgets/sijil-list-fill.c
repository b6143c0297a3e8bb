#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-list-fill.h"

#include <string.h>

#include "sijil-widgets.h"

static gboolean
same_classes (GtkWidget *a, GtkWidget *b)
{
  g_auto (GStrv) ours = gtk_widget_get_css_classes (a);
  g_auto (GStrv) theirs = gtk_widget_get_css_classes (b);

  return g_strv_equal ((const char *const *) ours, (const char *const *) theirs);
}

/* What a button or a row does when it is pressed. */
static gboolean
same_action (GtkWidget *a, GtkWidget *b)
{
  GVariant *ours, *theirs;

  if (!GTK_IS_ACTIONABLE (a))
    return TRUE;
  ours = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (a));
  theirs = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (b));
  return g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (a)),
                    gtk_actionable_get_action_name (GTK_ACTIONABLE (b))) == 0 &&
         (ours == NULL || theirs == NULL ? ours == theirs : g_variant_equal (ours, theirs));
}

/* Whether both say and do the same, to those who see them and to those who do not. */
static gboolean
are_same (GtkWidget *a, GtkWidget *b)
{
  GtkWidget *x, *y;

  if (G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b) ||
      strcmp (gtk_widget_get_name (a), gtk_widget_get_name (b)) != 0 ||
      g_strcmp0 (gtk_widget_get_tooltip_text (a), gtk_widget_get_tooltip_text (b)) != 0 ||
      g_strcmp0 (sijil_accessible_get_label (a), sijil_accessible_get_label (b)) != 0 ||
      !same_action (a, b))
    return FALSE;
  /* A button has another class while its key is down. */
  if (!GTK_IS_BUTTON (a) && !same_classes (a, b))
    return FALSE;
  if (GTK_IS_LABEL (a) &&
      strcmp (gtk_label_get_label (GTK_LABEL (a)), gtk_label_get_label (GTK_LABEL (b))) != 0)
    return FALSE;
  if (GTK_IS_IMAGE (a) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (a)),
                                     gtk_image_get_icon_name (GTK_IMAGE (b))) != 0)
    return FALSE;
  for (x = gtk_widget_get_first_child (a), y = gtk_widget_get_first_child (b);
       x != NULL && y != NULL;
       x = gtk_widget_get_next_sibling (x), y = gtk_widget_get_next_sibling (y))
    if (!are_same (x, y))
      return FALSE;
  return x == y;
}

/* The row from @index on that is the same as @row, or -1. */
static int
find_same (GtkListBox *list, int index, GtkWidget *row)
{
  GtkListBoxRow *old;

  for (; (old = gtk_list_box_get_row_at_index (list, index)) != NULL; index++)
    if (are_same (GTK_WIDGET (old), row))
      return index;
  return -1;
}

static gboolean
has_stop (GtkWidget *widget)
{
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c))
    if (gtk_widget_get_focusable (c) || has_stop (c))
      return TRUE;
  return FALSE;
}

/* The toolkit's list lets Tab go on from a row only to the next one: at a row that takes no focus
 * the way ends, and no button below it is ever reached. So where one row has a button, all have a
 * stop. */
static void
lay_stops (GtkListBox *list)
{
  GtkListBoxRow *row;
  gboolean any = FALSE;

  for (int i = 0; !any && (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    any = has_stop (GTK_WIDGET (row));
  for (int i = 0; any && (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (!has_stop (GTK_WIDGET (row)))
      gtk_widget_set_focusable (GTK_WIDGET (row), TRUE);
}

/**
 * sijil_list_fill:
 * @list: a list that is filled by this function alone
 * @rows: (element-type GtkWidget) (transfer full): its rows as they are now, without a parent; what
 *   they do is said by actions
 *
 * Shows @rows. A row that is there already stays the very widget that it was, with the focus in it:
 * whatever arrives while somebody is at a button moves neither the button nor the key that is being
 * pressed. Tab reaches every button in the list.
 */
void
sijil_list_fill (GtkListBox *list, GPtrArray *rows)
{
  GtkListBoxRow *rest;

  g_return_if_fail (GTK_IS_LIST_BOX (list));

  for (guint i = 0; i < rows->len; i++) {
    g_autoptr (GtkWidget) row = g_object_ref_sink (rows->pdata[i]);
    int same = find_same (list, (int) i, row);

    if (same < 0)
      gtk_list_box_insert (list, row, (int) i);
    for (; same > (int) i; same--)
      gtk_list_box_remove (list, GTK_WIDGET (gtk_list_box_get_row_at_index (list, (int) i)));
  }
  while ((rest = gtk_list_box_get_row_at_index (list, (int) rows->len)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (rest));
  lay_stops (list);
  g_ptr_array_unref (rows);
}

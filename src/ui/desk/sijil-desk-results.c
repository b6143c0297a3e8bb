#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-desk-results.h"

#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-result-row.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilDeskResults {
  AdwBin parent_instance;

  GPtrArray *found;  /* (nullable): element-type SijilFound */
  GPtrArray *filled; /* element-type SijilResultRow, unowned; those that show something, in order:
                        the offer to register is the last */
  guint chosen;

  GtkLabel *heading;
  GtkWidget *arrows;
  GtkListBox *list;
  GtkListBox *register_list;
  SijilResultRow *offer;
};

G_DEFINE_FINAL_TYPE (SijilDeskResults, sijil_desk_results, ADW_TYPE_BIN)

/* Rows are made when there is first something for them, and kept. */
static SijilResultRow *
household_row (SijilDeskResults *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  if (row == NULL) {
    row = GTK_LIST_BOX_ROW (sijil_result_row_new ());
    gtk_list_box_append (self->list, GTK_WIDGET (row));
  }
  gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  return SIJIL_RESULT_ROW (row);
}

static void
hide_rows_from (SijilDeskResults *self, guint first)
{
  GtkListBoxRow *row;

  for (guint i = first; (row = gtk_list_box_get_row_at_index (self->list, (int) i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), FALSE);
}

static void
choose (SijilDeskResults *self, guint index)
{
  self->chosen = index;
  for (guint i = 0; i < self->filled->len; i++)
    sijil_result_row_set_chosen (g_ptr_array_index (self->filled, i), i == index);
}

/**
 * sijil_desk_results_move:
 * @self: the results
 * @step: -1 for up, 1 for down
 * @entry: the entry, which tells screen readers what is chosen
 *
 * Chooses the next row.
 */
void
sijil_desk_results_move (SijilDeskResults *self, int step, GtkWidget *entry)
{
  GtkWidget *row;

  g_return_if_fail (SIJIL_IS_DESK_RESULTS (self));

  if (self->filled->len == 0)
    return;
  choose (self, (guint) CLAMP ((int) self->chosen + step, 0, (int) self->filled->len - 1));
  row = g_ptr_array_index (self->filled, self->chosen);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                  row, -1);
  sijil_scroll_to_row (row);
}

/* Who only looks alike is opened by nobody's Enter without a look. */
static gboolean
are_alike (GPtrArray *found)
{
  return found->len > 0 &&
         ((SijilFound *) g_ptr_array_index (found, 0))->closeness == SIJIL_FOUND_ALIKE;
}

/**
 * sijil_desk_results_show:
 * @self: the results
 * @found: (element-type SijilFound) (transfer full): what was found
 * @text: what was typed
 *
 * Shows what was found. The first row is chosen; the offer to register is the last, so that with no
 * result it is the first; it is chosen where others only look alike.
 */
void
sijil_desk_results_show (SijilDeskResults *self, GPtrArray *found, const char *text)
{
  g_autofree char *digits = sijil_only_digits (text);

  g_return_if_fail (SIJIL_IS_DESK_RESULTS (self));

  g_ptr_array_set_size (self->filled, 0);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = found;
  for (guint i = 0; i < found->len; i++) {
    SijilResultRow *row = household_row (self, i);

    sijil_result_row_update (row, g_ptr_array_index (found, i), text);
    g_ptr_array_add (self->filled, row);
  }
  hide_rows_from (self, found->len);
  sijil_register_row_update (self->offer, digits == NULL ? text : "");
  g_ptr_array_add (self->filled, self->offer);
  gtk_widget_set_visible (GTK_WIDGET (self->list), found->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->register_list), TRUE);
  gtk_widget_set_visible (self->arrows, found->len > 0);
  gtk_label_set_label (self->heading, found->len == 0 ? _ ("No household agrees with this")
                                      : are_alike (found)
                                          ? _ ("Nobody agrees with this. Alike are:")
                                          : _ ("Closest first"));
  choose (self, are_alike (found) ? found->len : 0);
}

/**
 * sijil_desk_results_clear:
 * @self: the results
 *
 * Forgets what was found.
 */
void
sijil_desk_results_clear (SijilDeskResults *self)
{
  g_return_if_fail (SIJIL_IS_DESK_RESULTS (self));

  g_ptr_array_set_size (self->filled, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->register_list), FALSE);
  gtk_widget_set_visible (self->arrows, FALSE);
  gtk_label_set_label (self->heading, "");
  g_clear_pointer (&self->found, g_ptr_array_unref);
}

/**
 * sijil_desk_results_count_words:
 * @self: the results
 * @label: where to write how many there are
 */
void
sijil_desk_results_count_words (SijilDeskResults *self, GtkLabel *label)
{
  guint n = self->found != NULL ? self->found->len : 0;
  g_autofree char *number = sijil_text_number (n);
  g_autofree char *words = g_strdup_printf (ngettext ("%s result", "%s results", n), number);

  gtk_label_set_label (label, words);
}

/**
 * sijil_desk_results_register_is_chosen:
 * @self: the results
 *
 * Returns: whether Enter means to register a new household
 */
gboolean
sijil_desk_results_register_is_chosen (SijilDeskResults *self)
{
  return self->filled->len > 0 && self->chosen == self->filled->len - 1;
}

/**
 * sijil_desk_results_chosen:
 * @self: the results
 *
 * Returns: (nullable) (transfer none): the household that Enter opens
 */
const SijilFound *
sijil_desk_results_chosen (SijilDeskResults *self)
{
  return self->found != NULL && self->chosen < self->found->len
             ? g_ptr_array_index (self->found, self->chosen)
             : NULL;
}

/**
 * sijil_desk_results_exact:
 * @self: the results
 *
 * Returns: (nullable) (transfer none): the one household that a whole number means; %NULL too if an
 * ID is shared by several, which is for a person to decide
 */
const SijilFound *
sijil_desk_results_exact (SijilDeskResults *self)
{
  const SijilFound *exact = NULL;

  for (guint i = 0; self->found != NULL && i < self->found->len; i++) {
    const SijilFound *found = g_ptr_array_index (self->found, i);

    if (found->closeness != SIJIL_FOUND_EXACT)
      continue;
    if (exact != NULL)
      return NULL;
    exact = found;
  }
  return exact;
}

/**
 * sijil_desk_results_only:
 * @self: the results
 *
 * Returns: (nullable) (transfer none): the household, if exactly one was found
 */
const SijilFound *
sijil_desk_results_only (SijilDeskResults *self)
{
  return self->found != NULL && self->found->len == 1 && !are_alike (self->found)
             ? g_ptr_array_index (self->found, 0)
             : NULL;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, SijilDeskResults *self)
{
  int index = gtk_list_box_row_get_index (row);
  const SijilFound *found = index >= 0 && self->found != NULL && (guint) index < self->found->len
                                ? g_ptr_array_index (self->found, (guint) index)
                                : NULL;
  g_autofree char *id = found != NULL ? sijil_id_to_string (&found->household) : NULL;

  if (id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-family", "s", id);
}

static void
sijil_desk_results_dispose (GObject *object)
{
  SijilDeskResults *self = SIJIL_DESK_RESULTS (object);

  g_ptr_array_set_size (self->filled, 0);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_DESK_RESULTS);
  G_OBJECT_CLASS (sijil_desk_results_parent_class)->dispose (object);
}

static void
sijil_desk_results_finalize (GObject *object)
{
  g_ptr_array_unref (SIJIL_DESK_RESULTS (object)->filled);
  G_OBJECT_CLASS (sijil_desk_results_parent_class)->finalize (object);
}

static void
sijil_desk_results_class_init (SijilDeskResultsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_desk_results_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_desk_results_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/desk-results.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilDeskResults, heading);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskResults, arrows);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskResults, list);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskResults, register_list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sijil_desk_results_init (SijilDeskResults *self)
{
  self->filled = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->offer = sijil_register_row_new ();
  gtk_list_box_append (self->register_list, GTK_WIDGET (self->offer));
}

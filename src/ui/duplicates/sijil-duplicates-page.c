#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-duplicates-page-private.h"

#include "../sijil-ui.h"
#include "sijil-card.h"
#include "sijil-duplicates-task.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

/* So many at once; the others come up as these are decided. */
#define MOST_FAMILIES 300

G_DEFINE_FINAL_TYPE (SijilDuplicatesPage, sijil_duplicates_page, SIJIL_TYPE_PAGE)

const SijilTwinFamilies *
sijil_duplicates_page_selected (SijilDuplicatesPage *self)
{
  return self->families != NULL && self->selected >= 0 &&
                 (guint) self->selected < self->families->len
             ? self->families->pdata[self->selected]
             : NULL;
}

void
sijil_duplicates_page_allow (SijilDuplicatesPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.answer",
                                 sijil_duplicates_page_selected (self) != NULL && !self->settling &&
                                     sijil_page_allows (SIJIL_PAGE (self), SIJIL_ACT_REGISTER));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.search", self->search == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duplicates.stop", self->search != NULL);
}

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  SijilDuplicatesPage *self = user_data;

  if (row == NULL)
    return;
  self->selected = gtk_list_box_row_get_index (row);
  sijil_duplicates_detail_show (self->detail, sijil_duplicates_page_selected (self),
                                sijil_page_allows (SIJIL_PAGE (self), SIJIL_ACT_FAMILIES));
  sijil_duplicates_page_allow (self);
}

/* Selects the next one; of the last one, the first. */
void
sijil_duplicates_page_step (SijilDuplicatesPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, self->selected + 1);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static GtkWidget *
make_row (const SijilTwinFamilies *families)
{
  const SijilDuplicate *surest = families->persons->pdata[0];
  gboolean one = sijil_twin_families_are_one (families);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *card_a = sijil_card_show (families->a.card);
  g_autofree char *card_b = sijil_card_show (families->b.card);
  /* Translators: two card numbers. */
  g_autofree char *cards = one ? g_strdup_printf (_ ("Twice in card %s"), card_a)
                               : g_strdup_printf (_ ("Cards %s and %s"), card_a, card_b);
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s"), surest->a.name, cards);

  gtk_box_append (GTK_BOX (box), sijil_label_new (surest->a.name, "strong small"));
  gtk_box_append (GTK_BOX (box), sijil_label_new (surest->b.name, "small"));
  gtk_box_append (GTK_BOX (box), sijil_label_new (cards, "hint"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, "duplicates-item");
  sijil_accessible_label (row, spoken);
  return row;
}

/* Where the two that are being looked at stand now. If they are decided, the next ones are there.
 */
static int
place_of (SijilDuplicatesPage *self, const SijilTwinFamilies *before)
{
  for (guint i = 0; before != NULL && i < self->families->len; i++) {
    const SijilTwinFamilies *here = self->families->pdata[i];

    if (sijil_id_equal (&here->a.household, &before->a.household) &&
        sijil_id_equal (&here->b.household, &before->b.household))
      return (int) i;
  }
  return MIN (MAX (self->selected, 0), (int) self->families->len - 1);
}

static void
show_families (SijilDuplicatesPage *self, const SijilTwinFamilies *before)
{
  guint n = self->families->len;
  int wanted = place_of (self, before);
  g_autofree char *number = sijil_text_number (n);
  g_autofree char *subtitle =
      n >= MOST_FAMILIES ? g_strdup_printf (_ ("The surest %s"), number)
      : n > 0            ? g_strdup_printf (ngettext ("%s to decide", "%s to decide", n), number)
                         : NULL;

  sijil_list_clear (self->list);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, make_row (self->families->pdata[i]));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "found" : "none");
  self->selected = wanted;
  if (n > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, wanted));
  sijil_duplicates_page_allow (self);
}

static void
on_families_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilDuplicatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) families = sijil_store_finish (SIJIL_STORE (source), result, &error);
  g_autoptr (GPtrArray) old = NULL;
  const SijilTwinFamilies *before = sijil_duplicates_page_selected (self);

  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  if (families == NULL) {
    if (self->families == NULL)
      gtk_stack_set_visible_child_name (self->stack, "stopped");
    sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  old = self->families;
  self->families = g_steal_pointer (&families);
  sijil_drop_focus (GTK_WIDGET (self->stack));
  show_families (self, before);
  /* The keys of the answers are heard while the focus is on the page. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->families->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

static void
request_free (gpointer data)
{
  SijilDuplicatesFound *request = data;

  g_ptr_array_unref (request->found);
  g_free (request);
}

/* What was found is described anew whenever something was written: here, or by another PC. */
static void
sijil_duplicates_page_refresh (SijilPage *page)
{
  SijilDuplicatesPage *self = SIJIL_DUPLICATES_PAGE (page);
  SijilDuplicatesFound *request;

  if (self->found == NULL || self->search != NULL)
    return;
  request = g_new0 (SijilDuplicatesFound, 1);
  *request = (SijilDuplicatesFound){ g_ptr_array_ref (self->found), MOST_FAMILIES };
  sijil_store_read_async (sijil_page_store (page), sijil_duplicates_families, request, request_free,
                          (GDestroyNotify) g_ptr_array_unref, sijil_page_cancellable (page),
                          on_families_cb, g_object_ref (self));
}

static void
on_progress_cb (gpointer source, guint done, guint of)
{
  SijilDuplicatesPage *self = source;
  g_autofree char *number = sijil_text_number (done);
  g_autofree char *all = sijil_text_number (of);
  g_autofree char *words = NULL;

  if (sijil_page_is_gone (SIJIL_PAGE (self)) || self->search == NULL)
    return;
  if (of == 0) {
    gtk_progress_bar_pulse (self->progress);
    gtk_label_set_label (self->count, _ ("Reading the register"));
    return;
  }
  /* Translators: how many persons of how many. */
  words = g_strdup_printf (_ ("%s of %s persons compared"), number, all);
  gtk_progress_bar_set_fraction (self->progress, (double) done / of);
  gtk_label_set_label (self->count, words);
}

static void
on_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SijilDuplicatesPage *self = SIJIL_DUPLICATES_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sijil_duplicates_search_finish (result, &error);

  g_clear_object (&self->search);
  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  sijil_duplicates_page_allow (self);
  if (found == NULL) {
    gtk_stack_set_visible_child_name (self->stack, "stopped");
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&found);
  self->selected = -1;
  sijil_duplicates_page_refresh (SIJIL_PAGE (self));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilDuplicatesPage *self = SIJIL_DUPLICATES_PAGE (widget);

  if (self->search != NULL)
    return;
  self->search = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "searching");
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_label_set_label (self->count, _ ("Reading the register"));
  adw_window_title_set_subtitle (self->title, NULL);
  sijil_duplicates_page_allow (self);
  sijil_duplicates_search_async (self, sijil_page_store (SIJIL_PAGE (self)), self->search,
                                 on_progress_cb, on_found_cb);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_cancellable_cancel (SIJIL_DUPLICATES_PAGE (widget)->search);
}

/* The search holds the page and the register until it has seen that it is to stop. */
static void
sijil_duplicates_page_unroot (GtkWidget *widget)
{
  SijilDuplicatesPage *self = SIJIL_DUPLICATES_PAGE (widget);

  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  GTK_WIDGET_CLASS (sijil_duplicates_page_parent_class)->unroot (widget);
}

static void
sijil_duplicates_page_dispose (GObject *object)
{
  SijilDuplicatesPage *self = SIJIL_DUPLICATES_PAGE (object);

  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_DUPLICATES_PAGE);
  g_clear_object (&self->search);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->families, g_ptr_array_unref);
  G_OBJECT_CLASS (sijil_duplicates_page_parent_class)->dispose (object);
}

static void
sijil_duplicates_page_class_init (SijilDuplicatesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_DUPLICATES_DETAIL);
  G_OBJECT_CLASS (klass)->dispose = sijil_duplicates_page_dispose;
  widget_class->unroot = sijil_duplicates_page_unroot;
  SIJIL_PAGE_CLASS (klass)->refresh = sijil_duplicates_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/duplicates-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilDuplicatesPage, child)
  BIND (header);
  BIND (title);
  BIND (stack);
  BIND (progress);
  BIND (count);
  BIND (list);
  BIND (detail);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, sijil_duplicates_page_key);
  gtk_widget_class_install_action (widget_class, "duplicates.answer", "u",
                                   sijil_duplicates_page_answer_action);
  gtk_widget_class_install_action (widget_class, "duplicates.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "duplicates.stop", NULL, stop_action);
}

static void
sijil_duplicates_page_init (SijilDuplicatesPage *self)
{
  self->selected = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sijil_duplicates_page_new:
 * @store: the register
 *
 * Returns: (transfer floating): the page, which has begun to search
 */
GtkWidget *
sijil_duplicates_page_new (SijilStore *store)
{
  SijilDuplicatesPage *self = g_object_new (SIJIL_TYPE_DUPLICATES_PAGE, NULL);

  sijil_page_set_store (SIJIL_PAGE (self), store);
  search_action (GTK_WIDGET (self), NULL, NULL);
  return GTK_WIDGET (self);
}

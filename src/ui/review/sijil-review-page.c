#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-review-page-private.h"

#include "../sijil-ui.h"
#include "sijil-family.h"
#include "sijil-i18n.h"
#include "sijil-review-row.h"
#include "sijil-text.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"
#include "types/sijil-finding.h"

G_DEFINE_FINAL_TYPE (SijilReviewPage, sijil_review_page, SIJIL_TYPE_PAGE)

static Group
group_of (const SijilReviewItem *item)
{
  if (item->verdict != NULL || item->moot)
    return SETTLED;
  return item->counts ? OPEN : QUIET;
}

const SijilReviewItem *
sijil_review_page_selected (SijilReviewPage *self)
{
  for (guint i = 0; self->items != NULL && i < self->items->len; i++) {
    const SijilReviewItem *item = self->items->pdata[i];

    if (sijil_id_equal (sijil_record_id (item->finding), &self->selected))
      return item;
  }
  return NULL;
}

const SijilConflict *
sijil_review_page_conflict (SijilReviewPage *self)
{
  for (guint i = 0; self->conflicts != NULL && self->conflict >= 0 && i < self->conflicts->len;
       i++) {
    const SijilConflict *conflict = self->conflicts->pdata[i];

    if (conflict->local == self->conflict &&
        (conflict->local != 0 || sijil_id_equal (&conflict->record, &self->selected)))
      return conflict;
  }
  return NULL;
}

static void
show_conflict (SijilReviewPage *self, const SijilConflict *conflict)
{
  gboolean may_decide = sijil_page_allows (SIJIL_PAGE (self), SIJIL_ACT_CONFLICTS);

  gtk_stack_set_visible_child_name (self->detail_stack, "conflict");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.answer", !self->settling && may_decide);
  sijil_conflict_detail_show (self->conflict_detail, conflict);
}

static void
on_family_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilReviewPage) self = user_data;
  SijilFamily *family = sijil_store_finish (SIJIL_STORE (source), result, NULL);
  const SijilReviewItem *item;
  SijilId person;

  if (family == NULL)
    return;
  item = sijil_page_is_gone (SIJIL_PAGE (self)) ? NULL : sijil_review_page_selected (self);
  if (item != NULL && sijil_id_equal (&item->household, sijil_record_id (family->household)) &&
      sijil_record_reference (item->finding, SIJIL_FINDING_PERSON, &person))
    for (guint i = 0; i < family->members->len; i++)
      if (sijil_id_equal (sijil_record_id (family->members->pdata[i]), &person))
        sijil_review_detail_show_person (self->detail, item, family->members->pdata[i]);
  sijil_family_free (family);
}

void
sijil_review_page_show_selected (SijilReviewPage *self)
{
  const SijilReviewItem *item = sijil_review_page_selected (self);
  SijilStore *store = sijil_page_store (SIJIL_PAGE (self));
  gboolean may_settle = sijil_page_allows (SIJIL_PAGE (self), SIJIL_ACT_SETTLE);
  const SijilConflict *conflict = sijil_review_page_conflict (self);

  if (conflict != NULL) {
    show_conflict (self, conflict);
    return;
  }
  gtk_stack_set_visible_child_name (self->detail_stack, item != NULL ? "detail" : "none");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "review.answer",
                                 item != NULL && item->verdict == NULL && may_settle &&
                                     !self->settling);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (self), "review.undo",
      ((item != NULL && item->verdict != NULL) || !sijil_id_is_null (&self->last)) && may_settle &&
          !self->settling);
  if (item == NULL)
    return;
  sijil_review_detail_show (self->detail, item, sijil_store_association (store), may_settle);
  if (!sijil_record_is_null (item->finding, SIJIL_FINDING_PERSON) &&
      !sijil_id_is_null (&item->household))
    sijil_store_read_async (store, sijil_family_load, sijil_id_copy (&item->household), g_free,
                            (GDestroyNotify) sijil_family_free,
                            sijil_page_cancellable (SIJIL_PAGE (self)), on_family_cb,
                            g_object_ref (self));
}

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  SijilReviewPage *self = user_data;
  const SijilReviewItem *item = row != NULL ? sijil_review_row_item (SIJIL_REVIEW_ROW (row)) : NULL;
  const SijilConflict *conflict =
      row != NULL ? sijil_review_row_conflict (SIJIL_REVIEW_ROW (row)) : NULL;

  if (item == NULL && conflict == NULL)
    return;
  self->conflict = conflict != NULL ? conflict->local : -1;
  self->selected = conflict != NULL ? conflict->record : *sijil_record_id (item->finding);
  sijil_review_page_show_selected (self);
}

static gboolean
is_heading (SijilReviewRow *row)
{
  return sijil_review_row_item (row) == NULL && sijil_review_row_conflict (row) == NULL;
}

static void
fold (SijilReviewPage *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    SijilReviewRow *review = SIJIL_REVIEW_ROW (row);
    Group group = (Group) sijil_review_row_group (review);

    if (!is_heading (review))
      gtk_widget_set_visible (GTK_WIDGET (row), self->open[group]);
    else if (group > OPEN)
      sijil_review_row_set_open (review, self->open[group]);
  }
}

static void
on_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  SijilReviewPage *self = user_data;
  Group group = (Group) sijil_review_row_group (SIJIL_REVIEW_ROW (row));

  if (!is_heading (SIJIL_REVIEW_ROW (row)))
    return;
  self->open[group] = !self->open[group];
  fold (self);
}

/* Selects the next finding that can be seen, in either direction. */
gboolean
sijil_review_page_step (SijilReviewPage *self, int direction)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  while ((row = gtk_list_box_get_row_at_index (self->list, index += direction)) != NULL) {
    if (is_heading (SIJIL_REVIEW_ROW (row)) || !gtk_widget_get_visible (GTK_WIDGET (row)))
      continue;
    gtk_list_box_select_row (self->list, row);
    gtk_widget_grab_focus (GTK_WIDGET (row));
    return TRUE;
  }
  return FALSE;
}

static void
show_title (SijilReviewPage *self, const guint *counts)
{
  guint open = counts[OPEN] + counts[CONFLICTS];
  g_autofree char *waiting = sijil_text_number (open);
  g_autofree char *settled = sijil_text_number (counts[SETTLED]);
  g_autofree char *subtitle = NULL;

  if (open == 0)
    subtitle = g_strdup (_ ("Nothing waits"));
  else if (counts[SETTLED] == 0)
    subtitle = g_strdup_printf (ngettext ("%s waits", "%s wait", open), waiting);
  else
    /* Translators: how many wait, how many are settled. */
    subtitle = g_strdup_printf (_ ("%s waiting, %s settled"), waiting, settled);

  adw_window_title_set_subtitle (self->title, subtitle);
}

/* The conflicts stand first: they are about our own families. */
static GtkWidget *
add_conflicts (SijilReviewPage *self, const char *title)
{
  GtkWidget *chosen = NULL;

  if (self->conflicts->len > 0)
    gtk_list_box_append (self->list, sijil_review_row_new_heading (title, self->conflicts->len,
                                                                   CONFLICTS, FALSE, TRUE));
  for (guint i = 0; i < self->conflicts->len; i++) {
    const SijilConflict *conflict = self->conflicts->pdata[i];
    GtkWidget *row = sijil_review_row_new_conflict (conflict, CONFLICTS);

    gtk_list_box_append (self->list, row);
    if (conflict == sijil_review_page_conflict (self))
      chosen = row;
  }
  return chosen;
}

static void
show_items (SijilReviewPage *self)
{
  const char *const titles[N_GROUPS] = { _ ("Two values"), _ ("Waiting for your verdict"),
                                         _ ("Known elsewhere"), _ ("Settled") };
  guint counts[N_GROUPS] = { 0 };
  GtkWidget *chosen = NULL;
  int group = -1;

  for (guint i = 0; i < self->items->len; i++)
    counts[group_of (self->items->pdata[i])]++;
  sijil_list_clear (self->list);
  counts[CONFLICTS] = self->conflicts->len;
  chosen = add_conflicts (self, titles[CONFLICTS]);
  if (counts[OPEN] == 0 && counts[CONFLICTS] == 0) {
    gtk_list_box_append (self->list,
                         sijil_review_row_new_heading (titles[OPEN], 0, OPEN, FALSE, TRUE));
    group = OPEN;
  }
  for (guint i = 0; i < self->items->len; i++) {
    const SijilReviewItem *item = self->items->pdata[i];
    GtkWidget *row = sijil_review_row_new (item, (int) group_of (item));

    if ((int) group_of (item) != group) {
      group = (int) group_of (item);
      gtk_list_box_append (self->list,
                           sijil_review_row_new_heading (titles[group], counts[group], group,
                                                         group != OPEN, self->open[group]));
    }
    gtk_list_box_append (self->list, row);
    if (self->conflict < 0 && sijil_id_equal (sijil_record_id (item->finding), &self->selected))
      chosen = row;
  }
  if (chosen != NULL)
    self->open[sijil_review_row_group (SIJIL_REVIEW_ROW (chosen))] = TRUE;
  fold (self);
  show_title (self, counts);
  gtk_stack_set_visible_child_name (
      self->stack, self->items->len + self->conflicts->len > 0 ? "review" : "empty");
  if (chosen != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (chosen));
  else if (!sijil_review_page_step (self, 1))
    sijil_review_page_show_selected (self);
}

typedef struct {
  GPtrArray *items;
  GPtrArray *conflicts;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_ptr_array_unref (loaded->items);
  g_ptr_array_unref (loaded->conflicts);
  g_free (loaded);
}

/* SijilStoreFunc: both lists as they stand at one moment. */
static gpointer
load_all (SijilSession *session, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) items = sijil_review (session, NULL, error);
  g_autoptr (GPtrArray) conflicts = items != NULL ? sijil_conflicts (session, NULL, error) : NULL;
  Loaded *loaded;

  if (conflicts == NULL)
    return NULL;
  loaded = g_new0 (Loaded, 1);
  loaded->items = g_steal_pointer (&items);
  loaded->conflicts = g_steal_pointer (&conflicts);
  return loaded;
}

static void
on_items_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilReviewPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Loaded *loaded = sijil_store_finish (SIJIL_STORE (source), result, &error);
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) old_conflicts = NULL;
  GtkRoot *root;
  gboolean had_focus;

  if (loaded == NULL) {
    if (!sijil_page_is_gone (SIJIL_PAGE (self)))
      sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  if (sijil_page_is_gone (SIJIL_PAGE (self))) {
    loaded_free (g_steal_pointer (&loaded));
    return;
  }
  root = gtk_widget_get_root (GTK_WIDGET (self));
  had_focus = root != NULL && gtk_root_get_focus (root) != NULL &&
              gtk_widget_is_ancestor (gtk_root_get_focus (root), GTK_WIDGET (self));
  /* The rows point into the old list until they are replaced. */
  old = self->items;
  old_conflicts = self->conflicts;
  self->items = loaded->items;
  self->conflicts = loaded->conflicts;
  show_items (self);
  if (had_focus && gtk_list_box_get_selected_row (self->list) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

static void
sijil_review_page_refresh (SijilPage *page)
{
  sijil_store_read_async (sijil_page_store (page), load_all, NULL, NULL, loaded_free,
                          sijil_page_cancellable (page), on_items_cb, g_object_ref (page));
}

static void
sijil_review_page_dispose (GObject *object)
{
  SijilReviewPage *self = SIJIL_REVIEW_PAGE (object);

  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_REVIEW_PAGE);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  G_OBJECT_CLASS (sijil_review_page_parent_class)->dispose (object);
}

static void
sijil_review_page_class_init (SijilReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_REVIEW_DETAIL);
  g_type_ensure (SIJIL_TYPE_CONFLICT_DETAIL);
  G_OBJECT_CLASS (klass)->dispose = sijil_review_page_dispose;
  SIJIL_PAGE_CLASS (klass)->refresh = sijil_review_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/review-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilReviewPage, child)
  BIND (header);
  BIND (title);
  BIND (stack);
  BIND (list);
  BIND (detail_stack);
  BIND (detail);
  BIND (conflict_detail);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, sijil_review_page_key);
  gtk_widget_class_install_action (widget_class, "review.answer", "u",
                                   sijil_review_page_answer_action);
  gtk_widget_class_install_action (widget_class, "review.undo", NULL,
                                   sijil_review_page_undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "review.undo",
                                       NULL);
}

static void
sijil_review_page_init (SijilReviewPage *self)
{
  self->open[CONFLICTS] = self->open[OPEN] = TRUE;
  self->conflict = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sijil_review_page_new:
 * @store: the register
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sijil_review_page_new (SijilStore *store)
{
  SijilReviewPage *self = g_object_new (SIJIL_TYPE_REVIEW_PAGE, NULL);

  sijil_page_set_store (SIJIL_PAGE (self), store);
  return GTK_WIDGET (self);
}

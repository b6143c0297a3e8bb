#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-desk-today.h"

#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-recent-row.h"
#include "sijil-text.h"
#include "sijil-ui.h"
#include "sijil-widgets.h"

/* More rows than this nobody reads; older ones are found by the family. */
#define MOST 500

struct _SijilDeskToday {
  AdwBin parent_instance;

  SijilStore *store;
  GCancellable *cancellable;
  SijilToday *today; /* (nullable): what is shown */
  guint chosen;

  GtkLabel *count;
  GtkWidget *keys;
  GtkStack *list_or_none;
  GtkListBox *list;
  GtkLabel *more;
};

G_DEFINE_FINAL_TYPE (SijilDeskToday, sijil_desk_today, ADW_TYPE_BIN)

static void
choose (SijilDeskToday *self, guint index)
{
  GtkListBoxRow *row;

  self->chosen = index;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    sijil_recent_row_set_chosen (GTK_WIDGET (row), (guint) i == index);
}

static const SijilRecent *
chosen (SijilDeskToday *self)
{
  return self->today != NULL && self->chosen < self->today->recent->len
             ? g_ptr_array_index (self->today->recent, self->chosen)
             : NULL;
}

static void
show_count (SijilDeskToday *self)
{
  guint all = self->today->count, shown = self->today->recent->len;
  g_autofree char *number = sijil_text_number (all);
  g_autofree char *limit = sijil_text_number (MOST);
  g_autofree char *words =
      g_strdup_printf (ngettext ("%s hand-over", "%s hand-overs", all), number);
  g_autofree char *more =
      g_strdup_printf (_ ("The newest %s are shown. An older one stands with its family."), limit);

  gtk_label_set_label (self->count, all > 0 ? words : "");
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), all > shown);
  gtk_widget_set_visible (self->keys, shown > 0);
  gtk_stack_set_visible_child_name (self->list_or_none, shown > 0 ? "list" : "none");
}

static void
show (SijilDeskToday *self, SijilToday *today)
{
  const SijilRecent *old = chosen (self);
  SijilId kept = { { 0 } };
  guint index = self->chosen;

  if (old != NULL)
    kept = old->distribution;
  sijil_list_clear (self->list);
  g_clear_pointer (&self->today, sijil_today_free);
  self->today = today;
  for (guint i = 0; i < today->recent->len; i++) {
    const SijilRecent *recent = g_ptr_array_index (today->recent, i);

    if (sijil_id_equal (&recent->distribution, &kept))
      index = i;
    gtk_list_box_append (self->list, sijil_recent_row_new (recent, SIJIL_UNDO_THIS));
  }
  show_count (self);
  choose (self, today->recent->len > 0 ? MIN (index, today->recent->len - 1) : 0);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilDeskToday) self = user_data;
  g_autoptr (GError) error = NULL;
  SijilToday *today = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    g_clear_pointer (&today, sijil_today_free);
  else if (today != NULL)
    show (self, today);
  else
    sijil_ui_show_error (GTK_WIDGET (self), error);
}

/**
 * sijil_desk_today_refresh:
 * @self: the list
 *
 * Reads today again; the row that was chosen stays chosen.
 */
void
sijil_desk_today_refresh (SijilDeskToday *self)
{
  g_return_if_fail (SIJIL_IS_DESK_TODAY (self));

  sijil_store_read_async (self->store, sijil_today, GUINT_TO_POINTER (MOST), NULL,
                          (GDestroyNotify) sijil_today_free, self->cancellable, on_today,
                          g_object_ref (self));
}

/**
 * sijil_desk_today_begin:
 * @self: the list, which is about to be shown
 *
 * Begins at the newest one.
 */
void
sijil_desk_today_begin (SijilDeskToday *self)
{
  g_return_if_fail (SIJIL_IS_DESK_TODAY (self));

  g_clear_pointer (&self->today, sijil_today_free);
  self->chosen = 0;
  sijil_desk_today_refresh (self);
}

/**
 * sijil_desk_today_move:
 * @self: the list
 * @step: -1 for up, 1 for down
 * @entry: the entry, which tells screen readers what is chosen
 */
void
sijil_desk_today_move (SijilDeskToday *self, int step, GtkWidget *entry)
{
  GtkWidget *row;

  if (chosen (self) == NULL)
    return;
  choose (self, (guint) CLAMP ((int) self->chosen + step, 0, (int) self->today->recent->len - 1));
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) self->chosen));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                  row, -1);
  sijil_scroll_to_row (row);
}

static void
activate (SijilDeskToday *self, const char *action, const SijilId *id)
{
  g_autofree char *target = sijil_id_to_string (id);

  gtk_widget_activate_action (GTK_WIDGET (self), action, "s", target);
}

/**
 * sijil_desk_today_open:
 * @self: the list
 *
 * Opens the family of the chosen row.
 */
void
sijil_desk_today_open (SijilDeskToday *self)
{
  const SijilRecent *recent = chosen (self);

  if (recent != NULL)
    activate (self, "win.open-family", &recent->household);
}

/**
 * sijil_desk_today_take_back:
 * @self: the list
 *
 * Takes the chosen hand-over back, or asks for the reason.
 */
void
sijil_desk_today_take_back (SijilDeskToday *self)
{
  const SijilRecent *recent = chosen (self);

  if (recent != NULL)
    activate (self, "win.take-back", &recent->distribution);
}

/**
 * sijil_desk_today_set_store:
 * @self: the list
 * @store: the open register
 */
void
sijil_desk_today_set_store (SijilDeskToday *self, SijilStore *store)
{
  g_return_if_fail (SIJIL_IS_DESK_TODAY (self));

  g_set_object (&self->store, store);
}

static void
sijil_desk_today_dispose (GObject *object)
{
  SijilDeskToday *self = SIJIL_DESK_TODAY (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_DESK_TODAY);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sijil_desk_today_parent_class)->dispose (object);
}

static void
sijil_desk_today_finalize (GObject *object)
{
  SijilDeskToday *self = SIJIL_DESK_TODAY (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->today, sijil_today_free);
  G_OBJECT_CLASS (sijil_desk_today_parent_class)->finalize (object);
}

static void
sijil_desk_today_class_init (SijilDeskTodayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_desk_today_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_desk_today_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/desk-today.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilDeskToday, count);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskToday, keys);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskToday, list_or_none);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskToday, list);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskToday, more);
}

static void
sijil_desk_today_init (SijilDeskToday *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

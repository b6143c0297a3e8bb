#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-desk-idle.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-list-fill.h"
#include "sijil-recent-row.h"
#include "sijil-text.h"
#include "sijil-two-columns.h"
#include "sijil-ui.h"

#define MAX_RECENT 8
/* After so many days what we know of the others is no longer a ground to rely on. */
#define STALE_DAYS 7

struct _SijilDeskIdle {
  AdwBin parent_instance;

  SijilStore *store;
  GCancellable *cancellable;
  gboolean stale; /* what is shown was read before the last change */

  GtkStack *recent_or_none;
  GtkListBox *recent;
  GtkLabel *households;
  GtkLabel *households_words;
  GtkImage *check_icon;
  GtkLabel *check_title;
  GtkLabel *check_detail;
  GtkWidget *review_row;
  GtkLabel *review;
};

G_DEFINE_FINAL_TYPE (SijilDeskIdle, sijil_desk_idle, ADW_TYPE_BIN)

static void
show_check (SijilDeskIdle *self, gint64 as_of)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *day = as_of > 0 ? sijil_date_of_instant (as_of) : NULL;
  g_autofree char *shown = day != NULL ? sijil_date_show_short (day, today) : NULL;
  g_autofree char *clock = as_of > 0 ? sijil_date_clock (as_of) : NULL;
  gboolean stale = day == NULL || sijil_date_days_between (day, today) > STALE_DAYS;
  g_autofree char *detail = day == NULL
                                ? g_strdup (_ ("Nothing known of other associations yet"))
                                /* Translators: a day and an hour */
                                : g_strdup_printf (_ ("Brought up to date %s, %s"), shown, clock);

  gtk_widget_remove_css_class (GTK_WIDGET (self->check_icon), stale ? "ok" : "warn");
  gtk_widget_add_css_class (GTK_WIDGET (self->check_icon), stale ? "warn" : "ok");
  gtk_label_set_label (self->check_title, stale ? _ ("Overlap check is not up to date")
                                                : _ ("Overlap check works without network"));
  gtk_label_set_label (self->check_detail, detail);
}

static void
show_today (SijilDeskIdle *self, const SijilToday *today)
{
  GPtrArray *rows = g_ptr_array_new ();
  g_autofree char *households = sijil_text_number (today->households);
  g_autofree char *review = sijil_text_number (today->review);

  for (guint i = 0; i < MIN (today->recent->len, MAX_RECENT); i++)
    g_ptr_array_add (rows, sijil_recent_row_new (g_ptr_array_index (today->recent, i),
                                                 i == 0 ? SIJIL_UNDO_LAST : SIJIL_UNDO_NOT_HERE));
  sijil_list_fill (self->recent, rows);
  gtk_stack_set_visible_child_name (self->recent_or_none,
                                    today->recent->len > 0 ? "recent" : "none");
  gtk_label_set_label (self->households, households);
  /* An Arabic zero is a dot, even at this size: words are plainer. */
  gtk_widget_set_visible (GTK_WIDGET (self->households), today->households > 0);
  gtk_label_set_label (self->households_words,
                       today->households == 0
                           ? _ ("No household yet")
                           /* Translators: stands beside the number, which is written larger */
                           : ngettext ("household", "households", today->households));
  gtk_label_set_label (self->review, review);
  gtk_widget_set_visible (self->review_row, today->review > 0);
  show_check (self, today->elsewhere_as_of);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilDeskIdle) self = user_data;
  g_autoptr (GError) error = NULL;
  SijilToday *today = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (today != NULL && !g_cancellable_is_cancelled (self->cancellable))
    show_today (self, today);
  else if (error != NULL && !g_cancellable_is_cancelled (self->cancellable))
    sijil_ui_show_error (GTK_WIDGET (self), error);
  g_clear_pointer (&today, sijil_today_free);
}

/**
 * sijil_desk_idle_refresh:
 * @self: the idle desk
 *
 * Reads today again; behind a family that is being served, when it is shown next.
 */
void
sijil_desk_idle_refresh (SijilDeskIdle *self)
{
  g_return_if_fail (SIJIL_IS_DESK_IDLE (self));

  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale)
    return;
  sijil_store_read_async (self->store, sijil_today, NULL, NULL, (GDestroyNotify) sijil_today_free,
                          self->cancellable, on_today, g_object_ref (self));
}

/**
 * sijil_desk_idle_set_store:
 * @self: the idle desk
 * @store: the open register
 *
 * Says where today is read from.
 */
void
sijil_desk_idle_set_store (SijilDeskIdle *self, SijilStore *store)
{
  g_return_if_fail (SIJIL_IS_DESK_IDLE (self));

  g_set_object (&self->store, store);
}

static void
sijil_desk_idle_map (GtkWidget *widget)
{
  SijilDeskIdle *self = SIJIL_DESK_IDLE (widget);

  GTK_WIDGET_CLASS (sijil_desk_idle_parent_class)->map (widget);
  if (self->stale)
    sijil_desk_idle_refresh (self);
}

static void
sijil_desk_idle_dispose (GObject *object)
{
  SijilDeskIdle *self = SIJIL_DESK_IDLE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_DESK_IDLE);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sijil_desk_idle_parent_class)->dispose (object);
}

static void
sijil_desk_idle_finalize (GObject *object)
{
  g_object_unref (SIJIL_DESK_IDLE (object)->cancellable);
  G_OBJECT_CLASS (sijil_desk_idle_parent_class)->finalize (object);
}

static void
sijil_desk_idle_class_init (SijilDeskIdleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_desk_idle_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_desk_idle_finalize;
  widget_class->map = sijil_desk_idle_map;
  g_type_ensure (SIJIL_TYPE_TWO_COLUMNS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/desk-idle.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, recent_or_none);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, recent);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, households);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, households_words);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, check_icon);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, check_title);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, check_detail);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, review_row);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskIdle, review);
}

static void
sijil_desk_idle_init (SijilDeskIdle *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-desk-page-private.h"

#include <string.h>

#include "sijil-card.h"
#include "sijil-date.h"
#include "sijil-find.h"
#include "sijil-fold.h"
#include "sijil-i18n.h"
#include "sijil-start-text.h"
#include "sijil-text.h"
#include "sijil-ui.h"

#define NATIONAL_ID_LEN 14
/* The beginning of a card number can by chance be a card number too (1 in 37). A scanner sends its
 * characters some milliseconds apart, so a pause tells that it was the whole one. */
#define CARD_PAUSE_MS 300
/* So long the letter that was typed may wait for its results, to be drawn together with them. If it
 * is drawn alone, they come a whole frame later; nobody sees part of one.
 */
#define FIRST_FRAME_US 12000

G_DEFINE_FINAL_TYPE (SijilDeskPage, sijil_desk_page, ADW_TYPE_BIN)

static void
cancel (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static char *
typed (SijilDeskPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static void
show_date (SijilDeskPage *self)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *day = sijil_date_show_weekday (today);
  g_autofree char *hijri = sijil_hijri_show (today, sijil_store_hijri_offset (self->store));
  /* Translators: a date and the same date in the Hijri calendar. In Arabic use the comma: a dot in
   * the middle reads as a zero beside digits. */
  g_autofree char *both = g_strdup_printf (_ ("%s · %s"), day, hijri);

  adw_window_title_set_subtitle (self->title, both);
}

static void
show_child (SijilDeskPage *self, const char *name)
{
  gboolean family = strcmp (name, "family") == 0;
  gboolean results = strcmp (name, "results") == 0;
  gboolean idle = strcmp (name, "idle") == 0;

  gtk_stack_set_visible_child_name (self->stack, name);
  if (family)
    gtk_widget_add_css_class (self->entry_box, "slim");
  else
    gtk_widget_remove_css_class (self->entry_box, "slim");
  gtk_widget_set_margin_top (self->entry_box, family ? 12 : 28);
  g_object_set (self->entry, "placeholder-text",
                family ? _ ("Next family…") : _ ("Name, national ID or phone, or scan the card"),
                NULL);
  gtk_label_set_label (self->key, idle ? "Ctrl+F" : "Esc");
  gtk_widget_set_visible (GTK_WIDGET (self->count), results);
  if (!family)
    sijil_family_view_clear (self->family);
}

static void
clear_entry (SijilDeskPage *self)
{
  self->enter_waits = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
on_family (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilDeskPage) self = user_data;
  g_autoptr (GError) error = NULL;
  SijilFamily *family = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (family == NULL) {
    if (!g_cancellable_is_cancelled (self->closing)) {
      sijil_ui_show_error (GTK_WIDGET (self), error);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
        g_clear_object (&self->opening);
        show_child (self, "idle");
      }
    }
    return;
  }
  g_clear_object (&self->opening);
  sijil_family_view_show (self->family, family);
  show_child (self, "family");
}

/**
 * sijil_desk_page_open:
 * @self: the desk
 * @household: its id
 *
 * Opens a family. The entry is emptied at once: what is typed from now on is the next family, and
 * if something is typed before this one is read, this one is no longer wanted.
 */
void
sijil_desk_page_open (SijilDeskPage *self, const SijilId *household)
{
  g_return_if_fail (SIJIL_IS_DESK_PAGE (self));

  clear_entry (self);
  cancel (&self->opening);
  sijil_family_view_clear (self->family);
  self->opening = g_cancellable_new ();
  sijil_store_read_async (self->store, sijil_family_load, sijil_id_copy (household), g_free,
                          (GDestroyNotify) sijil_family_free, self->opening, on_family,
                          g_object_ref (self));
}

static void
open_found (SijilDeskPage *self, const SijilFound *found)
{
  SijilId id = found->household;

  sijil_desk_page_open (self, &id);
}

static gboolean
open_card (gpointer user_data)
{
  SijilDeskPage *self = user_data;
  const SijilFound *found = sijil_desk_results_exact (self->results);

  self->open_soon = 0;
  if (found != NULL)
    open_found (self, found);
  return G_SOURCE_REMOVE;
}

/* A whole number means one family, if it is not shared: no key is needed to open it. */
static void
open_by_itself (SijilDeskPage *self)
{
  const SijilFound *found = sijil_desk_results_exact (self->results);
  g_autofree char *text = typed (self);
  g_autofree char *digits = sijil_only_digits (text);
  g_autofree char *card = NULL;

  if (self->enter_waits) {
    self->enter_waits = FALSE;
    if (found == NULL)
      found = sijil_desk_results_only (self->results);
    if (found != NULL)
      open_found (self, found);
    return;
  }
  if (found == NULL)
    return;
  if (digits != NULL && strlen (digits) == NATIONAL_ID_LEN) {
    open_found (self, found);
    return;
  }
  card = sijil_card_from_keys (text);
  if (card != NULL)
    self->open_soon = g_timeout_add (CARD_PAUSE_MS, open_card, self);
}

typedef struct {
  SijilDeskPage *page;
  GCancellable *cancellable;
  char *text;
} Search;

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (SijilDeskPage) self = search->page;
  g_autoptr (GCancellable) cancellable = search->cancellable;
  g_autofree char *text = search->text;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = sijil_store_finish (SIJIL_STORE (source), result, &error);

  g_free (search);
  /* Only the search that was begun last is still the one of the text in the entry. */
  if (cancellable != self->searching || g_cancellable_is_cancelled (self->closing))
    return;
  g_clear_object (&self->searching);
  if (found == NULL) {
    self->enter_waits = FALSE;
    sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  sijil_desk_results_show (self->results, g_steal_pointer (&found), text);
  show_child (self, "results");
  sijil_desk_results_count_words (self->results, self->count);
  open_by_itself (self);
}

static void
on_text_changed (SijilDeskPage *self)
{
  g_autofree char *text = NULL;
  Search *search;

  if (self->closing == NULL || self->store == NULL)
    return;
  g_clear_handle_id (&self->open_soon, g_source_remove);
  cancel (&self->searching);
  self->enter_waits = FALSE;
  text = typed (self);
  if (*text == '\0') {
    if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "results") == 0 &&
        self->opening == NULL) {
      show_child (self, "idle");
      sijil_desk_results_clear (self->results);
    }
    return;
  }
  cancel (&self->opening);
  /* From the first letter on no family is open, so that no key can hand anything to the last one.
   */
  sijil_family_view_clear (self->family);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "family") == 0) {
    sijil_desk_results_clear (self->results);
    show_child (self, "results");
  }
  self->searching = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->page = g_object_ref (self);
  search->cancellable = g_object_ref (self->searching);
  search->text = g_strdup (text);
  sijil_store_read_async (self->store, sijil_find, g_strdup (text), g_free,
                          (GDestroyNotify) g_ptr_array_unref, self->searching, on_found, search);
  sijil_store_await_reads (self->store, FIRST_FRAME_US);
}

/**
 * sijil_desk_page_enter:
 * @self: the desk
 *
 * Enter: opens what is chosen; if the result of the text is not there yet, waits for it.
 */
void
sijil_desk_page_enter (SijilDeskPage *self)
{
  const SijilFound *found;

  if (self->searching != NULL) {
    self->enter_waits = TRUE;
    return;
  }
  if (sijil_desk_page_shows_today (self))
    sijil_desk_today_open (self->today);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "results") != 0 ||
      self->opening != NULL)
    return;
  g_clear_handle_id (&self->open_soon, g_source_remove);
  if (sijil_desk_results_register_is_chosen (self->results)) {
    g_autofree char *name = sijil_desk_page_typed_name (self);

    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-household", "s", name);
    return;
  }
  found = sijil_desk_results_chosen (self->results);
  if (found != NULL)
    open_found (self, found);
}

/**
 * sijil_desk_page_shows_today:
 * @self: the desk
 *
 * Returns: whether the list of today is what the keys mean now
 */
gboolean
sijil_desk_page_shows_today (SijilDeskPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "today") == 0 &&
         self->opening == NULL && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';
}

/**
 * sijil_desk_page_show_today:
 * @self: the desk
 *
 * Shows all that was handed over today. The entry keeps the focus: letters and digits still mean
 * the next family.
 */
void
sijil_desk_page_show_today (SijilDeskPage *self)
{
  g_return_if_fail (SIJIL_IS_DESK_PAGE (self));

  cancel (&self->opening);
  clear_entry (self);
  sijil_desk_today_begin (self->today);
  show_child (self, "today");
  sijil_desk_results_clear (self->results);
  sijil_desk_page_focus (self);
}

/**
 * sijil_desk_page_back:
 * @self: the desk
 *
 * One step back: out of a warned row, then to the empty desk.
 */
void
sijil_desk_page_back (SijilDeskPage *self)
{
  g_return_if_fail (SIJIL_IS_DESK_PAGE (self));

  if (sijil_family_view_leave_row (self->family)) {
    sijil_desk_page_focus (self);
    return;
  }
  cancel (&self->opening);
  clear_entry (self);
  show_child (self, "idle");
  sijil_desk_results_clear (self->results);
  sijil_desk_page_focus (self);
}

/**
 * sijil_desk_page_focus:
 * @self: the desk
 *
 * Gives the entry the focus.
 */
void
sijil_desk_page_focus (SijilDeskPage *self)
{
  g_return_if_fail (SIJIL_IS_DESK_PAGE (self));

  show_date (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/**
 * sijil_desk_page_typed_name:
 * @self: the desk
 *
 * Returns: (transfer full): the text of the entry if it may be a name, otherwise an empty text
 */
char *
sijil_desk_page_typed_name (SijilDeskPage *self)
{
  g_autofree char *text = typed (self);
  g_autofree char *digits = sijil_only_digits (text);

  return digits == NULL ? g_steal_pointer (&text) : g_strdup ("");
}

static void
refresh (SijilDeskPage *self)
{
  show_date (self);
  sijil_desk_idle_refresh (self->idle);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "today") == 0)
    sijil_desk_today_refresh (self->today);
  sijil_family_view_refresh (self->family);
}

static void
sijil_desk_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sijil_desk_page_parent_class)->map (widget);
  sijil_desk_page_focus (SIJIL_DESK_PAGE (widget));
}

static void
sijil_desk_page_dispose (GObject *object)
{
  SijilDeskPage *self = SIJIL_DESK_PAGE (object);

  g_clear_handle_id (&self->open_soon, g_source_remove);
  g_cancellable_cancel (self->closing);
  cancel (&self->searching);
  cancel (&self->opening);
  if (self->reason != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->reason));
  self->reason = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_DESK_PAGE);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sijil_desk_page_parent_class)->dispose (object);
}

static void
sijil_desk_page_finalize (GObject *object)
{
  g_object_unref (SIJIL_DESK_PAGE (object)->closing);
  G_OBJECT_CLASS (sijil_desk_page_parent_class)->finalize (object);
}

static void
sijil_desk_page_class_init (SijilDeskPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_desk_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_desk_page_finalize;
  widget_class->map = sijil_desk_page_map;
  g_type_ensure (SIJIL_TYPE_DESK_IDLE);
  g_type_ensure (SIJIL_TYPE_DESK_RESULTS);
  g_type_ensure (SIJIL_TYPE_DESK_TODAY);
  g_type_ensure (SIJIL_TYPE_FAMILY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/desk-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, title);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, entry_box);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, entry);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, count);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, key);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, idle);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, results);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, today);
  gtk_widget_class_bind_template_child (widget_class, SijilDeskPage, family);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, sijil_desk_page_enter);
}

static void
sijil_desk_page_init (SijilDeskPage *self)
{
  self->closing = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Its own undo would fight the one of the hand-overs over the same key. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  sijil_text_keep_at_start (self->entry);
  show_child (self, "idle");
}

/**
 * sijil_desk_page_new:
 * @store: the open register
 *
 * Returns: (transfer floating): the desk
 */
SijilDeskPage *
sijil_desk_page_new (SijilStore *store)
{
  SijilDeskPage *self = g_object_new (SIJIL_TYPE_DESK_PAGE, NULL);

  self->store = g_object_ref (store);
  sijil_desk_idle_set_store (self->idle, store);
  sijil_desk_today_set_store (self->today, store);
  sijil_family_view_set_store (self->family, store);
  g_signal_connect_object (store, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

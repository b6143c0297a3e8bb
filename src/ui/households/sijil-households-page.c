#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-households-page.h"

#include <adwaita.h>

#include "sijil-date.h"
#include "sijil-household-columns.h"
#include "sijil-household-list.h"
#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"

#define DAYS_UNTIL_LATE 90

struct _SijilHouseholdsPage {
  SijilPage parent_instance;
  SijilHouseholdList *list;
  SijilHouseholdList *all; /* unfiltered: knows how many there are */
  GPtrArray *villages;     /* SijilVillage, as in the drop-down from the second entry on */
  SijilId selected;        /* while the rows change: whose row was selected */
  gboolean filling;
  gboolean enter_waits; /* Enter came before the families of the text */

  AdwHeaderBar *header;
  GtkSearchEntry *search;
  GtkDropDown *village;
  GtkToggleButton *not_served;
  GtkToggleButton *no_consent;
  GtkToggleButton *no_head;
  GtkToggleButton *moved;
  GtkLabel *count;
  GtkLabel *count_rest;
  GtkBox *keys;
  GtkStack *stack;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkLabel *as_of;
  GtkBox *empty_button;
};

G_DEFINE_FINAL_TYPE (SijilHouseholdsPage, sijil_households_page, SIJIL_TYPE_PAGE)

static gboolean
is_filtered (SijilHouseholdsPage *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' ||
         gtk_drop_down_get_selected (self->village) > 0 ||
         gtk_toggle_button_get_active (self->not_served) ||
         gtk_toggle_button_get_active (self->no_consent) ||
         gtk_toggle_button_get_active (self->no_head) || gtk_toggle_button_get_active (self->moved);
}

static void
show_count (SijilHouseholdsPage *self)
{
  guint total = sijil_household_list_total (self->list);
  guint all = sijil_household_list_total (self->all);
  guint persons = sijil_household_list_persons (self->list);
  g_autofree char *number = sijil_text_number (total);
  g_autofree char *shown = sijil_household_list_is_counted (self->list)
                               ? g_strdup (number)
                               /* Translators: at least so many. */
                               : g_strdup_printf (_ ("%s+"), number);
  g_autofree char *households =
      g_strdup_printf (ngettext ("%s household", "%s households", total), shown);
  g_autofree char *of = sijil_text_number (is_filtered (self) ? all : persons);
  g_autofree char *rest = is_filtered (self)
                              ? g_strdup_printf (_ ("of %s"), of)
                              : g_strdup_printf (ngettext ("%s person", "%s persons", persons), of);
  g_autofree char *clock = sijil_date_clock (g_get_real_time ());
  g_autofree char *as_of = g_strdup_printf (_ ("Counted on this computer at %s"), clock);

  gtk_label_set_label (self->count, households);
  gtk_label_set_label (self->count_rest, rest);
  gtk_label_set_label (self->as_of, as_of);
  gtk_stack_set_visible_child_name (self->stack, total > 0            ? "list"
                                                 : is_filtered (self) ? "nothing"
                                                                      : "empty");
}

static void
apply_filter (SijilHouseholdsPage *self)
{
  SijilHouseholdFilter filter = { 0 };
  guint village = gtk_drop_down_get_selected (self->village);
  g_autofree char *today = sijil_date_today ();
  g_autofree char *since = sijil_date_add_days (today, -DAYS_UNTIL_LATE);

  if (self->filling || self->list == NULL)
    return;
  filter.text = (char *) gtk_editable_get_text (GTK_EDITABLE (self->search));
  if (village > 0 && village != GTK_INVALID_LIST_POSITION)
    filter.village = ((SijilVillage *) self->villages->pdata[village - 1])->key;
  if (gtk_toggle_button_get_active (self->not_served))
    filter.not_served_since = since;
  filter.no_consent = gtk_toggle_button_get_active (self->no_consent);
  filter.no_head = gtk_toggle_button_get_active (self->no_head);
  filter.moved = gtk_toggle_button_get_active (self->moved);
  self->enter_waits = FALSE;
  sijil_household_list_set_filter (self->list, &filter);
}

static void
on_filter_changed_cb (SijilHouseholdsPage *self)
{
  apply_filter (self);
}

static void
open_row (SijilHouseholdsPage *self, guint position)
{
  g_autoptr (SijilHouseholdRow) row =
      g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autofree char *id = row != NULL ? sijil_id_to_string (sijil_household_row_id (row)) : NULL;

  if (id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-family", "s", id);
}

static void
on_activate_cb (GtkColumnView *view, guint position, gpointer user_data)
{
  open_row (user_data, position);
}

static void
on_counted_cb (SijilHouseholdsPage *self)
{
  if (self->stack == NULL)
    return;
  show_count (self);
  if (self->enter_waits) {
    self->enter_waits = FALSE;
    open_row (self, 0);
  }
}

/* Enter in the entry opens what is on top, as at the desk. */
static void
on_search_activate_cb (SijilHouseholdsPage *self)
{
  apply_filter (self);
  if (sijil_household_list_is_reading (self->list))
    self->enter_waits = TRUE;
  else
    open_row (self, 0);
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilHouseholdsPage *self = SIJIL_HOUSEHOLDS_PAGE (widget);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->village, 0);
  gtk_toggle_button_set_active (self->not_served, FALSE);
  gtk_toggle_button_set_active (self->no_consent, FALSE);
  gtk_toggle_button_set_active (self->no_head, FALSE);
  gtk_toggle_button_set_active (self->moved, FALSE);
  self->filling = FALSE;
  apply_filter (self);
}

static gboolean
same_villages (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_strcmp0 (((SijilVillage *) a->pdata[i])->name, ((SijilVillage *) b->pdata[i])->name) != 0)
      return FALSE;
  return TRUE;
}

static void
on_villages_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilHouseholdsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) villages = sijil_store_finish (SIJIL_STORE (source), result, &error);
  g_autoptr (GtkStringList) names = NULL;
  g_autofree char *chosen = NULL;
  guint selected, again = 0;

  if (villages == NULL || sijil_page_is_gone (SIJIL_PAGE (self)) ||
      same_villages (self->villages, villages))
    return;
  selected = gtk_drop_down_get_selected (self->village);
  if (selected > 0 && self->villages != NULL && selected <= self->villages->len)
    chosen = g_strdup (((SijilVillage *) self->villages->pdata[selected - 1])->key);
  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _ ("All villages"));
  for (guint i = 0; i < villages->len; i++) {
    const SijilVillage *village = villages->pdata[i];

    gtk_string_list_append (names, village->name);
    if (g_strcmp0 (village->key, chosen) == 0)
      again = i + 1;
  }
  self->filling = TRUE;
  g_clear_pointer (&self->villages, g_ptr_array_unref);
  self->villages = g_steal_pointer (&villages);
  gtk_drop_down_set_model (self->village, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->village, again);
  self->filling = FALSE;
}

/* Called before the selection learns of the change, which might take the next row instead. */
static void
note_selected_cb (SijilHouseholdsPage *self)
{
  SijilHouseholdRow *row = gtk_single_selection_get_selected_item (self->selection);

  self->selected = row != NULL && !sijil_household_list_asks_anew (self->list)
                       ? *sijil_household_row_id (row)
                       : (SijilId){ 0 };
}

/* And afterwards: who was selected is still, also if the row says something else now. */
static void
select_again_cb (SijilHouseholdsPage *self, guint from)
{
  GListModel *rows = G_LIST_MODEL (self->list);
  guint n = sijil_id_is_null (&self->selected) ? 0 : g_list_model_get_n_items (rows);
  SijilHouseholdRow *now = gtk_single_selection_get_selected_item (self->selection);

  if (now != NULL && sijil_id_equal (sijil_household_row_id (now), &self->selected))
    return;
  for (guint i = from; i < n; i++) {
    g_autoptr (SijilHouseholdRow) row = g_list_model_get_item (rows, i);

    if (sijil_id_equal (sijil_household_row_id (row), &self->selected)) {
      gtk_single_selection_set_selected (self->selection, i);
      return;
    }
  }
}

static void
sijil_households_page_refresh (SijilPage *page)
{
  SijilHouseholdsPage *self = SIJIL_HOUSEHOLDS_PAGE (page);

  sijil_household_list_refresh (self->list);
  sijil_store_read_async (sijil_page_store (page), sijil_villages, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, sijil_page_cancellable (page),
                          on_villages_cb, g_object_ref (self));
}

static void
sijil_households_page_dispose (GObject *object)
{
  SijilHouseholdsPage *self = SIJIL_HOUSEHOLDS_PAGE (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_HOUSEHOLDS_PAGE);
  g_clear_object (&self->list);
  g_clear_object (&self->all);
  g_clear_pointer (&self->villages, g_ptr_array_unref);
  G_OBJECT_CLASS (sijil_households_page_parent_class)->dispose (object);
}

static void
sijil_households_page_class_init (SijilHouseholdsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_households_page_dispose;
  SIJIL_PAGE_CLASS (klass)->refresh = sijil_households_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/households-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilHouseholdsPage, child)
  BIND (header);
  BIND (search);
  BIND (village);
  BIND (not_served);
  BIND (no_consent);
  BIND (no_head);
  BIND (moved);
  BIND (count);
  BIND (count_rest);
  BIND (keys);
  BIND (stack);
  BIND (view);
  BIND (selection);
  BIND (as_of);
  BIND (empty_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_install_action (widget_class, "households.show-all", NULL, show_all_action);
}

static GtkWidget *
new_household_button (void)
{
  GtkWidget *button = sijil_button_with_key_new (_ ("New household"), "F2", "suggested-action");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.new-household");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  return button;
}

/* The commands take a path, and ask for it if it is empty. */
static GtkWidget *
sheet_button (const char *label, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_widget_set_name (button, name);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  return button;
}

static GtkWidget *
duplicates_button (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Registered twice?"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.find-duplicates");
  gtk_widget_set_name (button, "find-duplicates");
  return button;
}

static void
sijil_households_page_init (SijilHouseholdsPage *self)
{
  GtkWidget *button;

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  button = new_household_button ();
  gtk_widget_set_name (button, "new-household");
  gtk_box_prepend (GTK_BOX (gtk_button_get_child (GTK_BUTTON (button))),
                   gtk_image_new_from_icon_name ("list-add-symbolic"));
  adw_header_bar_pack_end (self->header, button);
  adw_header_bar_pack_end (
      self->header, sheet_button (_ ("Bring in a sheet"), "import-sheet", "win.import-sheet"));
  adw_header_bar_pack_end (
      self->header, sheet_button (_ ("Export"), "export-households", "win.export-households"));
  adw_header_bar_pack_end (self->header, duplicates_button ());
  gtk_box_append (self->empty_button, new_household_button ());
  gtk_box_append (self->empty_button,
                  sheet_button (_ ("Bring in a sheet"), "import-first", "win.import-sheet"));
  gtk_box_append (self->keys, sijil_keycap_new ("Enter"));
  gtk_box_append (self->keys, sijil_label_new (_ ("Open"), "hint"));
  sijil_household_columns_add (self->view);
}

/**
 * sijil_households_page_focus:
 * @page: the page, which is shown
 *
 * What is typed next is searched for.
 */
void
sijil_households_page_focus (SijilHouseholdsPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (page->search));
}

/**
 * sijil_households_page_new:
 * @store: the register
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sijil_households_page_new (SijilStore *store)
{
  SijilHouseholdsPage *self = g_object_new (SIJIL_TYPE_HOUSEHOLDS_PAGE, NULL);

  sijil_page_set_store (SIJIL_PAGE (self), store);
  self->list = sijil_household_list_new (store);
  self->all = sijil_household_list_new (store);
  g_signal_connect_object (self->list, "counted", G_CALLBACK (on_counted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (note_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (select_again_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

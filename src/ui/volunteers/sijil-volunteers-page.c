#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-volunteers-page-private.h"

#include "../sijil-ui.h"
#include "sijil-choices.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-roles.h"
#include "sijil-text.h"
#include "sijil-volunteer-list-row.h"
#include "sijil-volunteer-words.h"
#include "sijil-widgets.h"

G_DEFINE_FINAL_TYPE (SijilVolunteersPage, sijil_volunteers_page, SIJIL_TYPE_PAGE)

static void
on_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilVolunteersPage) self = user_data;
  SijilVolunteer *volunteer = sijil_store_finish (SIJIL_STORE (source), result, NULL);

  if (volunteer == NULL)
    return;
  /* Another one was selected meanwhile: its own answer comes. */
  if (sijil_page_is_gone (SIJIL_PAGE (self)) ||
      !sijil_id_equal (sijil_record_id (volunteer->volunteer), &self->selected)) {
    sijil_volunteer_free (volunteer);
    return;
  }
  sijil_volunteer_detail_show (self->detail, volunteer, self->may_edit);
  gtk_stack_set_visible_child_name (self->detail_stack, "detail");
}

static void
load_selected (SijilVolunteersPage *self)
{
  if (sijil_id_is_null (&self->selected)) {
    gtk_stack_set_visible_child_name (self->detail_stack, "none");
    return;
  }
  sijil_store_read_async (
      sijil_page_store (SIJIL_PAGE (self)), sijil_volunteer_load, sijil_id_copy (&self->selected),
      g_free, (GDestroyNotify) sijil_volunteer_free, sijil_page_cancellable (SIJIL_PAGE (self)),
      on_loaded_cb, g_object_ref (self));
}

static void
on_row_selected_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  SijilVolunteersPage *self = user_data;

  if (self->loading || row == NULL)
    return;
  self->selected = *sijil_volunteer_list_row_id (SIJIL_VOLUNTEER_LIST_ROW (row));
  load_selected (self);
}

static void
show_count (SijilVolunteersPage *self, const SijilVolunteerList *list)
{
  g_autofree char *number = sijil_text_number (list->matching);
  g_autofree char *shown = sijil_text_number (list->rows->len);
  g_autofree char *words = NULL;

  if (list->matching > list->rows->len)
    /* Translators: how many are shown, how many there are. */
    words = g_strdup_printf (_ ("The first %s of %s"), shown, number);
  else if (list->matching > 0)
    words = g_strdup_printf (ngettext ("%s volunteer", "%s volunteers", list->matching), number);
  gtk_label_set_label (self->count, words != NULL ? words : "");
}

/* Puts the focus on the row that is selected. */
void
sijil_volunteers_page_focus_list (SijilVolunteersPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->search);
}

static void
show_list (SijilVolunteersPage *self, const SijilVolunteerList *list)
{
  g_autofree char *today = sijil_date_today ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
  GtkWidget *chosen = NULL;

  self->loading = TRUE;
  sijil_list_clear (self->list);
  for (guint i = 0; i < list->rows->len; i++) {
    const SijilVolunteerRow *volunteer = list->rows->pdata[i];
    GtkWidget *row = sijil_volunteer_list_row_new (volunteer, today);

    gtk_list_box_append (self->list, row);
    if (chosen == NULL || sijil_id_equal (&volunteer->volunteer, &self->selected))
      chosen = row;
  }
  self->loading = FALSE;
  show_count (self, list);
  gtk_widget_set_visible (self->nobody, list->rows->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), list->rows->len > 0);
  gtk_stack_set_visible_child_name (self->stack, list->all > 0 ? "volunteers" : "empty");
  if (chosen != NULL)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (chosen));
  else {
    self->selected = (SijilId){ 0 };
    load_selected (self);
  }
  if (had_focus || self->focus_next)
    sijil_volunteers_page_focus_list (self);
  self->focus_next = FALSE;
}

static void
on_list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilVolunteersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilVolunteerList) list = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  if (list == NULL)
    sijil_ui_show_error (GTK_WIDGET (self), error);
  else
    show_list (self, list);
}

static void
sijil_volunteers_page_refresh (SijilPage *page)
{
  SijilVolunteersPage *self = SIJIL_VOLUNTEERS_PAGE (page);
  SijilVolunteerFilter *filter = sijil_volunteer_filter_new ();
  guint skill = gtk_drop_down_get_selected (self->skill);
  guint day = gtk_drop_down_get_selected (self->day);

  self->may_edit = sijil_page_allows (page, SIJIL_ACT_REGISTER);
  sijil_volunteers_page_allow (self);
  filter->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (skill > 0 && skill != GTK_INVALID_LIST_POSITION)
    filter->skill = g_strdup (sijil_skills[skill - 1].code);
  if (day > 0 && day <= SIJIL_DAYS)
    filter->day = g_strdup (sijil_days[day - 1].code);
  if (gtk_toggle_button_get_active (self->active_only))
    filter->state = g_strdup ("active");
  sijil_store_read_async (sijil_page_store (page), sijil_volunteers, filter,
                          (GDestroyNotify) sijil_volunteer_filter_free,
                          (GDestroyNotify) sijil_volunteer_list_free, sijil_page_cancellable (page),
                          on_list_cb, g_object_ref (self));
}

static void
on_filter_changed_cb (SijilVolunteersPage *self)
{
  if (sijil_page_store (SIJIL_PAGE (self)) != NULL)
    sijil_volunteers_page_refresh (SIJIL_PAGE (self));
}

static void
on_form_left_cb (SijilVolunteersPage *self)
{
  sijil_volunteers_page_focus_list (self);
}

/* From the search straight into the list, past the filters. */
static gboolean
on_search_key_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                  gpointer user_data)
{
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  sijil_volunteers_page_focus_list (user_data);
  return GDK_EVENT_STOP;
}

/* The keys of the page work where the focus is, and the list is where they are used. */
static void
sijil_volunteers_page_map (GtkWidget *widget)
{
  SIJIL_VOLUNTEERS_PAGE (widget)->focus_next = TRUE;
  GTK_WIDGET_CLASS (sijil_volunteers_page_parent_class)->map (widget);
}

static void
sijil_volunteers_page_dispose (GObject *object)
{
  sijil_drop_template (GTK_WIDGET (object), SIJIL_TYPE_VOLUNTEERS_PAGE);
  G_OBJECT_CLASS (sijil_volunteers_page_parent_class)->dispose (object);
}

static void
sijil_volunteers_page_class_init (SijilVolunteersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_VOLUNTEER_DETAIL);
  G_OBJECT_CLASS (klass)->dispose = sijil_volunteers_page_dispose;
  widget_class->map = sijil_volunteers_page_map;
  SIJIL_PAGE_CLASS (klass)->refresh = sijil_volunteers_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/volunteers-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilVolunteersPage, child)
  BIND (pages);
  BIND (header);
  BIND (stack);
  BIND (search);
  BIND (skill);
  BIND (day);
  BIND (active_only);
  BIND (count);
  BIND (list);
  BIND (nobody);
  BIND (detail_stack);
  BIND (detail);
  BIND (empty_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_form_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key_cb);
  sijil_volunteers_page_install_actions (widget_class);
}

static GtkWidget *
new_volunteer_button (void)
{
  GtkWidget *button = sijil_button_with_key_new (_ ("New volunteer"), "F2", "suggested-action");

  gtk_box_prepend (GTK_BOX (gtk_button_get_child (GTK_BUTTON (button))),
                   gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "volunteers.new");
  gtk_widget_set_name (button, "new-volunteer");
  return button;
}

static void
sijil_volunteers_page_init (SijilVolunteersPage *self)
{
  g_autoptr (GtkStringList) skills = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) days = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (skills, _ ("All skills"));
  for (const SijilChoice *skill = sijil_skills; skill->code != NULL; skill++)
    gtk_string_list_append (skills, sijil_choice_label (sijil_skills, skill->code));
  gtk_string_list_append (days, _ ("Any day"));
  for (guint i = 0; i < SIJIL_DAYS; i++)
    gtk_string_list_append (days, _ (sijil_days[i].label));
  gtk_drop_down_set_model (self->skill, G_LIST_MODEL (skills));
  gtk_drop_down_set_model (self->day, G_LIST_MODEL (days));
  self->new_button = new_volunteer_button ();
  adw_header_bar_pack_end (self->header, self->new_button);
  gtk_box_append (self->empty_button, new_volunteer_button ());
}

/**
 * sijil_volunteers_page_new:
 * @store: the register
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sijil_volunteers_page_new (SijilStore *store)
{
  SijilVolunteersPage *self = g_object_new (SIJIL_TYPE_VOLUNTEERS_PAGE, NULL);

  sijil_page_set_store (SIJIL_PAGE (self), store);
  return GTK_WIDGET (self);
}

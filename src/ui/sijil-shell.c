#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-shell-private.h"

#include "sijil-choices.h"
#include "sijil-clerks-page.h"
#include "sijil-desk-page.h"
#include "sijil-family-page.h"
#include "sijil-households-page.h"
#include "sijil-i18n.h"
#include "sijil-programmes-page.h"
#include "sijil-review-page.h"
#include "sijil-review.h"
#include "sijil-sync-foot.h"
#include "sijil-sync-page.h"
#include "sijil-text.h"
#include "sijil-ui.h"
#include "sijil-volunteers-page.h"
#include "sijil-widgets.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (SijilShell, sijil_shell, ADW_TYPE_BIN)

SijilDeskPage *
sijil_shell_desk (SijilShell *self)
{
  return SIJIL_DESK_PAGE (gtk_stack_get_child_by_name (self->pages, "desk"));
}

static GtkWidget *
find_header (GtkWidget *widget)
{
  if (ADW_IS_HEADER_BAR (widget))
    return widget;
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    GtkWidget *found = find_header (c);

    if (found != NULL)
      return found;
  }
  return NULL;
}

void
sijil_shell_add_page (SijilShell *self, GtkWidget *page, const char *name)
{
  GtkWidget *header;

  gtk_stack_add_named (self->pages, page, name);
  header = find_header (page);
  if (header != NULL)
    sijil_ui_bind_header (page, header);
}

/* Pages are built when they are first wanted: the desk must be there at once. */
static gboolean
ensure_section (SijilShell *self, const char *section)
{
  GtkWidget *page = NULL;

  if (gtk_stack_get_child_by_name (self->pages, section) != NULL)
    return TRUE;
  if (strcmp (section, "desk") == 0)
    page = GTK_WIDGET (sijil_desk_page_new (self->store));
  else if (strcmp (section, "households") == 0)
    page = sijil_households_page_new (self->store);
  else if (strcmp (section, "review") == 0)
    page = sijil_review_page_new (self->store);
  else if (strcmp (section, "programmes") == 0)
    page = sijil_programmes_page_new (self->store);
  else if (strcmp (section, "volunteers") == 0)
    page = sijil_volunteers_page_new (self->store);
  else if (strcmp (section, "sync") == 0)
    page = sijil_sync_page_new (self->store, self->service);
  else if (strcmp (section, "clerks") == 0)
    page = sijil_clerks_page_new (self->store);
  if (page != NULL)
    sijil_shell_add_page (self, page, section);
  return page != NULL;
}

void
sijil_shell_select_row (SijilShell *self, const char *section)
{
  g_autofree char *name = g_strconcat ("section-", section, NULL);
  GtkListBoxRow *found = NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sections, i)) != NULL; i++) {
    if (strcmp (gtk_widget_get_name (GTK_WIDGET (row)), name) == 0)
      found = row;
  }
  gtk_list_box_select_row (self->sections, found);
}

/* A page whose buttons stand at its foot must not have them covered by what was done last. */
static void
lift_toasts (SijilShell *self, gboolean lift)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (toasts == NULL)
    return;
  if (lift)
    gtk_widget_add_css_class (toasts, "lifted");
  else
    gtk_widget_remove_css_class (toasts, "lifted");
}

void
sijil_shell_show_page (SijilShell *self, const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) != 0)
    sijil_drop_focus (GTK_WIDGET (self->pages));
  gtk_stack_set_visible_child_name (self->pages, name);
  lift_toasts (self, strcmp (name, "review") == 0 || strcmp (name, SIJIL_SHELL_DUPLICATES) == 0);
  adw_leaflet_set_visible_child (self->leaflet, self->main);
  if (strcmp (name, "desk") == 0)
    sijil_desk_page_focus (sijil_shell_desk (self));
  else if (strcmp (name, SIJIL_SHELL_FAMILY) == 0)
    sijil_family_page_focus (SIJIL_FAMILY_PAGE (sijil_shell_family_page (self)));
  else if (strcmp (name, "households") == 0)
    sijil_households_page_focus (SIJIL_HOUSEHOLDS_PAGE (gtk_stack_get_visible_child (self->pages)));
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}

/**
 * sijil_shell_show_section:
 * @self: the shell
 * @section: desk, households, review, programmes, volunteers, sync or clerks
 *
 * Shows a section. A form that is open stays as it is, behind it; the file of a family is closed.
 */
void
sijil_shell_show_section (SijilShell *self, const char *section)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  if (!ensure_section (self, section)) {
    g_warning ("there is no section %s", section);
    return;
  }
  g_free (self->section);
  self->section = g_strdup (section);
  sijil_shell_select_row (self, section);
  sijil_shell_show_page (self, section);
  sijil_shell_close_family (self);
}

/**
 * sijil_shell_open_family:
 * @self: the shell
 * @household: its id
 *
 * Opens a family at the desk.
 */
void
sijil_shell_open_family (SijilShell *self, const SijilId *household)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  sijil_shell_show_section (self, "desk");
  sijil_desk_page_open (sijil_shell_desk (self), household);
}

/**
 * sijil_shell_open_volunteer:
 * @self: the shell
 * @volunteer: whom
 *
 * Shows a volunteer.
 */
void
sijil_shell_open_volunteer (SijilShell *self, const SijilId *volunteer)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  sijil_shell_show_section (self, "volunteers");
  sijil_volunteers_page_open (
      SIJIL_VOLUNTEERS_PAGE (gtk_stack_get_child_by_name (self->pages, "volunteers")), volunteer);
}

/**
 * sijil_shell_new_here:
 * @self: the shell
 *
 * F2 means something new of the section that is shown; where the section has nothing of its own, a
 * household.
 *
 * Returns: %TRUE if the section has made something new
 */
gboolean
sijil_shell_new_here (SijilShell *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (!SIJIL_IS_VOLUNTEERS_PAGE (page))
    return FALSE;
  gtk_widget_activate_action (page, "volunteers.new", NULL);
  return TRUE;
}

/**
 * sijil_shell_show_today:
 * @self: the shell
 *
 * Shows all hand-overs of today at the desk.
 */
void
sijil_shell_show_today (SijilShell *self)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  sijil_shell_show_section (self, "desk");
  sijil_desk_page_show_today (sijil_shell_desk (self));
}

/**
 * sijil_shell_ask_reason:
 * @self: the shell
 * @recent: a hand-over that was made some time ago
 *
 * Asks at the desk why it is taken back.
 */
void
sijil_shell_ask_reason (SijilShell *self, const SijilRecent *recent)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  if (!sijil_shell_is_at_desk (self))
    sijil_shell_show_section (self, "desk");
  sijil_desk_page_ask_reason (sijil_shell_desk (self), recent);
}

/**
 * sijil_shell_is_at_desk:
 * @self: the shell
 *
 * Returns: whether the desk is what is shown
 */
gboolean
sijil_shell_is_at_desk (SijilShell *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "desk") == 0;
}

/**
 * sijil_shell_focus_desk:
 * @self: the shell
 *
 * Shows the desk and gives its entry the focus.
 */
void
sijil_shell_focus_desk (SijilShell *self)
{
  g_return_if_fail (SIJIL_IS_SHELL (self));

  sijil_shell_show_section (self, "desk");
}

/**
 * sijil_shell_typed_name:
 * @self: the shell
 *
 * Returns: (transfer full): the name that stands in the desk's entry, or an empty text
 */
char *
sijil_shell_typed_name (SijilShell *self)
{
  return sijil_shell_is_at_desk (self) ? sijil_desk_page_typed_name (sijil_shell_desk (self))
                                       : g_strdup ("");
}

/**
 * sijil_shell_capture_key:
 * @self: the shell
 * @controller: the window's key controller
 * @keyval: the key's meaning
 * @keycode: the key's place
 * @state: modifiers
 *
 * Returns: %TRUE if the page that is shown has made use of the key
 */
gboolean
sijil_shell_capture_key (SijilShell *self, GtkEventController *controller, guint keyval,
                         guint keycode, GdkModifierType state)
{
  return sijil_shell_is_at_desk (self) &&
         sijil_desk_page_capture_key (sijil_shell_desk (self), controller, keyval, keycode, state);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, SijilShell *self)
{
  const char *name = gtk_widget_get_name (GTK_WIDGET (row));

  if (g_str_has_prefix (name, "section-"))
    sijil_shell_show_section (self, name + strlen ("section-"));
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilShell) self = user_data;
  g_autoptr (GError) error = NULL;
  guint count = GPOINTER_TO_UINT (sijil_store_finish (SIJIL_STORE (source), result, &error));
  g_autofree char *text = sijil_text_number (count);

  if (error != NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_label_set_label (self->review_count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->review_count), count > 0);
}

static void
count_review (SijilShell *self)
{
  sijil_store_read_async (self->store, sijil_review_count, NULL, NULL, NULL, self->cancellable,
                          on_counted, g_object_ref (self));
}

/* Who is at the desk; a click shows the clerks and one's own passphrase. */
static GtkWidget *
clerk_button (SijilShell *self)
{
  const char *clerk = sijil_store_clerk (self->store);
  const char *role = sijil_choice_label (sijil_roles, sijil_store_role (self->store));
  g_autofree char *name = sijil_text_isolate (clerk);
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s"), name, role);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (names), sijil_label_new (clerk, "small strong"));
  gtk_box_append (GTK_BOX (names), sijil_label_new (role, "hint"));
  /* The sidebar is as wide as designed, not as wide as a long name. */
  for (GtkWidget *c = gtk_widget_get_first_child (names); c != NULL;
       c = gtk_widget_get_next_sibling (c))
    gtk_label_set_max_width_chars (GTK_LABEL (c), 1);
  gtk_widget_set_hexpand (names, TRUE);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), sijil_disc_new (clerk, 30));
  gtk_box_append (GTK_BOX (box), names);
  gtk_button_set_child (GTK_BUTTON (button), box);
  sijil_add_classes (button, "flat clerk-row");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_name (button, "clerk-row");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.section");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "clerks");
  gtk_widget_set_tooltip_text (button, _ ("Clerks and passphrase"));
  sijil_accessible_label (button, spoken);
  return button;
}

static void
fill_clerk_row (SijilShell *self)
{
  GtkWidget *lock = gtk_button_new_from_icon_name ("sijil-lock-symbolic");

  gtk_box_append (self->clerk_row, clerk_button (self));
  gtk_widget_add_css_class (lock, "flat");
  gtk_widget_set_valign (lock, GTK_ALIGN_CENTER);
  gtk_widget_set_name (lock, "lock");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (lock), "win.lock");
  sijil_accessible_label (lock, _ ("Lock the register"));
  gtk_widget_set_tooltip_text (lock, _ ("Lock the register (Ctrl+Shift+L)"));
  gtk_box_append (self->clerk_row, lock);
}

static void
sijil_shell_dispose (GObject *object)
{
  SijilShell *self = SIJIL_SHELL (object);

  g_cancellable_cancel (self->cancellable);
  /* The bin's own child is bound too: taken out by the bin itself, before the template forgets it.
   */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_SHELL);
  g_clear_object (&self->store);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (sijil_shell_parent_class)->dispose (object);
}

static void
sijil_shell_finalize (GObject *object)
{
  SijilShell *self = SIJIL_SHELL (object);

  g_object_unref (self->cancellable);
  g_free (self->section);
  g_free (self->form_for);
  G_OBJECT_CLASS (sijil_shell_parent_class)->finalize (object);
}

static void
sijil_shell_class_init (SijilShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_shell_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_shell_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/shell.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilShell, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SijilShell, main);
  gtk_widget_class_bind_template_child (widget_class, SijilShell, pages);
  gtk_widget_class_bind_template_child (widget_class, SijilShell, sections);
  gtk_widget_class_bind_template_child (widget_class, SijilShell, review_count);
  gtk_widget_class_bind_template_child (widget_class, SijilShell, foot);
  gtk_widget_class_bind_template_child (widget_class, SijilShell, clerk_row);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sijil_shell_init (SijilShell *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sijil_shell_new:
 * @store: the open register
 * @service: its exchange
 *
 * Returns: (transfer floating): the shell, no section shown yet
 */
SijilShell *
sijil_shell_new (SijilStore *store, SijilSyncService *service)
{
  SijilShell *self = g_object_new (SIJIL_TYPE_SHELL, NULL);

  self->store = g_object_ref (store);
  self->service = g_object_ref (service);
  gtk_box_prepend (self->foot, GTK_WIDGET (sijil_sync_foot_new (service)));
  fill_clerk_row (self);
  g_signal_connect_object (store, "changed", G_CALLBACK (count_review), self, G_CONNECT_SWAPPED);
  count_review (self);
  return self;
}

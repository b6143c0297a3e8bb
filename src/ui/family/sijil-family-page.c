#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-family-page-private.h"

#include "../sijil-ui.h"
#include "sijil-i18n.h"
#include "sijil-life.h"
#include "sijil-paragraph.h"
#include "sijil-roles.h"
#include "sijil-two-columns.h"
#include "sijil-widgets.h"

G_DEFINE_FINAL_TYPE (SijilFamilyPage, sijil_family_page, SIJIL_TYPE_PAGE)

/**
 * sijil_family_page_focus:
 * @page: the page
 *
 * Puts the focus on the first member, once the file is read.
 */
void
sijil_family_page_focus (SijilFamilyPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (page->members), GTK_DIR_TAB_FORWARD);
}

/**
 * sijil_family_page_is_of:
 * @page: the page
 * @household: a household
 *
 * Returns: whether it is the file of that household
 */
gboolean
sijil_family_page_is_of (SijilFamilyPage *page, const SijilId *household)
{
  return sijil_id_equal (&page->household, household);
}

/* The index of the member that has the focus; 0 if another row of the file has it, -1 if none. */
static int
focused_member (SijilFamilyPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  GtkWidget *list = row != NULL ? gtk_widget_get_parent (row) : NULL;

  if (list == GTK_WIDGET (self->members))
    return gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  return list == GTK_WIDGET (self->visits) || list == GTK_WIDGET (self->history) ? 0 : -1;
}

/* The rows are made anew, and the keys must not fall out of the list with them. */
static void
fill_again (SijilFamilyPage *self)
{
  int index = focused_member (self);
  GtkListBoxRow *row;

  if (index >= 0)
    sijil_drop_focus (self->content);
  sijil_family_page_fill (self);
  row = index >= 0 ? gtk_list_box_get_row_at_index (self->members, index) : NULL;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if (index >= 0)
    sijil_family_page_focus (self);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilFamilyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  SijilFamilyFile *file = sijil_store_finish (SIJIL_STORE (source), result, &error);
  gboolean first = self->file == NULL;

  if (sijil_page_is_gone (SIJIL_PAGE (self))) {
    sijil_family_file_free (file);
    return;
  }
  if (file == NULL) {
    sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  sijil_family_file_free (self->file);
  self->file = file;
  self->household = *sijil_record_id (file->family->household);
  fill_again (self);
  if (first)
    sijil_family_page_focus (self);
}

static void
sijil_family_page_refresh (SijilPage *page)
{
  SijilFamilyPage *self = SIJIL_FAMILY_PAGE (page);

  sijil_store_read_async (sijil_page_store (page), sijil_family_file,
                          sijil_id_copy (&self->household), g_free,
                          (GDestroyNotify) sijil_family_file_free, sijil_page_cancellable (page),
                          on_read_cb, g_object_ref (self));
}

static void
close_forms (SijilFamilyPage *self)
{
  GtkWidget *forms[] = { GTK_WIDGET (self->visit_form), GTK_WIDGET (self->member_form),
                         GTK_WIDGET (self->merge_form) };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    if (gtk_widget_get_visible (forms[i]))
      sijil_drop_focus (forms[i]);
    gtk_widget_set_visible (forms[i], FALSE);
  }
}

static void
on_form_done_cb (SijilFamilyPage *self)
{
  close_forms (self);
  sijil_family_page_focus (self);
}

static void
visit_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilFamilyPage *self = SIJIL_FAMILY_PAGE (widget);

  if (self->file == NULL)
    return;
  close_forms (self);
  sijil_visit_form_begin (self->visit_form, sijil_page_store (SIJIL_PAGE (self)), &self->household);
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilFamilyPage *self = SIJIL_FAMILY_PAGE (widget);

  if (self->file == NULL)
    return;
  close_forms (self);
  sijil_merge_form_begin (self->merge_form, sijil_page_store (SIJIL_PAGE (self)), &self->household);
}

static void
on_member_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  SijilFamilyPage *self = user_data;
  SijilId id;

  if (!sijil_id_parse (gtk_widget_get_name (GTK_WIDGET (row)), &id))
    return;
  close_forms (self);
  for (guint i = 0; i < self->file->family->members->len; i++)
    if (sijil_id_equal (sijil_record_id (self->file->family->members->pdata[i]), &id))
      sijil_member_form_begin (self->member_form, sijil_page_store (SIJIL_PAGE (self)),
                               self->file->family, self->file->family->members->pdata[i]);
}

static void
on_deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilFamilyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer deleted = sijil_store_finish (SIJIL_STORE (source), result, &error);
  g_autofree char *id = sijil_id_to_string (&self->household);

  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  if (deleted == NULL) {
    sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  sijil_ui_toast (GTK_WIDGET (self), _ ("The family is taken out of the register"), _ ("Undo"),
                  "win.undo-delete", g_variant_new_string (id));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *target)
{
  SijilFamilyPage *self = SIJIL_FAMILY_PAGE (widget);

  sijil_store_write_async (sijil_page_store (SIJIL_PAGE (self)), sijil_household_delete,
                           sijil_id_copy (&self->household), g_free, NULL, NULL, on_deleted_cb,
                           g_object_ref (self));
}

/* The window's commands take the family as a text. */
static void
activate_with_id (GtkWidget *widget, const char *action)
{
  g_autofree char *id = sijil_id_to_string (&SIJIL_FAMILY_PAGE (widget)->household);

  gtk_widget_activate_action (widget, action, "s", id);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *target)
{
  activate_with_id (widget, "win.edit-household");
}

static void
desk_action (GtkWidget *widget, const char *name, GVariant *target)
{
  activate_with_id (widget, "win.open-family");
}

static void
sijil_family_page_dispose (GObject *object)
{
  SijilFamilyPage *self = SIJIL_FAMILY_PAGE (object);

  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_FAMILY_PAGE);
  g_clear_pointer (&self->file, sijil_family_file_free);
  G_OBJECT_CLASS (sijil_family_page_parent_class)->dispose (object);
}

static void
sijil_family_page_class_init (SijilFamilyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_FAMILY_HEAD);
  g_type_ensure (SIJIL_TYPE_VISIT_FORM);
  g_type_ensure (SIJIL_TYPE_MEMBER_FORM);
  g_type_ensure (SIJIL_TYPE_MERGE_FORM);
  g_type_ensure (SIJIL_TYPE_TWO_COLUMNS);
  G_OBJECT_CLASS (klass)->dispose = sijil_family_page_dispose;
  SIJIL_PAGE_CLASS (klass)->refresh = sijil_family_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/family-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilFamilyPage, child)
  BIND (content);
  BIND (head);
  BIND (actions);
  BIND (visit_form);
  BIND (member_form);
  BIND (merge_form);
  BIND (members_hint);
  BIND (members);
  BIND (visits);
  BIND (facts);
  BIND (received);
  BIND (history);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_form_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_member_activated_cb);
  gtk_widget_class_install_action (widget_class, "family.visit", NULL, visit_action);
  gtk_widget_class_install_action (widget_class, "family.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "family.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "family.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "family.desk", NULL, desk_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F3, 0, "family.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "family.desk", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F7, 0, "family.visit", NULL);
}

static void
add_action (SijilFamilyPage *self, const char *label, const char *key, const char *css,
            const char *action, gboolean allowed)
{
  GtkWidget *button = sijil_button_with_key_new (label, key, css);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, allowed);
  gtk_widget_set_visible (button, allowed);
  gtk_box_append (self->actions, button);
}

static void
sijil_family_page_init (SijilFamilyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_box_append (self->members_hint, sijil_keycap_new ("Enter"));
  gtk_box_append (self->members_hint, sijil_label_new (_ ("What happened?"), "hint"));
}

/**
 * sijil_family_page_new:
 * @store: the register
 * @household: whose file
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sijil_family_page_new (SijilStore *store, const SijilId *household)
{
  SijilFamilyPage *self = g_object_new (SIJIL_TYPE_FAMILY_PAGE, NULL);
  const char *role = sijil_store_role (store);

  self->household = *household;
  self->may_edit = sijil_role_allows (role, SIJIL_ACT_REGISTER);
  self->may_change = sijil_role_allows (role, SIJIL_ACT_FAMILIES);
  sijil_page_set_store (SIJIL_PAGE (self), store);
  add_action (self, _ ("At the desk"), "F6", "suggested-action", "family.desk", TRUE);
  add_action (self, _ ("Record a visit"), "F7", NULL, "family.visit", self->may_edit);
  add_action (self, _ ("Edit"), "F3", NULL, "family.edit", self->may_edit);
  add_action (self, _ ("Registered twice?"), NULL, NULL, "family.merge", self->may_change);
  add_action (self, _ ("Take out of the register"), NULL, NULL, "family.delete", self->may_change);
  return GTK_WIDGET (self);
}

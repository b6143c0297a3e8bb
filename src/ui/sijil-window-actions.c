#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-window-private.h"

#include "sijil-export.h"
#include "sijil-file-chooser.h"
#include "sijil-i18n.h"
#include "sijil-import-task.h"
#include "sijil-roles.h"
#include "sijil-text.h"
#include "sijil-ui.h"

static void
on_section (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_show_section (self->shell, g_variant_get_string (parameter, NULL));
}

static void
on_open_family (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;
  SijilId id;

  if (self->shell != NULL && sijil_id_parse (g_variant_get_string (parameter, NULL), &id))
    sijil_shell_open_family (self->shell, &id);
}

static void
on_show_family (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;
  SijilId id;

  if (self->shell != NULL && sijil_id_parse (g_variant_get_string (parameter, NULL), &id))
    sijil_shell_show_family (self->shell, &id);
}

static void
on_form_saved (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;
  SijilId id;

  if (self->shell != NULL && sijil_id_parse (g_variant_get_string (parameter, NULL), &id))
    sijil_shell_form_saved (self->shell, &id);
}

static void
on_new_household (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_show_form (self->shell, NULL, g_variant_get_string (parameter, NULL));
}

static void
on_edit_household (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_show_form (self->shell, g_variant_get_string (parameter, NULL), NULL);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_back (self->shell);
}

static void
on_sync_now (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;
  const SijilSyncState *state;

  if (self->service == NULL)
    return;
  state = sijil_sync_service_state (self->service);
  if (state != NULL && state->enrolled)
    sijil_sync_service_sync_now (self->service);
  else
    sijil_shell_show_section (self->shell, "sync");
}

static void
on_lock (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->store != NULL && !sijil_window_stays (self))
    sijil_window_lock (self);
}

static void
on_restore (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->store == NULL)
    sijil_window_show_restore (self);
}

static void
on_remove_clerk (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->store != NULL && !sijil_window_stays (self))
    sijil_window_remove_clerk (self, g_variant_get_string (parameter, NULL));
}

static void
on_focus_desk (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_focus_desk (self->shell);
}

static void
on_today (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_show_today (self->shell);
}

static void
on_open_volunteer (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;
  SijilId id;

  if (self->shell != NULL && sijil_id_parse (g_variant_get_string (parameter, NULL), &id))
    sijil_shell_open_volunteer (self->shell, &id);
}

static void
on_import_sheet (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_show_import (self->shell, g_variant_get_string (parameter, NULL));
}

static void
on_find_duplicates (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_show_duplicates (self->shell);
}

static void
on_undo_import (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_undo_import (self->shell, g_variant_get_string (parameter, NULL));
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer unused)
{
  SijilWindow *self = SIJIL_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *n = NULL;
  g_autofree char *words = NULL;
  guint rows;
  gboolean ok = sijil_export_finish (result, &rows, &error);

  if (self->shell == NULL)
    return;
  if (!ok) {
    sijil_ui_show_error (GTK_WIDGET (self->shell), error);
    return;
  }
  n = sijil_text_number (rows);
  words = g_strdup_printf (
      ngettext ("%s row was written to the file", "%s rows were written to the file", rows), n);
  sijil_ui_toast (GTK_WIDGET (self->shell), words, NULL, NULL, NULL);
}

static void
export_households (const char *path, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->store != NULL)
    sijil_export_async (self, self->store, sijil_export_list ("households"), path, on_exported);
}

static void
on_export_households (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;
  const char *path = g_variant_get_string (parameter, NULL);

  if (self->shell == NULL)
    return;
  if (*path != '\0')
    export_households (path, self);
  else
    sijil_choose_place (GTK_WIDGET (self->shell), _ ("households.csv"), export_households, self);
}

static const GActionEntry entries[] = {
  { .name = "section", .activate = on_section, .parameter_type = "s" },
  { .name = "open-family", .activate = on_open_family, .parameter_type = "s" },
  { .name = "show-family", .activate = on_show_family, .parameter_type = "s" },
  { .name = "form-saved", .activate = on_form_saved, .parameter_type = "s" },
  { .name = "new-household", .activate = on_new_household, .parameter_type = "s" },
  { .name = "edit-household", .activate = on_edit_household, .parameter_type = "s" },
  { .name = "open-volunteer", .activate = on_open_volunteer, .parameter_type = "s" },
  { .name = "back", .activate = on_back },
  { .name = "sync-now", .activate = on_sync_now },
  { .name = "import-sheet", .activate = on_import_sheet, .parameter_type = "s" },
  { .name = "find-duplicates", .activate = on_find_duplicates },
  { .name = "undo-import", .activate = on_undo_import, .parameter_type = "s" },
  { .name = "export-households", .activate = on_export_households, .parameter_type = "s" },
  { .name = "today", .activate = on_today },
  { .name = "lock", .activate = on_lock },
  { .name = "remove-clerk", .activate = on_remove_clerk, .parameter_type = "s" },
  { .name = "restore", .activate = on_restore },
  { .name = "focus-desk", .activate = on_focus_desk },
};

/**
 * sijil_window_allow_actions:
 * @self: the window, unlocked
 *
 * Leaves those commands that the role of the clerk allows. The store holds to it too.
 */
void
sijil_window_allow_actions (SijilWindow *self)
{
  static const struct {
    const char *action;
    SijilAct act;
  } ACTS[] = {
    { "new-household", SIJIL_ACT_REGISTER },
    { "edit-household", SIJIL_ACT_REGISTER },
    { "undo-last", SIJIL_ACT_SERVE },
    { "take-back", SIJIL_ACT_SERVE },
    { "undo-visit", SIJIL_ACT_REGISTER },
    { "undo-shift", SIJIL_ACT_REGISTER },
    { "undo-training", SIJIL_ACT_REGISTER },
    { "undo-merge", SIJIL_ACT_FAMILIES },
    { "undo-delete", SIJIL_ACT_FAMILIES },
    { "remove-clerk", SIJIL_ACT_CLERKS },
    { "import-sheet", SIJIL_ACT_IMPORT },
    { "undo-import", SIJIL_ACT_IMPORT },
    { "export-households", SIJIL_ACT_EXPORT },
    { "undo-apart", SIJIL_ACT_REGISTER },
    { "undo-person-merge", SIJIL_ACT_FAMILIES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ACTS); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), ACTS[i].action);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                 sijil_role_allows (sijil_store_role (self->store), ACTS[i].act));
  }
}

/**
 * sijil_window_add_actions:
 * @self: the window
 *
 * Adds the commands that any part of the window may call.
 */
void
sijil_window_add_actions (SijilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  sijil_window_add_undo (self);
}

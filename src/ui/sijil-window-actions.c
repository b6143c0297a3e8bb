#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-window-private.h"

#include "sijil-hand-over.h"
#include "sijil-i18n.h"
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

  if (self->store != NULL)
    sijil_window_lock (self);
}

static void
on_focus_desk (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->shell != NULL)
    sijil_shell_focus_desk (self->shell);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (self->shell == NULL)
    return;
  if (error != NULL)
    sijil_ui_show_error (GTK_WIDGET (self->shell), error);
  else
    sijil_ui_toast (GTK_WIDGET (self->shell), sentence, NULL, NULL, NULL);
}

/* SijilStoreFunc: takes back one hand-over, result the sentence to show. */
static gpointer
undo_one (SijilSession *session, gpointer id, GError **error)
{
  g_autoptr (SijilReversal) reversal = sijil_reversal_new (id, "slip", NULL);
  g_autofree SijilId *fact = sijil_reverse (session, reversal, error);

  return fact != NULL ? g_strdup (_ ("The hand-over was taken back")) : NULL;
}

/* SijilStoreFunc: takes back the newest one that stands. Looking and reversing are one transaction
 * on the writing lane, so that a hand-over which is still on its way there is the one that is
 * meant. */
static gpointer
undo_last (SijilSession *session, gpointer unused, GError **error)
{
  SijilToday *today = sijil_today (session, NULL, error);
  char *sentence = NULL;

  if (today == NULL)
    return NULL;
  if (today->recent->len == 0) {
    sentence = g_strdup (_ ("Nothing was handed over today that could be taken back"));
  } else {
    const SijilRecent *last = g_ptr_array_index (today->recent, 0);
    g_autofree char *plain = undo_one (session, (gpointer) &last->distribution, error);
    g_autofree char *what = sijil_text_isolate (last->what);
    g_autofree char *name = sijil_text_isolate (last->head_name);

    if (plain != NULL)
      /* Translators: name of a programme, name of the head of a family */
      sentence = g_strdup_printf (_ ("%s was taken back from the family of %s"), what, name);
  }
  sijil_today_free (today);
  return sentence;
}

static void
on_undo_last (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->store != NULL)
    sijil_store_write_async (self->store, undo_last, NULL, NULL, g_free, NULL, on_undone,
                             g_object_ref (self));
}

static void
on_undo_hand_over (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;
  SijilId id;

  if (self->store != NULL && sijil_id_parse (g_variant_get_string (parameter, NULL), &id))
    sijil_store_write_async (self->store, undo_one, sijil_id_copy (&id), g_free, g_free, NULL,
                             on_undone, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { .name = "section", .activate = on_section, .parameter_type = "s" },
  { .name = "open-family", .activate = on_open_family, .parameter_type = "s" },
  { .name = "new-household", .activate = on_new_household, .parameter_type = "s" },
  { .name = "edit-household", .activate = on_edit_household, .parameter_type = "s" },
  { .name = "back", .activate = on_back },
  { .name = "sync-now", .activate = on_sync_now },
  { .name = "undo-last", .activate = on_undo_last },
  { .name = "undo-hand-over", .activate = on_undo_hand_over, .parameter_type = "s" },
  { .name = "lock", .activate = on_lock },
  { .name = "focus-desk", .activate = on_focus_desk },
};

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
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-window-private.h"

#include "sijil-apart.h"
#include "sijil-families.h"
#include "sijil-i18n.h"
#include "sijil-life.h"
#include "sijil-shifts.h"
#include "sijil-text.h"
#include "sijil-ui.h"
#include "sijil-visits.h"
#include "sijil-volunteers.h"

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  SijilUndo *undo = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (self->shell == NULL) {
    sijil_undo_free (undo);
    return;
  }
  if (error != NULL) {
    sijil_ui_show_error (GTK_WIDGET (self->shell), error);
  } else if (undo->recent == NULL) {
    sijil_ui_toast (GTK_WIDGET (self->shell),
                    _ ("Nothing was handed over today that could be taken back"), NULL, NULL, NULL);
  } else if (undo->done) {
    g_autofree char *what = sijil_text_isolate (undo->recent->what);
    g_autofree char *name = sijil_text_isolate (undo->recent->head_name);
    /* Translators: name of a programme, name of the head of a family */
    g_autofree char *sentence =
        g_strdup_printf (_ ("%s was taken back from the family of %s"), what, name);

    sijil_ui_toast (GTK_WIDGET (self->shell), sentence, NULL, NULL, NULL);
  } else {
    sijil_shell_ask_reason (self->shell, undo->recent);
  }
  sijil_undo_free (undo);
}

static void
take_back (SijilWindow *self, SijilId *distribution)
{
  sijil_store_write_async (self->store, sijil_undo, distribution, g_free,
                           (GDestroyNotify) sijil_undo_free, NULL, on_undone, g_object_ref (self));
}

static void
on_undo_last (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;

  if (self->store != NULL)
    take_back (self, NULL);
}

/* SijilStoreFunc: takes back one shift, result the sentence to show. */
static gpointer
undo_shift (SijilSession *session, gpointer id, GError **error)
{
  g_autoptr (SijilShiftReversal) reversal = sijil_shift_reversal_new (id, "slip");
  g_autofree SijilId *fact = sijil_shift_reverse (session, reversal, error);

  return fact != NULL ? g_strdup (_ ("The shift was taken back")) : NULL;
}

/* SijilStoreFunc: brings back a training that was deleted, result the sentence to show. */
static gpointer
undo_training (SijilSession *session, gpointer id, GError **error)
{
  return sijil_training_revive (session, id, error) != NULL ? g_strdup (_ ("The training is back"))
                                                            : NULL;
}

/* SijilStoreFunc: takes back one visit, result the sentence to show. */
static gpointer
undo_visit (SijilSession *session, gpointer id, GError **error)
{
  g_autofree SijilId *fact = sijil_visit_reverse (session, id, error);

  return fact != NULL ? g_strdup (_ ("The visit was taken back")) : NULL;
}

/* SijilStoreFunc: parts two families that were merged, result the sentence to show. */
static gpointer
undo_merge (SijilSession *session, gpointer id, GError **error)
{
  return sijil_family_unmerge (session, id, error) != NULL
             ? g_strdup (_ ("They are two families again"))
             : NULL;
}

/* SijilStoreFunc: parts two members who were merged, result the sentence to show. */
static gpointer
undo_person_merge (SijilSession *session, gpointer id, GError **error)
{
  return sijil_person_unmerge (session, id, error) != NULL
             ? g_strdup (_ ("They are two people again"))
             : NULL;
}

/* SijilStoreFunc: forgets that two were said to be apart, result the sentence to show. */
static gpointer
undo_apart (SijilSession *session, gpointer id, GError **error)
{
  return sijil_apart_undo (session, id, error) != NULL ? g_strdup (_ ("They are asked about again"))
                                                       : NULL;
}

/* SijilStoreFunc: brings back a family that was taken out, result the sentence to show. */
static gpointer
undo_delete (SijilSession *session, gpointer id, GError **error)
{
  return sijil_household_revive (session, id, error) != NULL ? g_strdup (_ ("The family is back"))
                                                             : NULL;
}

/* The result is the sentence. */
static void
on_taken_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (self->shell == NULL)
    return;
  if (sentence != NULL)
    sijil_ui_toast (GTK_WIDGET (self->shell), sentence, NULL, NULL, NULL);
  else
    sijil_ui_show_error (GTK_WIDGET (self->shell), error);
}

static void
undo_by (SijilWindow *self, SijilStoreFunc func, GVariant *parameter)
{
  SijilId id;

  if (self->store != NULL && sijil_id_parse (g_variant_get_string (parameter, NULL), &id))
    sijil_store_write_async (self->store, func, sijil_id_copy (&id), g_free, g_free, NULL,
                             on_taken_back, g_object_ref (self));
}

static void
on_take_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SijilWindow *self = user_data;
  SijilId id;

  if (self->store != NULL && sijil_id_parse (g_variant_get_string (parameter, NULL), &id))
    take_back (self, sijil_id_copy (&id));
}

static void
on_undo_shift (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo_by (user_data, undo_shift, parameter);
}

static void
on_undo_training (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo_by (user_data, undo_training, parameter);
}

static void
on_undo_visit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo_by (user_data, undo_visit, parameter);
}

static void
on_undo_merge (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo_by (user_data, undo_merge, parameter);
}

static void
on_undo_person_merge (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo_by (user_data, undo_person_merge, parameter);
}

static void
on_undo_apart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo_by (user_data, undo_apart, parameter);
}

static void
on_undo_delete (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  undo_by (user_data, undo_delete, parameter);
}

static const GActionEntry entries[] = {
  { .name = "undo-last", .activate = on_undo_last },
  { .name = "take-back", .activate = on_take_back, .parameter_type = "s" },
  { .name = "undo-shift", .activate = on_undo_shift, .parameter_type = "s" },
  { .name = "undo-training", .activate = on_undo_training, .parameter_type = "s" },
  { .name = "undo-visit", .activate = on_undo_visit, .parameter_type = "s" },
  { .name = "undo-merge", .activate = on_undo_merge, .parameter_type = "s" },
  { .name = "undo-person-merge", .activate = on_undo_person_merge, .parameter_type = "s" },
  { .name = "undo-apart", .activate = on_undo_apart, .parameter_type = "s" },
  { .name = "undo-delete", .activate = on_undo_delete, .parameter_type = "s" },
};

/**
 * sijil_window_add_undo:
 * @self: the window
 *
 * Adds the commands that take something back. They belong to the window, because the sentence that
 * offers them outlives the page that it came from.
 */
void
sijil_window_add_undo (SijilWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-stick-box.h"

#include <adwaita.h>

#include "../sijil-ui.h"
#include "sijil-stick.h"
#include "sijil-folder.h"
#include "sijil-i18n.h"
#include "sijil-text.h"

struct _SijilStickBox {
  GtkBox parent_instance;

  SijilStore *store;
  gboolean closed;

  GtkWidget *save;
  GtkWidget *read;
  GtkWidget *spinner;
  GtkWidget *fault_box;
  GtkLabel *fault;
};

G_DEFINE_FINAL_TYPE (SijilStickBox, sijil_stick_box, GTK_TYPE_BOX)

/* One way at a time. */
typedef struct {
  SijilStore *store;
  char *folder;
  gint64 count;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job->folder);
  g_free (job);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  char *path = sijil_stick_export (job->store, job->folder, &job->count, &error);

  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (sijil_stick_import (job->store, job->folder, &job->count, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set_busy (SijilStickBox *self, gboolean busy)
{
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (self->save, !busy);
  gtk_widget_set_sensitive (self->read, !busy);
}

static void
show_fault (SijilStickBox *self, const char *sentence)
{
  gtk_label_set_label (self->fault, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->fault_box, sentence != NULL);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SijilStickBox *self = SIJIL_STICK_BOX (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *count = NULL, *sentence = NULL;

  if (self->closed)
    return;
  set_busy (self, FALSE);
  if (path == NULL) {
    show_fault (self, error->message);
    return;
  }
  count = sijil_text_number (job->count);
  sentence = g_strdup_printf (ngettext ("%s change is on the stick, for the registry",
                                        "%s changes are on the stick, for the registry",
                                        (gulong) job->count),
                              count);
  sijil_ui_toast (GTK_WIDGET (self), sentence, NULL, NULL, NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SijilStickBox *self = SIJIL_STICK_BOX (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *count = NULL, *sentence = NULL;

  if (self->closed)
    return;
  set_busy (self, FALSE);
  if (!ok) {
    show_fault (self, error->message);
    return;
  }
  count = sijil_text_number (job->count);
  sentence = g_strdup_printf (
      ngettext ("The registry’s answer was read, %s change of others in it",
                "The registry’s answer was read, %s changes of others in it", (gulong) job->count),
      count);
  sijil_ui_toast (GTK_WIDGET (self), sentence, NULL, NULL, NULL);
}

static void
begin (SijilStickBox *self, const char *folder, GTaskThreadFunc thread, GAsyncReadyCallback done)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, done, NULL);

  job->store = g_object_ref (self->store);
  job->folder = g_strdup (folder);
  show_fault (self, NULL);
  set_busy (self, TRUE);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, thread);
}

static void
on_save_folder (const char *folder, gpointer user_data)
{
  begin (user_data, folder, save_thread, on_saved);
}

static void
on_read_folder (const char *folder, gpointer user_data)
{
  begin (user_data, folder, read_thread, on_read);
}

static void
on_save_cb (SijilStickBox *self)
{
  sijil_folder_choose (GTK_WIDGET (self), _ ("Where to save for the registry"), on_save_folder,
                       self);
}

static void
on_read_cb (SijilStickBox *self)
{
  sijil_folder_choose (GTK_WIDGET (self), _ ("Where the registry’s answer is"), on_read_folder,
                       self);
}

/**
 * sijil_stick_box_set_store:
 * @box: the box
 * @store: an open register
 *
 * Exchanges this register.
 */
void
sijil_stick_box_set_store (SijilStickBox *box, SijilStore *store)
{
  g_set_object (&box->store, store);
}

static void
sijil_stick_box_dispose (GObject *object)
{
  SijilStickBox *self = SIJIL_STICK_BOX (object);

  self->closed = TRUE;
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_STICK_BOX);
  G_OBJECT_CLASS (sijil_stick_box_parent_class)->dispose (object);
}

static void
sijil_stick_box_class_init (SijilStickBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_stick_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/stick-box.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilStickBox, child)
  BIND (save);
  BIND (read);
  BIND (spinner);
  BIND (fault_box);
  BIND (fault);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_read_cb);
}

static void
sijil_stick_box_init (SijilStickBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

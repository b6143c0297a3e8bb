#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-backup-box.h"

#include <adwaita.h>

#include "../sijil-ui.h"
#include "sijil-backup-words.h"
#include "sijil-date.h"
#include "sijil-folder.h"
#include "sijil-i18n.h"
#include "sijil-restore-task.h"
#include "sijil-text.h"

struct _SijilBackupBox {
  GtkBox parent_instance;

  SijilStore *store;
  gboolean busy;
  gboolean closed;

  AdwActionRow *last;
  AdwActionRow *restored;
  GtkWidget *now;
  GtkWidget *elsewhere;
  GtkWidget *spinner;
  GtkWidget *fault_box;
  GtkLabel *fault;
};

G_DEFINE_FINAL_TYPE (SijilBackupBox, sijil_backup_box, GTK_TYPE_BOX)

static void
show_fault (SijilBackupBox *self, const char *sentence)
{
  gtk_label_set_label (self->fault, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->fault_box, sentence != NULL);
}

static void
set_busy (SijilBackupBox *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (self->now, !busy);
  gtk_widget_set_sensitive (self->elsewhere, !busy);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilBackupBox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sijil_backup_finish (result, &error);
  g_autofree char *shown = NULL, *sentence = NULL;

  if (self->closed)
    return;
  set_busy (self, FALSE);
  sijil_backup_box_refresh (self);
  if (path == NULL) {
    show_fault (self, error->message);
    return;
  }
  shown = sijil_text_ltr (path);
  /* Translators: %s is a folder. */
  sentence = g_strdup_printf (_ ("The backup is made and checked: %s"), shown);
  sijil_ui_toast (GTK_WIDGET (self), sentence, NULL, NULL, NULL);
}

static void
make (SijilBackupBox *self, const char *to)
{
  if (self->busy || self->store == NULL)
    return;
  show_fault (self, NULL);
  set_busy (self, TRUE);
  sijil_backup_async (self->store, FALSE, to, on_made, g_object_ref (self));
}

static void
on_now (SijilBackupBox *self)
{
  make (self, NULL);
}

static void
on_folder (const char *folder, gpointer user_data)
{
  make (user_data, folder);
}

static void
on_elsewhere (SijilBackupBox *self)
{
  sijil_folder_choose (GTK_WIDGET (self), _ ("Where to copy the backup"), on_folder, self);
}

/* That a backup took the register's place, and who allowed it. */
static void
show_restored (SijilBackupBox *self)
{
  g_autoptr (GPtrArray) all = sijil_store_read (self->store, sijil_restore_history, NULL, NULL);
  const SijilRestored *newest = all != NULL && all->len > 0 ? all->pdata[0] : NULL;
  g_autofree char *words = NULL, *day = NULL, *of = NULL, *who = NULL, *date = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->restored), newest != NULL);
  if (newest == NULL)
    return;
  date = sijil_date_of_instant (newest->at);
  day = sijil_date_show (date);
  of = sijil_date_show (newest->date);
  who = sijil_text_isolate (newest->clerk);
  /* Translators: day, day of the backup, name of the clerk who allowed it. */
  words = g_strdup_printf (_ ("%s, from the backup of %s, by %s"), day, of, who);
  adw_action_row_set_subtitle (self->restored, words);
}

/**
 * sijil_backup_box_refresh:
 * @box: the box
 *
 * Looks anew which backups there are.
 */
void
sijil_backup_box_refresh (SijilBackupBox *box)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *words = NULL, *trouble = NULL;

  if (box->closed || box->store == NULL)
    return;
  all = sijil_backup_list (sijil_store_profile (box->store));
  if (all->len > 0) {
    const SijilBackup *newest = all->pdata[0];
    g_autofree char *when = sijil_backup_when (newest);
    g_autofree char *what = sijil_backup_words (newest->households, newest->waiting);

    words = g_strdup_printf (_ ("%s, %s"), when, what);
  }
  adw_action_row_set_subtitle (box->last, words != NULL ? words : _ ("not yet"));
  show_restored (box);
  trouble = sijil_backup_trouble (box->store);
  show_fault (box, trouble);
}

/**
 * sijil_backup_box_set_store:
 * @box: the box
 * @store: an open register
 *
 * Shows the backups of this register.
 */
void
sijil_backup_box_set_store (SijilBackupBox *box, SijilStore *store)
{
  g_set_object (&box->store, store);
  sijil_backup_box_refresh (box);
}

static void
sijil_backup_box_dispose (GObject *object)
{
  SijilBackupBox *self = SIJIL_BACKUP_BOX (object);

  self->closed = TRUE;
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_BACKUP_BOX);
  G_OBJECT_CLASS (sijil_backup_box_parent_class)->dispose (object);
}

static void
sijil_backup_box_class_init (SijilBackupBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_backup_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/backup-box.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilBackupBox, child)
  BIND (last);
  BIND (restored);
  BIND (now);
  BIND (elsewhere);
  BIND (spinner);
  BIND (fault_box);
  BIND (fault);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_now);
  gtk_widget_class_bind_template_callback (widget_class, on_elsewhere);
}

static void
sijil_backup_box_init (SijilBackupBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-restore-page.h"

#include "sijil-backup-words.h"
#include "sijil-folder.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-restore-task.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilRestorePage {
  AdwBin parent_instance;

  char *profile;
  GPtrArray *backups; /* as in the list, element-type SijilBackup */
  GPtrArray *slots;   /* of the chosen backup, element-type SijilSlot */
  GPtrArray *today;   /* coordinators of the register that gives way, element-type SijilSlot */
  gboolean asked;     /* one passphrase did not do for both */
  gboolean busy;
  gboolean closed;

  GtkListBox *list;
  GtkWidget *none;
  GtkWidget *choices;
  AdwComboRow *clerk;
  AdwPasswordEntryRow *passphrase;
  GtkLabel *openers;
  GtkWidget *allowing;
  AdwComboRow *coordinator;
  AdwPasswordEntryRow *passphrase_today;
  GtkWidget *restore;
  GtkWidget *back;
  GtkWidget *spinner;
  GtkWidget *fault_box;
  GtkLabel *fault;
};

enum { RESTORED, BACK, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SijilRestorePage, sijil_restore_page, ADW_TYPE_BIN)

static void
show_fault (SijilRestorePage *self, const char *sentence)
{
  gtk_label_set_label (self->fault, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->fault_box, sentence != NULL);
}

static SijilBackup *
chosen (SijilRestorePage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  return index >= 0 && (guint) index < self->backups->len ? self->backups->pdata[index] : NULL;
}

static const SijilSlot *
selected_slot (AdwComboRow *row, GPtrArray *slots)
{
  guint index = adw_combo_row_get_selected (row);

  return slots != NULL && index < slots->len ? slots->pdata[index] : NULL;
}

/* Who is coordinator today, too, allows it by the same passphrase; nobody types it twice, unless it
 * was changed since. A recovery code does without a name. */
static gboolean
needs_coordinator (SijilRestorePage *self)
{
  const SijilSlot *who = selected_slot (self->clerk, self->slots);
  g_autofree char *code =
      sijil_keys_as_code (gtk_editable_get_text (GTK_EDITABLE (self->passphrase)));

  if (self->today->len == 0)
    return FALSE;
  for (guint i = 0; i < self->today->len && who != NULL; i++)
    if (g_strcmp0 (((SijilSlot *) self->today->pdata[i])->id, who->id) == 0)
      return self->asked;
  return self->asked || code == NULL;
}

static gboolean
is_typed (AdwPasswordEntryRow *row)
{
  return *gtk_editable_get_text (GTK_EDITABLE (row)) != '\0';
}

static void
update (SijilRestorePage *self)
{
  gboolean typed, any, both;

  if (self->closed || self->today == NULL)
    return;
  both = needs_coordinator (self);
  typed = is_typed (self->passphrase) && (!both || is_typed (self->passphrase_today));
  gtk_widget_set_visible (self->allowing, both);
  gtk_widget_set_sensitive (self->allowing, !self->busy);
  any = chosen (self) != NULL;
  gtk_widget_set_sensitive (self->choices, any && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), !self->busy);
  gtk_widget_set_sensitive (self->restore, any && typed && !self->busy);
  gtk_widget_set_sensitive (self->back, !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
}

static void
add_row (SijilRestorePage *self, const SijilBackup *backup)
{
  GtkWidget *row = sijil_backup_row_new (backup);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

static void
mark (SijilRestorePage *self)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++) {
    gtk_widget_remove_css_class (GTK_WIDGET (row), "sel");
    if (row == selected)
      gtk_widget_add_css_class (GTK_WIDGET (row), "sel");
  }
}

static GtkStringList *
names_of (GPtrArray *slots)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; slots != NULL && i < slots->len; i++) {
    const SijilSlot *slot = slots->pdata[i];

    gtk_string_list_append (names, slot->name != NULL ? slot->name : "");
  }
  return names;
}

/* The clerks of that day, who may be others than those of today. */
static void
on_selected (SijilRestorePage *self)
{
  const SijilBackup *backup = self->closed ? NULL : chosen (self);
  g_autoptr (GtkStringList) names = NULL;
  g_autofree char *words = NULL;

  if (self->closed)
    return;
  mark (self);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  if (backup != NULL)
    self->slots = sijil_keys_list (backup->path, NULL);
  names = names_of (self->slots);
  adw_combo_row_set_model (self->clerk, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->clerk), self->slots != NULL && self->slots->len > 1);
  if (backup != NULL)
    words = sijil_restore_words (self->profile, backup->path);
  gtk_label_set_label (self->openers, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->openers), words != NULL);
  self->asked = FALSE;
  show_fault (self, NULL);
  update (self);
}

static void
fill (SijilRestorePage *self)
{
  for (guint i = 0; i < self->backups->len; i++)
    add_row (self, self->backups->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->backups->len > 0);
  gtk_widget_set_visible (self->none, self->backups->len == 0);
  if (self->backups->len > 0)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  else
    on_selected (self);
}

static void
ask_again (AdwPasswordEntryRow *row)
{
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_editable_select_region (GTK_EDITABLE (row), 0, -1);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilRestorePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (SijilStore) store = sijil_restore_task_finish (result, &aside, &error);

  if (self->closed) {
    if (store != NULL)
      sijil_store_close (store);
    return;
  }
  self->busy = FALSE;
  update (self);
  if (store != NULL) {
    g_signal_emit (self, signals[RESTORED], 0, store, aside);
    return;
  }
  show_fault (self, error->message);
  if (g_error_matches (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_ROLE) && self->today->len > 0) {
    self->asked = TRUE;
    update (self);
  }
  ask_again (gtk_widget_get_visible (self->allowing) ? self->passphrase_today : self->passphrase);
}

/* Who it is stands in the lists; a recovery code in the place of a passphrase is told by its look.
 */
static const char *
slot_for (const char *secret, AdwComboRow *row, GPtrArray *slots)
{
  g_autofree char *code = sijil_keys_as_code (secret);
  const SijilSlot *slot = selected_slot (row, slots);

  return code != NULL ? SIJIL_RECOVERY : slot != NULL ? slot->id : NULL;
}

static void
on_restore (SijilRestorePage *self)
{
  const SijilBackup *backup = chosen (self);
  SijilRestore request = { .profile = self->profile };

  if (!is_typed (self->passphrase)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
    return;
  }
  if (needs_coordinator (self) && !is_typed (self->passphrase_today)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase_today));
    return;
  }
  if (self->busy || backup == NULL)
    return;
  request.backup = backup->path;
  request.secret = gtk_editable_get_text (GTK_EDITABLE (self->passphrase));
  request.slot = slot_for (request.secret, self->clerk, self->slots);
  if (needs_coordinator (self)) {
    request.by_secret = gtk_editable_get_text (GTK_EDITABLE (self->passphrase_today));
    request.by = slot_for (request.by_secret, self->coordinator, self->today);
  }
  show_fault (self, NULL);
  sijil_drop_focus (self->choices);
  self->busy = TRUE;
  update (self);
  sijil_restore_async (&request, self, on_restored, g_object_ref (self));
}

static void
on_row_activated (SijilRestorePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
on_folder (const char *folder, gpointer user_data)
{
  SijilRestorePage *self = user_data;
  g_autoptr (GPtrArray) found = sijil_backup_list_in (folder);
  guint first = self->backups->len;

  if (found->len == 0) {
    show_fault (self, _ ("There is no backup of Sijil in this folder"));
    return;
  }
  g_ptr_array_set_free_func (found, NULL);
  g_ptr_array_extend_and_steal (self->backups, g_steal_pointer (&found));
  for (guint i = first; i < self->backups->len; i++)
    add_row (self, self->backups->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  gtk_widget_set_visible (self->none, FALSE);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) first));
  on_row_activated (self);
}

static void
on_elsewhere (SijilRestorePage *self)
{
  sijil_folder_choose (GTK_WIDGET (self), _ ("Folder of the backup"), on_folder, self);
}

static void
on_back (SijilRestorePage *self)
{
  if (!self->busy)
    g_signal_emit (self, signals[BACK], 0);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        SijilRestorePage *self)
{
  if (keyval != GDK_KEY_Escape)
    return FALSE;
  on_back (self);
  return TRUE;
}

static void
sijil_restore_page_map (GtkWidget *widget)
{
  SijilRestorePage *self = SIJIL_RESTORE_PAGE (widget);
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);

  GTK_WIDGET_CLASS (sijil_restore_page_parent_class)->map (widget);
  gtk_widget_grab_focus (first != NULL ? GTK_WIDGET (first) : self->back);
}

static void
sijil_restore_page_dispose (GObject *object)
{
  SijilRestorePage *self = SIJIL_RESTORE_PAGE (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_RESTORE_PAGE);
  G_OBJECT_CLASS (sijil_restore_page_parent_class)->dispose (object);
}

static void
sijil_restore_page_finalize (GObject *object)
{
  SijilRestorePage *self = SIJIL_RESTORE_PAGE (object);

  g_free (self->profile);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_pointer (&self->today, g_ptr_array_unref);
  G_OBJECT_CLASS (sijil_restore_page_parent_class)->finalize (object);
}

static void
sijil_restore_page_class_init (SijilRestorePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_restore_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_restore_page_finalize;
  widget_class->map = sijil_restore_page_map;
  signals[RESTORED] = g_signal_new ("restored", SIJIL_TYPE_RESTORE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, SIJIL_TYPE_STORE, G_TYPE_STRING);
  signals[BACK] = g_signal_new ("back", SIJIL_TYPE_RESTORE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/restore.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilRestorePage, child)
  BIND (list);
  BIND (none);
  BIND (choices);
  BIND (clerk);
  BIND (passphrase);
  BIND (openers);
  BIND (allowing);
  BIND (coordinator);
  BIND (passphrase_today);
  BIND (restore);
  BIND (back);
  BIND (spinner);
  BIND (fault_box);
  BIND (fault);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_restore);
  gtk_widget_class_bind_template_callback (widget_class, on_elsewhere);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
}

static void
sijil_restore_page_init (SijilRestorePage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  sijil_accessible_entry (GTK_EDITABLE (self->passphrase),
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->passphrase)));
  sijil_accessible_entry (
      GTK_EDITABLE (self->passphrase_today),
      adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->passphrase_today)));
}

/* Who may allow that the register of today gives way; nobody where there is none. */
static void
find_today (SijilRestorePage *self)
{
  g_autoptr (GPtrArray) slots = sijil_keys_list (self->profile, NULL);
  g_autoptr (GtkStringList) names = NULL;

  self->today = g_ptr_array_new_with_free_func ((GDestroyNotify) sijil_slot_free);
  for (guint i = slots != NULL ? slots->len : 0; i > 0; i--)
    if (g_strcmp0 (((SijilSlot *) slots->pdata[i - 1])->role, "coordinator") == 0)
      g_ptr_array_insert (self->today, 0, g_ptr_array_steal_index (slots, i - 1));
  names = names_of (self->today);
  adw_combo_row_set_model (self->coordinator, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->coordinator), self->today->len > 1);
}

/**
 * sijil_restore_page_new:
 * @profile: folder of the register that is to give way
 *
 * Returns: (transfer floating): the page
 */
SijilRestorePage *
sijil_restore_page_new (const char *profile)
{
  SijilRestorePage *self = g_object_new (SIJIL_TYPE_RESTORE_PAGE, NULL);

  self->profile = g_strdup (profile);
  self->backups = sijil_backup_list (profile);
  find_today (self);
  fill (self);
  return self;
}

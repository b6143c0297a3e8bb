#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-clerks-page.h"

#include "../sijil-ui.h"
#include "sijil-choice-row.h"
#include "sijil-choices.h"
#include "sijil-clerks.h"
#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilClerksPage {
  SijilPage parent_instance;

  GPtrArray *rows;
  GPtrArray *slots; /* SijilSlot that the rows show */
  gboolean busy;

  GtkWidget *fault_box;
  GtkLabel *fault;
  AdwPreferencesGroup *clerks;
  GtkWidget *add_group;
  GtkEditable *name;
  SijilChoiceRow *role;
  GtkEditable *passphrase;
  AdwActionRow *strength;
  GtkWidget *add;
  GtkWidget *change_group;
  GtkEditable *old;
  GtkEditable *fresh;
  AdwActionRow *fresh_strength;
  GtkWidget *change;
  GtkWidget *code_group;
  GtkEditable *proof;
  GtkWidget *make_code;
  GtkWidget *code_card;
  GtkBox *code;
};

G_DEFINE_FINAL_TYPE (SijilClerksPage, sijil_clerks_page, SIJIL_TYPE_PAGE)

typedef enum { ADD_CLERK, CHANGE_PASSPHRASE, NEW_CODE } What;

/* What a thread needs: deriving a key from a passphrase takes its time on purpose. */
typedef struct {
  SijilStore *store;
  What what;
  char *name; /* of a new clerk */
  char *role;
  char *old; /* what opens one's own slot now */
  char *passphrase;
  char *code; /* the result of NEW_CODE */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job->name);
  g_free (job->role);
  sijil_text_forget (job->old);
  sijil_text_forget (job->passphrase);
  sijil_text_forget (job->code);
  g_free (job);
}

static void
run_job (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autofree char *slot = NULL;

  switch (job->what) {
  case ADD_CLERK:
    slot = sijil_clerk_add (job->store, job->name, job->role, job->passphrase, &error);
    break;
  case CHANGE_PASSPHRASE:
    sijil_clerk_set_passphrase (job->store, sijil_store_clerk (job->store), job->old,
                                job->passphrase, &error);
    break;
  case NEW_CODE:
    job->code = sijil_clerk_new_code (job->store, job->old, &error);
    break;
  }
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_fault (SijilClerksPage *self, const char *sentence)
{
  gtk_label_set_label (self->fault, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->fault_box, sentence != NULL);
}

static void
show_strength (AdwActionRow *row, const char *typed)
{
  const char *words = "";

  if (*typed != '\0')
    sijil_passphrase_strength (typed, &words);
  adw_action_row_set_subtitle (row, words);
}

static void
on_typed (SijilClerksPage *self)
{
  const char *words;
  const char *passphrase = gtk_editable_get_text (self->passphrase);
  const char *fresh = gtk_editable_get_text (self->fresh);

  show_strength (self->strength, passphrase);
  show_strength (self->fresh_strength, fresh);
  gtk_widget_set_sensitive (self->add, !self->busy && *gtk_editable_get_text (self->name) != '\0' &&
                                           sijil_passphrase_strength (passphrase, &words) > 0);
  gtk_widget_set_sensitive (self->change, !self->busy &&
                                              *gtk_editable_get_text (self->old) != '\0' &&
                                              sijil_passphrase_strength (fresh, &words) > 0);
  gtk_widget_set_sensitive (self->make_code,
                            !self->busy && *gtk_editable_get_text (self->proof) != '\0');
}

/* It stands at the top of the page: with the focus there it comes in sight. */
static void
show_code (SijilClerksPage *self, const char *code)
{
  sijil_show_code (self->code, code);
  gtk_widget_set_visible (self->code_card, code != NULL);
  if (code != NULL)
    gtk_widget_grab_focus (self->code_card);
}

static void
forget_typed (SijilClerksPage *self)
{
  GtkEditable *const typed[] = { self->name, self->passphrase, self->old, self->fresh,
                                 self->proof };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    gtk_editable_set_text (typed[i], "");
}

static void
say_done (SijilClerksPage *self, const Job *job)
{
  g_autofree char *who = job->name != NULL ? sijil_text_isolate (job->name) : NULL;
  g_autofree char *words = who != NULL ? g_strdup_printf (_ ("%s has a key now"), who)
                                       : g_strdup (_ ("Your passphrase is changed"));

  sijil_ui_toast (GTK_WIDGET (self), words, NULL, NULL, NULL);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SijilClerksPage *self = SIJIL_CLERKS_PAGE (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  self->busy = FALSE;
  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  show_fault (self, ok ? NULL : error->message);
  if (ok) {
    forget_typed (self);
    show_code (self, job->code);
    if (job->what != NEW_CODE)
      say_done (self, job);
  }
  on_typed (self);
  SIJIL_PAGE_GET_CLASS (self)->refresh (SIJIL_PAGE (self));
}

static void
start (SijilClerksPage *self, What what, const char *old, const char *passphrase)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_done, NULL);
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (sijil_page_store (SIJIL_PAGE (self)));
  job->what = what;
  job->name = what == ADD_CLERK ? g_strdup (gtk_editable_get_text (self->name)) : NULL;
  job->role = g_strdup (sijil_choice_row_code (self->role));
  job->old = g_strdup (old);
  job->passphrase = g_strdup (passphrase);
  g_task_set_task_data (task, job, job_free);
  self->busy = TRUE;
  show_fault (self, NULL);
  on_typed (self);
  g_task_run_in_thread (task, run_job);
}

static void
on_add (SijilClerksPage *self)
{
  if (gtk_widget_get_sensitive (self->add))
    start (self, ADD_CLERK, NULL, gtk_editable_get_text (self->passphrase));
}

static void
on_change (SijilClerksPage *self)
{
  if (gtk_widget_get_sensitive (self->change))
    start (self, CHANGE_PASSPHRASE, gtk_editable_get_text (self->old),
           gtk_editable_get_text (self->fresh));
}

static void
on_new_code (SijilClerksPage *self)
{
  if (gtk_widget_get_sensitive (self->make_code))
    start (self, NEW_CODE, gtk_editable_get_text (self->proof), NULL);
}

/* Whoever comes to the page later shall not find it there. */
static void
on_unmap (SijilClerksPage *self)
{
  show_code (self, NULL);
}

static gboolean
is_me (SijilClerksPage *self, const SijilSlot *slot)
{
  return g_strcmp0 (slot->id, sijil_store_slot (sijil_page_store (SIJIL_PAGE (self)))) == 0;
}

/* Whether the rows say all this already: made anew, they would lose the focus. */
static gboolean
same_slots (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const SijilSlot *one = a->pdata[i], *other = b->pdata[i];

    if (g_strcmp0 (one->id, other->id) != 0 || g_strcmp0 (one->name, other->name) != 0 ||
        g_strcmp0 (one->role, other->role) != 0)
      return FALSE;
  }
  return TRUE;
}

static GtkWidget *
clerk_row (SijilClerksPage *self, const SijilSlot *slot)
{
  GtkWidget *row = adw_action_row_new ();
  const char *role = sijil_choice_label (sijil_roles, slot->role);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), slot->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), role);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sijil_disc_new (slot->name, 34));
  gtk_widget_set_name (row, "clerk");
  if (is_me (self, slot)) {
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), sijil_tag_new (_ ("you"), "accent", NULL));
  } else if (sijil_page_allows (SIJIL_PAGE (self), SIJIL_ACT_CLERKS)) {
    GtkWidget *button = gtk_button_new_with_label (_ ("Take the key away"));
    g_autofree char *name = sijil_text_isolate (slot->name);
    g_autofree char *spoken = g_strdup_printf (_ ("Take the key away from %s"), name);

    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_set_name (button, "clerk-remove");
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.remove-clerk");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", slot->id);
    sijil_accessible_label (button, spoken);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  }
  return row;
}

static void
sijil_clerks_page_refresh (SijilPage *page)
{
  SijilClerksPage *self = SIJIL_CLERKS_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slots =
      sijil_keys_list (sijil_store_profile (sijil_page_store (page)), &error);
  gboolean mine = FALSE;

  if (slots == NULL) {
    show_fault (self, error->message);
    return;
  }
  if (same_slots (self->slots, slots))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->clerks, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < slots->len; i++) {
    GtkWidget *row = clerk_row (self, slots->pdata[i]);

    mine = mine || is_me (self, slots->pdata[i]);
    adw_preferences_group_add (self->clerks, row);
    g_ptr_array_add (self->rows, row);
  }
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  self->slots = g_steal_pointer (&slots);
  /* Whoever came in with the recovery code has no passphrase to change. */
  gtk_widget_set_visible (self->change_group, mine);
  gtk_widget_set_visible (self->add_group, sijil_page_allows (page, SIJIL_ACT_CLERKS));
  gtk_widget_set_visible (self->code_group, sijil_page_allows (page, SIJIL_ACT_CLERKS));
}

static void
sijil_clerks_page_dispose (GObject *object)
{
  SijilClerksPage *self = SIJIL_CLERKS_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_CLERKS_PAGE);
  G_OBJECT_CLASS (sijil_clerks_page_parent_class)->dispose (object);
}

static void
sijil_clerks_page_class_init (SijilClerksPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SIJIL_TYPE_CHOICE_ROW);
  G_OBJECT_CLASS (klass)->dispose = sijil_clerks_page_dispose;
  SIJIL_PAGE_CLASS (klass)->refresh = sijil_clerks_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/clerks-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilClerksPage, child)
  BIND (fault_box);
  BIND (fault);
  BIND (clerks);
  BIND (add_group);
  BIND (name);
  BIND (role);
  BIND (passphrase);
  BIND (strength);
  BIND (add);
  BIND (change_group);
  BIND (old);
  BIND (fresh);
  BIND (fresh_strength);
  BIND (change);
  BIND (code_group);
  BIND (proof);
  BIND (make_code);
  BIND (code_card);
  BIND (code);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
  gtk_widget_class_bind_template_callback (widget_class, on_new_code);
}

static void
sijil_clerks_page_init (SijilClerksPage *self)
{
  GtkEditable *rows[5];

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sijil_choice_row_set_choices (self->role, sijil_roles, NULL);
  sijil_choice_row_set_code (self->role, "clerk");
  rows[0] = self->name;
  rows[1] = self->passphrase;
  rows[2] = self->old;
  rows[3] = self->fresh;
  rows[4] = self->proof;
  gtk_widget_set_direction (GTK_WIDGET (self->code), GTK_TEXT_DIR_LTR);
  g_signal_connect (self, "unmap", G_CALLBACK (on_unmap), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    sijil_accessible_entry (rows[i], adw_preferences_row_get_title (ADW_PREFERENCES_ROW (rows[i])));
}

/**
 * sijil_clerks_page_new:
 * @store: the register
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sijil_clerks_page_new (SijilStore *store)
{
  SijilClerksPage *self = g_object_new (SIJIL_TYPE_CLERKS_PAGE, NULL);

  sijil_page_set_store (SIJIL_PAGE (self), store);
  return GTK_WIDGET (self);
}

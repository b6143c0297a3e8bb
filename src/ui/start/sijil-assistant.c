#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-assistant.h"

#include <string.h>

#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-start-task.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

typedef enum { STEP_OFFICE, STEP_PASSPHRASE, STEP_CODE, STEP_ALLIANCE, N_STEPS } Step;

static const char *const step_names[N_STEPS] = { "office", "passphrase", "code", "alliance" };

struct _SijilAssistant {
  AdwBin parent_instance;

  char *profile;
  Step step;
  gboolean busy;
  GCancellable *cancellable;
  SijilStore *store;         /* from the third step on */
  SijilSyncService *service; /* the same */

  GtkBox *steps;
  GtkStack *pages;
  GtkEditable *association;
  GtkEditable *office;
  GtkEditable *clerk;
  GtkEditable *passphrase;
  GtkEditable *again;
  GtkWidget *again_ok;
  GtkProgressBar *strength;
  GtkLabel *strength_words;
  GtkBox *code;
  GtkCheckButton *written;
  GtkEditable *invitation;
  GtkWidget *back;
  GtkWidget *restore;
  GtkWidget *next;
  GtkLabel *next_label;
  GtkWidget *busy_box;
  GtkLabel *busy_label;
  GtkWidget *fault_box;
  GtkLabel *fault;
};

enum { FOUNDED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SijilAssistant, sijil_assistant, ADW_TYPE_BIN)

static char *
text_of (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}

static gboolean
is_filled (GtkEditable *editable)
{
  g_autofree char *text = text_of (editable);

  return *text != '\0';
}

static gboolean
step_is_done (SijilAssistant *self)
{
  const char *words;

  switch (self->step) {
  case STEP_OFFICE:
    return is_filled (self->association) && is_filled (self->office);
  case STEP_PASSPHRASE:
    return is_filled (self->clerk) &&
           sijil_passphrase_strength (gtk_editable_get_text (self->passphrase), &words) > 0 &&
           strcmp (gtk_editable_get_text (self->passphrase), gtk_editable_get_text (self->again)) ==
               0;
  case STEP_CODE:
    return gtk_check_button_get_active (self->written);
  case STEP_ALLIANCE:
  case N_STEPS:
    break;
  }
  return TRUE;
}

static void
show_fault (SijilAssistant *self, const char *sentence)
{
  gtk_label_set_label (self->fault, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->fault_box, sentence != NULL);
}

static void
show_strength (SijilAssistant *self)
{
  const char *typed = gtk_editable_get_text (self->passphrase);
  const char *words = "";
  guint score = sijil_passphrase_strength (typed, &words);
  const char *again = gtk_editable_get_text (self->again);
  gboolean any = *typed != '\0';

  if (score > 0 && *again != '\0' && strcmp (typed, again) != 0)
    words = _ ("The two are not the same yet");
  gtk_progress_bar_set_fraction (self->strength, any ? (score + 0.4) / 4.4 : 0);
  gtk_label_set_label (self->strength_words,
                       any ? words : _ ("Three words that do not belong together are best"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->strength), "ok");
  gtk_widget_remove_css_class (GTK_WIDGET (self->strength), "warn");
  gtk_widget_add_css_class (GTK_WIDGET (self->strength), score >= 3 ? "ok" : "warn");
  gtk_widget_set_visible (self->again_ok, score > 0 && strcmp (typed, again) == 0);
}

static void
update (SijilAssistant *self)
{
  const char *label = _ ("Next");

  if (self->pages == NULL)
    return;
  show_strength (self);
  if (self->step == STEP_ALLIANCE)
    label = is_filled (self->invitation) ? _ ("Join and begin") : _ ("Begin without joining");
  gtk_label_set_label (self->next_label, label);
  sijil_accessible_label (self->next, label);
  gtk_widget_set_sensitive (self->next, !self->busy && step_is_done (self));
  /* From the recovery code on the register exists: there is no way back to before it. */
  gtk_widget_set_visible (self->back, self->step == STEP_PASSPHRASE);
  gtk_widget_set_sensitive (self->back, !self->busy);
  gtk_widget_set_visible (self->restore, self->step == STEP_OFFICE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages), !self->busy);
  gtk_widget_set_visible (self->busy_box, self->busy);
}

static void
show_steps (SijilAssistant *self)
{
  const char *labels[N_STEPS] = { _ ("Association"), _ ("Clerk"), _ ("Recovery code"),
                                  _ ("Alliance") };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->steps))) != NULL)
    gtk_box_remove (self->steps, child);
  for (guint i = 0; i < N_STEPS; i++) {
    g_autofree char *number = sijil_text_number (i + 1);
    GtkWidget *disc = gtk_label_new (i < self->step ? "✓" : number);

    if (i > 0)
      gtk_box_append (self->steps, sijil_label_new ("—", "hint"));
    gtk_widget_add_css_class (disc, "step");
    gtk_widget_set_valign (disc, GTK_ALIGN_CENTER);
    if (i <= self->step)
      gtk_widget_add_css_class (disc, i == self->step ? "on" : "done");
    gtk_box_append (self->steps, disc);
    gtk_box_append (self->steps, sijil_label_new (labels[i], i == self->step ? "strong" : "hint"));
  }
}

static void
focus_first (SijilAssistant *self)
{
  GtkWidget *first[N_STEPS] = { GTK_WIDGET (self->association), GTK_WIDGET (self->clerk),
                                GTK_WIDGET (self->written), GTK_WIDGET (self->invitation) };

  gtk_widget_grab_focus (first[self->step]);
}

static void
go_to (SijilAssistant *self, Step step)
{
  self->step = step;
  show_fault (self, NULL);
  show_steps (self);
  sijil_drop_focus (GTK_WIDGET (self->pages));
  gtk_stack_set_visible_child_name (self->pages, step_names[step]);
  update (self);
  focus_first (self);
}

static void
set_busy (SijilAssistant *self, const char *sentence)
{
  self->busy = sentence != NULL;
  if (self->busy)
    sijil_drop_focus (GTK_WIDGET (self->pages));
  gtk_label_set_label (self->busy_label, sentence != NULL ? sentence : "");
  update (self);
}

static void
on_founded_here (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilAssistant) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (SijilStore) store = sijil_start_finish (result, &code, &error);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    if (store != NULL)
      sijil_store_close (store);
    return;
  }
  set_busy (self, NULL);
  if (store == NULL) {
    show_fault (self, error->message);
    focus_first (self);
    return;
  }
  self->service = sijil_sync_service_new (store);
  self->store = g_steal_pointer (&store);
  sijil_show_code (self->code, code);
  explicit_bzero (code, strlen (code));
  gtk_editable_set_text (self->passphrase, "");
  gtk_editable_set_text (self->again, "");
  go_to (self, STEP_CODE);
}

static void
found (SijilAssistant *self)
{
  g_autofree char *association = text_of (self->association);
  g_autofree char *office = text_of (self->office);
  g_autofree char *clerk = text_of (self->clerk);
  SijilStartRequest request = {
    .profile = self->profile,
    .association = association,
    .office = office,
    .clerk = clerk,
    .passphrase = (char *) gtk_editable_get_text (self->passphrase),
  };

  set_busy (self, _ ("Making the encrypted register…"));
  sijil_start_async (&request, self, on_founded_here, g_object_ref (self));
}

static void
finish (SijilAssistant *self)
{
  g_autoptr (SijilStore) store = g_steal_pointer (&self->store);
  g_autoptr (SijilSyncService) service = g_steal_pointer (&self->service);

  g_signal_emit (self, signals[FOUNDED], 0, store, service);
}

static void
on_enrolled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilAssistant) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = sijil_sync_service_enrol_finish (SIJIL_SYNC_SERVICE (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, NULL);
  if (done) {
    finish (self);
    return;
  }
  show_fault (self, error->message);
  focus_first (self);
}

static void
join (SijilAssistant *self)
{
  g_autofree char *invitation = text_of (self->invitation);

  if (*invitation == '\0') {
    finish (self);
    return;
  }
  set_busy (self, _ ("Joining the alliance…"));
  sijil_sync_service_enrol_async (self->service, invitation, self->cancellable, on_enrolled,
                                  g_object_ref (self));
}

static void
on_next (SijilAssistant *self)
{
  if (self->busy || !step_is_done (self))
    return;
  show_fault (self, NULL);
  switch (self->step) {
  case STEP_OFFICE:
    go_to (self, STEP_PASSPHRASE);
    break;
  case STEP_PASSPHRASE:
    found (self);
    break;
  case STEP_CODE:
    go_to (self, STEP_ALLIANCE);
    break;
  case STEP_ALLIANCE:
    join (self);
    break;
  case N_STEPS:
    break;
  }
}

/* Enter moves through the rows of a step, past the button that shows a passphrase; where the step
 * is complete it goes on. */
static void
on_row_entered (SijilAssistant *self, GtkWidget *row)
{
  GtkEditable *const order[][2] = { { self->association, self->office },
                                    { self->office, self->association },
                                    { self->clerk, self->passphrase },
                                    { self->passphrase, self->again },
                                    { self->again, self->passphrase } };

  if (step_is_done (self)) {
    on_next (self);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (GTK_WIDGET (order[i][0]) == row)
      gtk_widget_grab_focus (GTK_WIDGET (order[i][1]));
}

static void
on_back (SijilAssistant *self)
{
  if (!self->busy && self->step == STEP_PASSPHRASE)
    go_to (self, STEP_OFFICE);
}

static void
sijil_assistant_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sijil_assistant_parent_class)->map (widget);
  focus_first (SIJIL_ASSISTANT (widget));
}

static void
sijil_assistant_dispose (GObject *object)
{
  SijilAssistant *self = SIJIL_ASSISTANT (object);

  g_cancellable_cancel (self->cancellable);
  if (self->service != NULL)
    sijil_sync_service_stop (self->service);
  g_clear_object (&self->service);
  if (self->store != NULL)
    sijil_store_close (self->store);
  g_clear_object (&self->store);
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_ASSISTANT);
  G_OBJECT_CLASS (sijil_assistant_parent_class)->dispose (object);
}

static void
sijil_assistant_finalize (GObject *object)
{
  SijilAssistant *self = SIJIL_ASSISTANT (object);

  g_object_unref (self->cancellable);
  g_free (self->profile);
  G_OBJECT_CLASS (sijil_assistant_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, steps);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, pages);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, association);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, office);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, clerk);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, passphrase);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, again);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, again_ok);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, strength);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, strength_words);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, code);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, written);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, invitation);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, back);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, restore);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, next);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, next_label);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, busy_box);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, busy_label);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, fault_box);
  gtk_widget_class_bind_template_child (widget_class, SijilAssistant, fault);
}

static void
sijil_assistant_class_init (SijilAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_assistant_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_assistant_finalize;
  widget_class->map = sijil_assistant_map;
  signals[FOUNDED] =
      g_signal_new ("founded", SIJIL_TYPE_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, SIJIL_TYPE_STORE, SIJIL_TYPE_SYNC_SERVICE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/assistant.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_row_entered);
}

static void
name_entries (SijilAssistant *self)
{
  GtkEditable *rows[] = { self->association, self->office, self->clerk,
                          self->passphrase,  self->again,  self->invitation };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    sijil_accessible_entry (rows[i], adw_preferences_row_get_title (ADW_PREFERENCES_ROW (rows[i])));
}

static void
sijil_assistant_init (SijilAssistant *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  name_entries (self);
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (self->invitation)),
                            GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (GTK_WIDGET (self->code), GTK_TEXT_DIR_LTR);
  go_to (self, STEP_OFFICE);
}

/**
 * sijil_assistant_new:
 * @profile: folder of the register to be
 *
 * Returns: (transfer floating): the assistant
 */
SijilAssistant *
sijil_assistant_new (const char *profile)
{
  SijilAssistant *self = g_object_new (SIJIL_TYPE_ASSISTANT, NULL);

  self->profile = g_strdup (profile);
  return self;
}

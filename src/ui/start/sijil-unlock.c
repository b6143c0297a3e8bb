#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-unlock.h"

#include "sijil-choices.h"
#include "sijil-clerks.h"
#include "sijil-doorplate.h"
#include "sijil-i18n.h"
#include "sijil-keys.h"
#include "sijil-start-task.h"
#include "sijil-store-error.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilUnlock {
  AdwBin parent_instance;

  char *profile;
  GPtrArray *slots; /* element-type SijilSlot, without the recovery code */
  guint chosen;
  char *leaving; /* whose key is taken away by whoever unlocks */
  gboolean closed;
  gboolean busy;

  GtkBox *clerks;
  GtkLabel *whose;
  GtkWidget *question;
  GtkStack *ways;
  AdwPasswordEntryRow *passphrase;
  AdwEntryRow *code;
  GtkWidget *enter;
  GtkWidget *enter_code;
  GtkWidget *spinner;
  GtkWidget *fault_box;
  GtkLabel *fault;
  GtkWidget *choose_hint;
  GtkButton *other_way;
  GtkWidget *restore;
};

enum { UNLOCKED, GIVEN_UP, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SijilUnlock, sijil_unlock, ADW_TYPE_BIN)

static gboolean
by_code (SijilUnlock *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->ways), "code") == 0;
}

static GtkWidget *
row (SijilUnlock *self)
{
  return by_code (self) ? GTK_WIDGET (self->code) : GTK_WIDGET (self->passphrase);
}

static void
show_fault (SijilUnlock *self, const char *sentence)
{
  gtk_label_set_label (self->fault, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->fault_box, sentence != NULL);
}

static void
set_busy (SijilUnlock *self, gboolean busy)
{
  self->busy = busy;
  if (busy)
    sijil_drop_focus (GTK_WIDGET (self->ways));
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ways), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->clerks), !busy);
}

/* Typing the passphrase again would not help. */
static void
offer_restoring (SijilUnlock *self)
{
  gtk_widget_remove_css_class (self->restore, "flat");
  gtk_widget_add_css_class (self->restore, "suggested-action");
  gtk_widget_grab_focus (self->restore);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilUnlock) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SijilStore) store = sijil_start_finish (result, NULL, &error);

  if (self->closed) {
    if (store != NULL)
      sijil_store_close (store);
    return;
  }
  set_busy (self, FALSE);
  if (store != NULL) {
    g_signal_emit (self, signals[UNLOCKED], 0, store);
    return;
  }
  show_fault (self, error->message);
  if (g_error_matches (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_DAMAGED) ||
      g_error_matches (error, SIJIL_STORE_ERROR, SIJIL_STORE_ERROR_WRONG_KEY)) {
    offer_restoring (self);
    return;
  }
  gtk_widget_grab_focus (row (self));
  gtk_editable_select_region (GTK_EDITABLE (row (self)), 0, -1);
}

static void
try_to_enter (SijilUnlock *self)
{
  SijilStartRequest request = { .profile = self->profile };
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (row (self)));

  if (self->busy || *typed == '\0')
    return;
  if (by_code (self)) {
    request.code = (char *) typed;
  } else {
    const SijilSlot *slot = g_ptr_array_index (self->slots, self->chosen);

    request.slot = slot->id;
    request.passphrase = (char *) typed;
    request.leaving = self->leaving;
  }
  show_fault (self, NULL);
  set_busy (self, TRUE);
  sijil_start_async (&request, self, on_started, g_object_ref (self));
}

static void
on_typed (SijilUnlock *self)
{
  gboolean typed = *gtk_editable_get_text (GTK_EDITABLE (row (self))) != '\0';

  gtk_widget_set_sensitive (by_code (self) ? self->enter_code : self->enter, typed);
}

static void
choose (SijilUnlock *self, guint index)
{
  const SijilSlot *slot = g_ptr_array_index (self->slots, index);
  g_autofree char *name = sijil_text_isolate (slot->name);
  g_autofree char *title = g_strdup_printf (_ ("Passphrase of %s"), name);
  guint i = 0;

  for (GtkWidget *c = gtk_widget_get_first_child (GTK_WIDGET (self->clerks)); c != NULL;
       c = gtk_widget_get_next_sibling (c), i++) {
    GtkWidget *disc = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (c)));

    if (i == index) {
      gtk_widget_add_css_class (c, "on");
      gtk_widget_remove_css_class (disc, "grey");
    } else {
      gtk_widget_remove_css_class (c, "on");
      gtk_widget_add_css_class (disc, "grey");
    }
    gtk_accessible_update_state (
        GTK_ACCESSIBLE (c), GTK_ACCESSIBLE_STATE_PRESSED,
        i == index ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  }
  if (index != self->chosen)
    gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  self->chosen = index;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->passphrase), title);
  sijil_accessible_entry (GTK_EDITABLE (self->passphrase), title);
  show_fault (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
on_clerk_clicked (GtkButton *button, SijilUnlock *self)
{
  guint i = 0;

  for (GtkWidget *c = gtk_widget_get_first_child (GTK_WIDGET (self->clerks)); c != NULL;
       c = gtk_widget_get_next_sibling (c), i++) {
    if (c == GTK_WIDGET (button))
      choose (self, i);
  }
}

static void
on_other_way (GtkButton *button, SijilUnlock *self)
{
  gboolean code = !by_code (self);

  sijil_drop_focus (GTK_WIDGET (self->ways));
  gtk_stack_set_visible_child_name (self->ways, code ? "code" : "passphrase");
  gtk_button_set_label (self->other_way,
                        code ? _ ("Back to the passphrase") : _ ("Passphrase forgotten"));
  show_fault (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->clerks), !code);
  gtk_widget_set_visible (self->question, !code);
  gtk_widget_set_visible (self->choose_hint, !code && self->slots->len > 1);
  gtk_widget_grab_focus (row (self));
}

/* The arrows move as they point, whichever side the row of clerks begins at. */
static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        SijilUnlock *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int step = 0;

  if (by_code (self)) {
    if (keyval != GDK_KEY_Escape)
      return FALSE;
    on_other_way (self->other_way, self);
    return TRUE;
  }
  if (self->leaving != NULL) {
    if (keyval != GDK_KEY_Escape || self->busy)
      return FALSE;
    g_signal_emit (self, signals[GIVEN_UP], 0);
    return TRUE;
  }
  if (keyval == GDK_KEY_Left)
    step = rtl ? 1 : -1;
  else if (keyval == GDK_KEY_Right)
    step = rtl ? -1 : 1;
  if (step == 0 || self->slots->len < 2 || self->busy)
    return FALSE;
  choose (self, (self->chosen + self->slots->len + (guint) step) % self->slots->len);
  return TRUE;
}

static void
add_clerk (SijilUnlock *self, const SijilSlot *slot)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char *role = sijil_choice_label (sijil_roles, slot->role);
  g_autofree char *name = sijil_text_isolate (slot->name);
  g_autofree char *label = g_strdup_printf (_ ("%s, %s"), name, role);

  gtk_box_append (GTK_BOX (box), sijil_disc_new (slot->name, 64));
  gtk_box_append (GTK_BOX (box), gtk_label_new (slot->name));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "strong");
  gtk_box_append (GTK_BOX (box), gtk_label_new (role));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "hint");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_size_request (button, 146, -1);
  gtk_widget_add_css_class (button, "clerk");
  sijil_accessible_label (button, label);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clerk_clicked), self, 0);
  gtk_box_append (self->clerks, button);
}

static void
show_whose (SijilUnlock *self, const SijilDoorplate *plate)
{
  g_autofree char *association = sijil_text_isolate (plate->association);
  g_autofree char *office = sijil_text_isolate (plate->office);
  g_autofree char *words = NULL;

  if (plate->association == NULL || plate->office == NULL)
    return;
  /* Translators: name of an association, name of its office. */
  words = g_strdup_printf (_ ("%s, %s"), association, office);
  gtk_label_set_label (self->whose, words);
  gtk_widget_set_visible (GTK_WIDGET (self->whose), TRUE);
}

static void
fill (SijilUnlock *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = sijil_keys_list (self->profile, &error);
  g_autoptr (SijilDoorplate) plate = sijil_doorplate_load (self->profile);

  show_whose (self, plate);
  self->slots = g_ptr_array_new ();
  if (all != NULL) {
    g_ptr_array_set_free_func (self->slots, (GDestroyNotify) sijil_slot_free);
    g_ptr_array_set_free_func (all, NULL);
    for (guint i = 0; i < all->len; i++) {
      SijilSlot *slot = g_ptr_array_index (all, i);

      if (slot->name == NULL) {
        sijil_slot_free (slot);
        continue;
      }
      g_ptr_array_add (self->slots, slot);
      add_clerk (self, slot);
    }
  }
  gtk_widget_set_visible (self->choose_hint, self->slots->len > 1);
  if (self->slots->len > 0) {
    choose (self, 0);
    sijil_unlock_choose (self, plate->slot);
  } else {
    gtk_widget_set_sensitive (GTK_WIDGET (self->passphrase), FALSE);
    show_fault (self, _ ("The key files are not in the register’s folder any more, so it cannot be "
                         "opened. Restore a backup: it has them"));
    offer_restoring (self);
  }
}

static void
sijil_unlock_map (GtkWidget *widget)
{
  SijilUnlock *self = SIJIL_UNLOCK (widget);

  GTK_WIDGET_CLASS (sijil_unlock_parent_class)->map (widget);
  gtk_widget_grab_focus (self->slots->len > 0 ? row (self) : self->restore);
}

static void
sijil_unlock_dispose (GObject *object)
{
  SijilUnlock *self = SIJIL_UNLOCK (object);

  self->closed = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SIJIL_TYPE_UNLOCK);
  G_OBJECT_CLASS (sijil_unlock_parent_class)->dispose (object);
}

static void
sijil_unlock_finalize (GObject *object)
{
  SijilUnlock *self = SIJIL_UNLOCK (object);

  g_free (self->profile);
  g_free (self->leaving);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  G_OBJECT_CLASS (sijil_unlock_parent_class)->finalize (object);
}

static void
sijil_unlock_class_init (SijilUnlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_unlock_dispose;
  G_OBJECT_CLASS (klass)->finalize = sijil_unlock_finalize;
  widget_class->map = sijil_unlock_map;
  signals[UNLOCKED] = g_signal_new ("unlocked", SIJIL_TYPE_UNLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, SIJIL_TYPE_STORE);
  signals[GIVEN_UP] = g_signal_new ("given-up", SIJIL_TYPE_UNLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/sijil/Sijil/ui/unlock.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, clerks);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, whose);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, question);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, ways);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, passphrase);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, code);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, enter);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, enter_code);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, spinner);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, fault_box);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, fault);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, choose_hint);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, other_way);
  gtk_widget_class_bind_template_child (widget_class, SijilUnlock, restore);
  gtk_widget_class_bind_template_callback (widget_class, try_to_enter);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_other_way);
}

static void
sijil_unlock_init (SijilUnlock *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->code))),
                            GTK_TEXT_DIR_LTR);
  sijil_accessible_entry (GTK_EDITABLE (self->code),
                          adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->code)));
}

/**
 * sijil_unlock_choose:
 * @self: the page
 * @slot: (nullable): who shall be asked first: who was at the desk until now
 */
void
sijil_unlock_choose (SijilUnlock *self, const char *slot)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (g_strcmp0 (((SijilSlot *) self->slots->pdata[i])->id, slot) == 0)
      choose (self, i);
}

/**
 * sijil_unlock_set_leaving:
 * @self: the page
 * @slot: whose key shall be taken away
 *
 * Whoever is chosen confirms it with the passphrase: an unlocked desk that stands alone for a
 * minute must not be enough. Esc gives it up.
 */
void
sijil_unlock_set_leaving (SijilUnlock *self, const char *slot)
{
  g_autoptr (SijilSlot) leaving = sijil_clerk_find (self->profile, slot, NULL);
  g_autofree char *name = leaving != NULL ? sijil_text_isolate (leaving->name) : NULL;
  g_autofree char *words = NULL;

  if (leaving == NULL)
    return;
  self->leaving = g_strdup (leaving->id);
  words =
      g_strdup_printf (_ ("To take the key away from %s, enter your own passphrase. Esc leaves it "
                          "as it is."),
                       name);
  gtk_label_set_label (GTK_LABEL (self->question), words);
  gtk_widget_set_visible (GTK_WIDGET (self->clerks), FALSE);
  gtk_widget_set_visible (self->choose_hint, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->other_way), FALSE);
  gtk_widget_set_visible (self->restore, FALSE);
}

/**
 * sijil_unlock_new:
 * @profile: folder of the register
 *
 * Returns: (transfer floating): the page
 */
SijilUnlock *
sijil_unlock_new (const char *profile)
{
  SijilUnlock *self = g_object_new (SIJIL_TYPE_UNLOCK, NULL);

  self->profile = g_strdup (profile);
  fill (self);
  return self;
}

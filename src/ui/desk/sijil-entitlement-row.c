#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-entitlement-row.h"

#include "sijil-choices.h"
#include "sijil-entitlement-words.h"
#include "sijil-i18n.h"
#include "sijil-widgets.h"
#include "sijil-wrap.h"

#define N_REASONS 3
#define NO_REASON N_REASONS
/* Writing takes a few milliseconds. A look that comes and goes within them would cost a frame and
 * hold back the one that shows what was written. */
#define SLOW_MS 150

struct _SijilEntitlementRow {
  GtkListBoxRow parent_instance;

  guint number; /* 1 to 9 on its key, 0 for none */
  gboolean has_person;
  SijilId programme;
  SijilId person;
  SijilId distribution;
  SijilEntitledState state;
  gboolean may_serve;
  gboolean given_today; /* and more may be given */
  gboolean open;
  gboolean busy; /* its key does nothing */
  guint slow;    /* 0, or the source that will show it */
  guint reason;

  GtkLabel *key;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *headline;
  GtkLabel *detail;
  GtkWidget *warning;
  SijilWrap *reasons;
  GtkEditable *other_text;
  GtkLabel *hint;
  GtkWidget *leave;
  GtkWidget *anyway;
  GtkLabel *anyway_key;
  GtkWidget *hand_over;
  GtkLabel *hand_over_label;
  GtkWidget *undo;
  GtkWidget *undo_key;
};

enum { PRESSED, N_SIGNALS };

static guint signals[N_SIGNALS];
static const char *const reason_keys[N_REASONS] = { "Alt Q", "Alt W", "Alt E" };

G_DEFINE_FINAL_TYPE (SijilEntitlementRow, sijil_entitlement_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
needs_text (SijilEntitlementRow *self)
{
  return self->reason < N_REASONS &&
         g_str_equal (sijil_hand_over_reasons[self->reason].code, "other");
}

static gboolean
reason_is_given (SijilEntitlementRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->other_text)));

  return self->reason < N_REASONS && (!needs_text (self) || *text != '\0');
}

static void
show_reasons (SijilEntitlementRow *self)
{
  guint i = 0;

  for (GtkWidget *c = gtk_widget_get_first_child (GTK_WIDGET (self->reasons)); c != NULL;
       c = gtk_widget_get_next_sibling (c), i++) {
    if (i == self->reason)
      gtk_widget_add_css_class (c, "on");
    else
      gtk_widget_remove_css_class (c, "on");
    gtk_accessible_update_state (
        GTK_ACCESSIBLE (c), GTK_ACCESSIBLE_STATE_PRESSED,
        i == self->reason ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->other_text), needs_text (self));
  gtk_widget_set_sensitive (self->anyway, reason_is_given (self));
}

static void
set_open (SijilEntitlementRow *self, gboolean open)
{
  self->open = open;
  if (!open) {
    self->reason = NO_REASON;
    gtk_editable_set_text (self->other_text, "");
  }
  gtk_widget_set_visible (self->warning, open);
  gtk_widget_set_visible (GTK_WIDGET (self->detail),
                          *gtk_label_get_label (self->detail) != '\0' &&
                              (open || self->state == SIJIL_ENTITLED_NOT));
  /* While a warning is being decided, nothing else is asked. */
  gtk_widget_set_visible (self->undo,
                          self->may_serve && !sijil_id_is_null (&self->distribution) && !open);
  gtk_widget_set_visible (self->hand_over,
                          self->may_serve && (self->state == SIJIL_ENTITLED ||
                                              (self->state == SIJIL_ENTITLED_WARN && !open)));
  show_reasons (self);
}

static void
show_state (SijilEntitlementRow *self)
{
  typedef struct {
    const char *row, *icon, *icon_css, *headline;
  } Look;
  static const Look looks[] = {
    [SIJIL_ENTITLED] = { "", "sijil-box-symbolic", "iconbox", "hint" },
    [SIJIL_ENTITLED_WARN] = { "warnrow", "dialog-warning-symbolic", "iconbox warn",
                              "warnc strong" },
    [SIJIL_ENTITLED_DONE] = { "okrow", "object-select-symbolic", "iconbox ok", "hint" },
    [SIJIL_ENTITLED_NOT] = { "offrow", "action-unavailable-symbolic", "iconbox grey", "hint" },
  };
  /* Given once today, and more may be given: done in part. */
  static const Look in_part = { "partrow", "object-select-symbolic", "iconbox ok", "okc small" };
  const Look *look =
      self->given_today && self->state == SIJIL_ENTITLED ? &in_part : &looks[self->state];

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (*looks[i].row != '\0')
      gtk_widget_remove_css_class (GTK_WIDGET (self), looks[i].row);
  gtk_widget_remove_css_class (GTK_WIDGET (self), in_part.row);
  if (*look->row != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self), look->row);
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){ NULL });
  sijil_add_classes (GTK_WIDGET (self->icon), look->icon_css);
  gtk_widget_set_css_classes (GTK_WIDGET (self->headline), (const char *[]){ NULL });
  sijil_add_classes (GTK_WIDGET (self->headline), look->headline);
  if (self->state == SIJIL_ENTITLED_WARN)
    gtk_widget_add_css_class (GTK_WIDGET (self->key), "warn");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->key), "warn");
  gtk_label_set_label (self->hand_over_label, self->state == SIJIL_ENTITLED_WARN
                                                  ? _ ("Read and decide")
                                                  : _ ("Hand over"));
  sijil_accessible_label (self->hand_over, gtk_label_get_label (self->hand_over_label));
  if (self->state == SIJIL_ENTITLED_WARN)
    gtk_widget_remove_css_class (self->hand_over, "suggested-action");
  else
    gtk_widget_add_css_class (self->hand_over, "suggested-action");
}

/**
 * sijil_entitlement_row_update:
 * @self: the row
 * @entitlement: what it shows from now on
 * @last: the hand-over that the undo key means, zero for none
 *
 * Shows an entitlement. A warning that is being decided stays open as long as it is the same.
 */
void
sijil_entitlement_row_update (SijilEntitlementRow *self, const SijilEntitlement *entitlement,
                              const SijilId *last)
{
  SijilEntitledState state = entitlement->state;
  gboolean stays_open = self->open && self->state == state && state == SIJIL_ENTITLED_WARN &&
                        sijil_entitlement_row_is_same (self, entitlement);
  g_autofree char *title = sijil_entitlement_title (entitlement);
  g_autofree char *headline = sijil_entitlement_headline (entitlement);
  g_autofree char *label = NULL;
  g_autofree char *undo = sijil_id_to_string (&entitlement->distribution);
  const char *detail = entitlement->detail != NULL ? entitlement->detail : "";

  self->has_person = entitlement->has_person;
  self->programme = *sijil_record_id (entitlement->programme);
  self->person = entitlement->person;
  self->distribution = entitlement->distribution;
  self->state = state;
  self->given_today = sijil_entitlement_is_given_today (entitlement);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->headline, headline);
  gtk_widget_set_visible (GTK_WIDGET (self->headline), *headline != '\0');
  gtk_label_set_label (self->detail, detail);
  /* The target first: an action with a parameter complains of a name without one. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->undo), "s", undo);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo), "win.take-back");
  gtk_widget_set_visible (self->undo_key, sijil_id_equal (&self->distribution, last));
  show_state (self);
  set_open (self, stays_open);
  label = sijil_entitlement_sentence (entitlement, title, headline, self->number);
  sijil_accessible_label (GTK_WIDGET (self), label);
}

/**
 * sijil_entitlement_row_is_same:
 * @self: the row
 * @entitlement: an entitlement
 *
 * Returns: whether both are about the same programme and person
 */
gboolean
sijil_entitlement_row_is_same (SijilEntitlementRow *self, const SijilEntitlement *entitlement)
{
  return sijil_id_equal (&self->programme, sijil_record_id (entitlement->programme)) &&
         self->has_person == entitlement->has_person &&
         (!self->has_person || sijil_id_equal (&self->person, &entitlement->person));
}

/**
 * sijil_entitlement_row_number:
 * @self: the row
 *
 * Returns: the digit on its key, 0 for none
 */
guint
sijil_entitlement_row_number (SijilEntitlementRow *self)
{
  return self->number;
}

/**
 * sijil_entitlement_row_press:
 * @self: the row
 *
 * Its key: opens a warning that was not read yet.
 *
 * Returns: %TRUE if the hand-over is meant: nothing stands in its way, or a reason is given
 */
gboolean
sijil_entitlement_row_press (SijilEntitlementRow *self)
{
  g_return_val_if_fail (SIJIL_IS_ENTITLEMENT_ROW (self), FALSE);

  if (self->busy)
    return FALSE;
  switch (self->state) {
  case SIJIL_ENTITLED:
    return TRUE;
  case SIJIL_ENTITLED_WARN:
    if (!self->open) {
      set_open (self, TRUE);
      return FALSE;
    }
    if (reason_is_given (self))
      return TRUE;
    if (needs_text (self))
      gtk_widget_grab_focus (GTK_WIDGET (self->other_text));
    gtk_widget_add_css_class (GTK_WIDGET (self->hint), "strong");
    return FALSE;
  case SIJIL_ENTITLED_DONE:
  case SIJIL_ENTITLED_NOT:
    break;
  }
  return FALSE;
}

/**
 * sijil_entitlement_row_choose:
 * @self: the row
 * @reason: index of the reason
 *
 * Chooses the reason for which a warning is passed over.
 *
 * Returns: %FALSE if the row is not being decided
 */
gboolean
sijil_entitlement_row_choose (SijilEntitlementRow *self, guint reason)
{
  g_return_val_if_fail (SIJIL_IS_ENTITLEMENT_ROW (self), FALSE);

  if (!self->open || reason >= N_REASONS)
    return FALSE;
  self->reason = reason;
  gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "strong");
  show_reasons (self);
  /* The one case in which something else than the desk's entry takes what is typed. */
  if (needs_text (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->other_text));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-desk", NULL);
  return TRUE;
}

/**
 * sijil_entitlement_row_is_open:
 * @self: the row
 *
 * Returns: whether its warning is being decided
 */
gboolean
sijil_entitlement_row_is_open (SijilEntitlementRow *self)
{
  return self->open;
}

/**
 * sijil_entitlement_row_leave:
 * @self: the row
 *
 * Closes the warning, nothing is handed over.
 */
void
sijil_entitlement_row_leave (SijilEntitlementRow *self)
{
  g_return_if_fail (SIJIL_IS_ENTITLEMENT_ROW (self));

  set_open (self, FALSE);
}

static gboolean
on_slow (gpointer user_data)
{
  SijilEntitlementRow *self = user_data;

  self->slow = 0;
  gtk_widget_add_css_class (GTK_WIDGET (self), "busyrow");
  return G_SOURCE_REMOVE;
}

/**
 * sijil_entitlement_row_set_busy:
 * @self: the row
 * @busy: whether its hand-over is being written
 *
 * While it is written, its key does nothing: pressed twice it must not hand over twice.
 */
void
sijil_entitlement_row_set_busy (SijilEntitlementRow *self, gboolean busy)
{
  g_return_if_fail (SIJIL_IS_ENTITLEMENT_ROW (self));

  self->busy = busy;
  g_clear_handle_id (&self->slow, g_source_remove);
  if (busy)
    self->slow = g_timeout_add (SLOW_MS, on_slow, self);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "busyrow");
}

gboolean
sijil_entitlement_row_is_busy (SijilEntitlementRow *self)
{
  return self->busy;
}

/**
 * sijil_entitlement_row_reason:
 * @self: the row
 * @text: (out) (transfer full) (nullable): the reason in words
 *
 * Returns: (transfer full) (nullable): code of the reason that was chosen
 */
char *
sijil_entitlement_row_reason (SijilEntitlementRow *self, char **text)
{
  *text =
      needs_text (self) ? g_strstrip (g_strdup (gtk_editable_get_text (self->other_text))) : NULL;
  return self->reason < N_REASONS ? g_strdup (sijil_hand_over_reasons[self->reason].code) : NULL;
}

static void
on_pressed (SijilEntitlementRow *self)
{
  g_signal_emit (self, signals[PRESSED], 0);
}

static void
on_reason_clicked (GtkButton *button, SijilEntitlementRow *self)
{
  guint i = 0;

  for (GtkWidget *c = gtk_widget_get_first_child (GTK_WIDGET (self->reasons)); c != NULL;
       c = gtk_widget_get_next_sibling (c), i++)
    if (c == GTK_WIDGET (button))
      sijil_entitlement_row_choose (self, i);
}

static void
on_text_entered (SijilEntitlementRow *self)
{
  if (reason_is_given (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-desk", NULL);
}

static void
on_leave (SijilEntitlementRow *self)
{
  set_open (self, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-desk", NULL);
}

static void
add_reasons (SijilEntitlementRow *self)
{
  for (guint i = 0; i < N_REASONS; i++) {
    GtkWidget *chip = sijil_button_with_key_new (
        sijil_choice_label (sijil_hand_over_reasons, sijil_hand_over_reasons[i].code),
        reason_keys[i], "chip warn");

    gtk_widget_set_focusable (chip, FALSE);
    gtk_widget_set_name (chip, sijil_hand_over_reasons[i].code);
    g_signal_connect_object (chip, "clicked", G_CALLBACK (on_reason_clicked), self, 0);
    sijil_wrap_append (self->reasons, chip);
  }
}

static void
sijil_entitlement_row_dispose (GObject *object)
{
  g_clear_handle_id (&SIJIL_ENTITLEMENT_ROW (object)->slow, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SIJIL_TYPE_ENTITLEMENT_ROW);
  G_OBJECT_CLASS (sijil_entitlement_row_parent_class)->dispose (object);
}

static void
sijil_entitlement_row_class_init (SijilEntitlementRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_entitlement_row_dispose;
  g_type_ensure (SIJIL_TYPE_WRAP);
  signals[PRESSED] = g_signal_new ("pressed", SIJIL_TYPE_ENTITLEMENT_ROW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/entitlement-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, key);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, title);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, headline);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, detail);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, warning);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, reasons);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, other_text);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, hint);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, leave);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, anyway);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, anyway_key);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, hand_over);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, hand_over_label);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, undo);
  gtk_widget_class_bind_template_child (widget_class, SijilEntitlementRow, undo_key);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_text_entered);
  gtk_widget_class_bind_template_callback (widget_class, show_reasons);
}

static void
sijil_entitlement_row_init (SijilEntitlementRow *self)
{
  self->reason = NO_REASON;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_reasons (self);
}

/**
 * sijil_entitlement_row_new:
 * @number: the digit on its key, 0 for none
 * @may_serve: whether this clerk hands over at all
 *
 * Returns: (transfer floating): a row, still empty
 */
SijilEntitlementRow *
sijil_entitlement_row_new (guint number, gboolean may_serve)
{
  SijilEntitlementRow *self = g_object_new (SIJIL_TYPE_ENTITLEMENT_ROW, NULL);
  g_autofree char *key = g_strdup_printf ("Alt %u", number);

  self->number = number;
  self->may_serve = may_serve;
  gtk_label_set_label (self->key, key);
  gtk_label_set_label (self->anyway_key, key);
  gtk_widget_set_visible (GTK_WIDGET (self->key), number > 0);
  return self;
}

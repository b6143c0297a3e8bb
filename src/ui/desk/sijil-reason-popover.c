#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-reason-popover.h"

#include "sijil-choices.h"
#include "sijil-i18n.h"
#include "sijil-key-codes.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilReasonPopover {
  GtkPopover parent_instance;

  SijilId distribution;

  GtkLabel *question;
  GtkBox *reasons;
  GtkEditable *text;
};

enum { CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SijilReasonPopover, sijil_reason_popover, GTK_TYPE_POPOVER)

static void
choose (SijilReasonPopover *self, guint index)
{
  const char *code = sijil_reversal_reasons[index].code;

  /* The one reason that is written: its words come before it is taken. */
  if (g_str_equal (code, "other")) {
    gtk_widget_set_visible (GTK_WIDGET (self->text), TRUE);
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
    return;
  }
  g_signal_emit (self, signals[CHOSEN], 0, code, NULL);
}

static void
on_text_entered (SijilReasonPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->text)));

  if (*text != '\0')
    g_signal_emit (self, signals[CHOSEN], 0, "other", text);
}

static void
on_reason_clicked (GtkButton *button, SijilReasonPopover *self)
{
  guint i = 0;

  for (GtkWidget *c = gtk_widget_get_first_child (GTK_WIDGET (self->reasons)); c != NULL;
       c = gtk_widget_get_next_sibling (c), i++)
    if (c == GTK_WIDGET (button)) {
      choose (self, i);
      return;
    }
}

static gboolean
on_key (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        SijilReasonPopover *self)
{
  guint n = 0;

  if ((state & SIJIL_KEY_MODIFIERS) != 0 || gtk_widget_has_focus (GTK_WIDGET (self->text)) ||
      gtk_widget_get_focus_child (GTK_WIDGET (self->text)) != NULL)
    return GDK_EVENT_PROPAGATE;
  while (sijil_reversal_reasons[n].code != NULL)
    n++;
  if (keycode >= SIJIL_KEY_1 && keycode < SIJIL_KEY_1 + n)
    choose (self, keycode - SIJIL_KEY_1);
  else if (keyval >= GDK_KEY_KP_1 && keyval < GDK_KEY_KP_1 + n)
    choose (self, keyval - GDK_KEY_KP_1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static GtkWidget *
reason_button (guint index)
{
  const char *label =
      sijil_choice_label (sijil_reversal_reasons, sijil_reversal_reasons[index].code);
  g_autofree char *key = g_strdup_printf ("%u", index + 1);
  GtkWidget *button = sijil_button_with_key_new (label, key, "flat reason");
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (button));
  GtkWidget *words = gtk_widget_get_first_child (box);

  /* One below the other: all begin at the same edge. */
  gtk_widget_set_halign (box, GTK_ALIGN_FILL);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_name (button, sijil_reversal_reasons[index].code);
  return button;
}

static void
sijil_reason_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SIJIL_TYPE_REASON_POPOVER);
  G_OBJECT_CLASS (sijil_reason_popover_parent_class)->dispose (object);
}

static void
sijil_reason_popover_class_init (SijilReasonPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_reason_popover_dispose;
  /**
   * SijilReasonPopover::chosen:
   * @popover: the popover
   * @code: a code of the reversal reasons
   * @text: (nullable): the reason in words
   */
  signals[CHOSEN] = g_signal_new ("chosen", SIJIL_TYPE_REASON_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/reason-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SijilReasonPopover, question);
  gtk_widget_class_bind_template_child (widget_class, SijilReasonPopover, reasons);
  gtk_widget_class_bind_template_child (widget_class, SijilReasonPopover, text);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_text_entered);
}

static void
sijil_reason_popover_init (SijilReasonPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; sijil_reversal_reasons[i].code != NULL; i++) {
    GtkWidget *button = reason_button (i);

    g_signal_connect_object (button, "clicked", G_CALLBACK (on_reason_clicked), self, 0);
    gtk_box_append (self->reasons, button);
  }
}

/**
 * sijil_reason_popover_new:
 *
 * Returns: (transfer floating): the popover, asking nothing yet
 */
SijilReasonPopover *
sijil_reason_popover_new (void)
{
  return g_object_new (SIJIL_TYPE_REASON_POPOVER, NULL);
}

/**
 * sijil_reason_popover_ask:
 * @self: the popover
 * @recent: a hand-over
 *
 * Asks why it is taken back.
 */
void
sijil_reason_popover_ask (SijilReasonPopover *self, const SijilRecent *recent)
{
  g_autofree char *what = sijil_text_isolate (recent->what);
  g_autofree char *name = sijil_text_isolate (recent->head_name);
  /* Translators: name of a programme, name of the head of a family */
  g_autofree char *question =
      g_strdup_printf (_ ("Why is %s taken back from the family of %s?"), what, name);

  g_return_if_fail (SIJIL_IS_REASON_POPOVER (self));

  self->distribution = recent->distribution;
  gtk_label_set_label (self->question, question);
  sijil_accessible_label (GTK_WIDGET (self), question);
  gtk_editable_set_text (self->text, "");
  gtk_widget_set_visible (GTK_WIDGET (self->text), FALSE);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->reasons)));
}

/**
 * sijil_reason_popover_distribution:
 * @self: the popover
 *
 * Returns: (transfer none): the hand-over that it asks about
 */
const SijilId *
sijil_reason_popover_distribution (SijilReasonPopover *self)
{
  return &self->distribution;
}

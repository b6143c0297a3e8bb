#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-chips.h"

#include "sijil-set.h"
#include "sijil-wrap.h"

struct _SijilChips {
  GtkWidget parent_instance;
  const SijilChoice *choices;
  GPtrArray *buttons; /* GtkToggleButton in the order of the code list */
  GtkWidget *wrap;
};

G_DEFINE_FINAL_TYPE (SijilChips, sijil_chips, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
on_toggled_cb (SijilChips *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
sijil_chips_dispose (GObject *object)
{
  SijilChips *self = SIJIL_CHIPS (object);

  g_clear_pointer (&self->wrap, gtk_widget_unparent);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (sijil_chips_parent_class)->dispose (object);
}

static void
sijil_chips_class_init (SijilChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_chips_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sijil_chips_init (SijilChips *self)
{
  self->buttons = g_ptr_array_new ();
  self->wrap = g_object_new (SIJIL_TYPE_WRAP, NULL);
  gtk_widget_set_parent (self->wrap, GTK_WIDGET (self));
}

/**
 * sijil_chips_set_choices:
 * @chips: the chips
 * @choices: a code list, which must outlive them
 */
void
sijil_chips_set_choices (SijilChips *chips, const SijilChoice *choices)
{
  chips->choices = choices;
  g_ptr_array_set_size (chips->buttons, 0);
  sijil_wrap_clear (SIJIL_WRAP (chips->wrap));
  for (const SijilChoice *choice = choices; choice->code != NULL; choice++) {
    GtkWidget *button =
        gtk_toggle_button_new_with_label (sijil_choice_label (choices, choice->code));

    gtk_widget_add_css_class (button, "chip");
    gtk_widget_set_name (button, choice->code);
    g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled_cb), chips,
                             G_CONNECT_SWAPPED);
    g_ptr_array_add (chips->buttons, button);
    sijil_wrap_append (SIJIL_WRAP (chips->wrap), button);
  }
}

/**
 * sijil_chips_codes:
 * @chips: the chips
 *
 * Returns: (transfer full) (nullable): what is chosen, as a set
 */
char *
sijil_chips_codes (SijilChips *chips)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < chips->buttons->len; i++)
    if (gtk_toggle_button_get_active (chips->buttons->pdata[i]))
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", chips->choices[i].code);
  return g_string_free (codes, codes->len == 0);
}

/**
 * sijil_chips_set_codes:
 * @chips: the chips
 * @set: (nullable): what shall be chosen
 */
void
sijil_chips_set_codes (SijilChips *chips, const char *set)
{
  for (guint i = 0; i < chips->buttons->len; i++)
    gtk_toggle_button_set_active (chips->buttons->pdata[i],
                                  sijil_set_has (set, chips->choices[i].code));
}

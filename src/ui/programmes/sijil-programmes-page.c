#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-programmes-page.h"

#include <adwaita.h>

#include "../sijil-ui.h"
#include "sijil-family.h"
#include "sijil-i18n.h"
#include "sijil-programme-card.h"
#include "sijil-programme-form.h"
#include "sijil-programmes.h"
#include "sijil-text.h"
#include "sijil-paragraph.h"
#include "sijil-widgets.h"

typedef enum {
  RUNNING,
  COMING,
  ENDED,
  N_TIMES,
} Times;

struct _SijilProgrammesPage {
  SijilPage parent_instance;
  GPtrArray *summaries;
  Times shown;
  gboolean chosen; /* a chip was clicked: the page does not choose for itself any more */

  GtkStack *pages;
  AdwHeaderBar *header;
  GtkStack *stack;
  GtkFlowBox *cards;
  GtkToggleButton *running;
  GtkToggleButton *coming;
  GtkToggleButton *ended;
  GtkBox *empty_button;
  GtkWidget *new_button;
};

G_DEFINE_FINAL_TYPE (SijilProgrammesPage, sijil_programmes_page, SIJIL_TYPE_PAGE)

static Times
times_of (const SijilProgrammeSummary *summary)
{
  if (summary->ended)
    return ENDED;
  return summary->running ? RUNNING : COMING;
}

static GtkToggleButton *
chip_of (SijilProgrammesPage *self, Times times)
{
  GtkToggleButton *const chips[N_TIMES] = { self->running, self->coming, self->ended };

  return chips[times];
}

static void
show_chips (SijilProgrammesPage *self)
{
  guint counts[N_TIMES] = { 0 };

  for (guint i = 0; i < self->summaries->len; i++)
    counts[times_of (self->summaries->pdata[i])]++;
  for (Times t = 0; t < N_TIMES; t++) {
    static const char *const names[N_TIMES] = {
      [RUNNING] = N_ ("Running"), [COMING] = N_ ("Coming"), [ENDED] = N_ ("Ended")
    };
    g_autofree char *number = sijil_text_number (counts[t]);
    /* An Arabic zero is a dot: a state without programmes has no number. */
    g_autofree char *label = g_strdup_printf ("%s %s", _ (names[t]), counts[t] > 0 ? number : "");

    gtk_button_set_label (GTK_BUTTON (chip_of (self, t)), label);
  }
  /* The first time, show where there is something to see. */
  if (!self->chosen && counts[self->shown] == 0)
    for (Times t = 0; t < N_TIMES; t++)
      if (counts[t] > 0) {
        self->shown = t;
        break;
      }
  for (Times t = 0; t < N_TIMES; t++) {
    gtk_toggle_button_set_active (chip_of (self, t), t == self->shown);
    if (t == self->shown)
      gtk_widget_add_css_class (GTK_WIDGET (chip_of (self, t)), "on");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (chip_of (self, t)), "on");
  }
}

static void
append_new_card (SijilProgrammesPage *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_LABEL, "label", _ ("New programme"), "css-classes",
                                (const char *[]){ "strong", NULL }, NULL));
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_LABEL, "label", _ ("Target, dates, rule"), "css-classes",
                                (const char *[]){ "hint", NULL }, NULL));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "newcard");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "programmes.new");
  sijil_accessible_label (button, _ ("New programme"));
  gtk_flow_box_append (self->cards, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
show_cards (SijilProgrammesPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_flow_box_remove (self->cards, child);
  for (guint i = 0; i < self->summaries->len; i++) {
    const SijilProgrammeSummary *summary = self->summaries->pdata[i];
    g_autofree char *name = NULL;
    GtkWidget *card;

    if (times_of (summary) != self->shown)
      continue;
    card = sijil_programme_card_new (summary);
    name = sijil_programme_name (summary->programme);
    gtk_flow_box_append (self->cards, card);
    sijil_accessible_label (gtk_widget_get_parent (card), name);
    gtk_widget_set_name (gtk_widget_get_parent (card), "programme");
  }
  if (sijil_page_allows (SIJIL_PAGE (self), SIJIL_ACT_PROGRAMMES))
    append_new_card (self);
  gtk_stack_set_visible_child_name (self->stack, self->summaries->len > 0 ? "cards" : "empty");
}

static void
on_chip_clicked_cb (SijilProgrammesPage *self, GtkToggleButton *chip)
{
  self->chosen = TRUE;
  for (Times t = 0; t < N_TIMES; t++)
    if (chip_of (self, t) == chip)
      self->shown = t;
  if (self->summaries == NULL)
    return;
  show_chips (self);
  show_cards (self);
}

static void
on_done_cb (SijilProgrammesPage *self)
{
  GtkWidget *form = gtk_stack_get_child_by_name (self->pages, "form");

  gtk_stack_set_visible_child_name (self->pages, "cards");
  if (form != NULL)
    gtk_stack_remove (self->pages, form);
}

static void
open_form (SijilProgrammesPage *self, SijilRecord *programme)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->pages, "form");
  GtkWidget *form = sijil_programme_form_new (sijil_page_store (SIJIL_PAGE (self)), programme);

  if (old != NULL)
    gtk_stack_remove (self->pages, old);
  g_signal_connect_object (form, "done", G_CALLBACK (on_done_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->pages, form, "form");
  /* Or the stack would hand the focus on to the row after the one that the form gives it to. */
  sijil_drop_focus (GTK_WIDGET (self->pages));
  gtk_stack_set_visible_child_name (self->pages, "form");
  /* The stack has just moved it to the first thing that can have it. */
  sijil_programme_form_focus (SIJIL_PROGRAMME_FORM (form));
}

static void
on_child_activated_cb (GtkFlowBox *cards, GtkFlowBoxChild *child, gpointer user_data)
{
  SijilProgrammesPage *self = user_data;
  int index = gtk_flow_box_child_get_index (child);

  for (guint i = 0; i < self->summaries->len; i++) {
    const SijilProgrammeSummary *summary = self->summaries->pdata[i];

    if (times_of (summary) == self->shown && index-- == 0) {
      open_form (self, summary->programme);
      return;
    }
  }
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *target)
{
  open_form (SIJIL_PROGRAMMES_PAGE (widget), NULL);
}

static void
on_programmes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SijilProgrammesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *summaries = sijil_store_finish (SIJIL_STORE (source), result, &error);

  if (sijil_page_is_gone (SIJIL_PAGE (self)))
    return;
  if (summaries == NULL) {
    sijil_ui_show_error (GTK_WIDGET (self), error);
    return;
  }
  g_clear_pointer (&self->summaries, g_ptr_array_unref);
  self->summaries = summaries;
  show_chips (self);
  show_cards (self);
}

static void
sijil_programmes_page_refresh (SijilPage *page)
{
  SijilProgrammesPage *self = SIJIL_PROGRAMMES_PAGE (page);
  gboolean may_edit = sijil_page_allows (page, SIJIL_ACT_PROGRAMMES);

  gtk_widget_action_set_enabled (GTK_WIDGET (page), "programmes.new", may_edit);
  gtk_widget_set_visible (self->new_button, may_edit);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), may_edit);
  sijil_store_read_async (sijil_page_store (page), sijil_programmes, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, sijil_page_cancellable (page),
                          on_programmes_cb, g_object_ref (self));
}

static void
sijil_programmes_page_dispose (GObject *object)
{
  SijilProgrammesPage *self = SIJIL_PROGRAMMES_PAGE (object);

  sijil_drop_template (GTK_WIDGET (self), SIJIL_TYPE_PROGRAMMES_PAGE);
  g_clear_pointer (&self->summaries, g_ptr_array_unref);
  G_OBJECT_CLASS (sijil_programmes_page_parent_class)->dispose (object);
}

static void
sijil_programmes_page_class_init (SijilProgrammesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_programmes_page_dispose;
  SIJIL_PAGE_CLASS (klass)->refresh = sijil_programmes_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/programmes-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilProgrammesPage, child)
  BIND (pages);
  BIND (header);
  BIND (stack);
  BIND (cards);
  BIND (running);
  BIND (coming);
  BIND (ended);
  BIND (empty_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_chip_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_child_activated_cb);
  gtk_widget_class_install_action (widget_class, "programmes.new", NULL, new_action);
}

static GtkWidget *
new_programme_button (void)
{
  GtkWidget *button = sijil_button_with_key_new (_ ("New programme"), NULL, "suggested-action");

  gtk_box_prepend (GTK_BOX (gtk_button_get_child (GTK_BUTTON (button))),
                   gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "programmes.new");
  gtk_widget_set_name (button, "new-programme");
  return button;
}

static void
sijil_programmes_page_init (SijilProgrammesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->new_button = new_programme_button ();
  adw_header_bar_pack_end (self->header, self->new_button);
  gtk_box_append (self->empty_button, new_programme_button ());
}

/**
 * sijil_programmes_page_new:
 * @store: the register
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sijil_programmes_page_new (SijilStore *store)
{
  SijilProgrammesPage *self = g_object_new (SIJIL_TYPE_PROGRAMMES_PAGE, NULL);

  sijil_page_set_store (SIJIL_PAGE (self), store);
  return GTK_WIDGET (self);
}

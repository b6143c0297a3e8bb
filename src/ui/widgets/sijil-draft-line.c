#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-draft-line.h"

#include "sijil-date.h"
#include "sijil-i18n.h"
#include "sijil-widgets.h"

struct _SijilDraftLine {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (SijilDraftLine, sijil_draft_line, GTK_TYPE_WIDGET)

static guint begin_again_signal;

static void
on_clicked_cb (SijilDraftLine *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, begin_again_signal, 0);
}

static void
sijil_draft_line_dispose (GObject *object)
{
  g_clear_pointer (&SIJIL_DRAFT_LINE (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (sijil_draft_line_parent_class)->dispose (object);
}

static void
sijil_draft_line_class_init (SijilDraftLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sijil_draft_line_dispose;
  begin_again_signal = g_signal_new ("begin-again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sijil_draft_line_init (SijilDraftLine *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Begin again"));

  self->words = GTK_LABEL (sijil_label_new ("", NULL));
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->words), TRUE);
  gtk_widget_set_name (button, "form-discard-draft");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flatpad");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked_cb), self, G_CONNECT_SWAPPED);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  sijil_add_classes (self->box, "infobox padded");
  gtk_box_append (GTK_BOX (self->box), gtk_image_new_from_icon_name ("document-save-symbolic"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * sijil_draft_line_show:
 * @line: the line
 * @at: when the draft was kept, microseconds UTC
 *
 * Says so.
 */
void
sijil_draft_line_show (SijilDraftLine *line, gint64 at)
{
  g_autofree char *today = sijil_date_today ();
  g_autofree char *date = sijil_date_of_instant (at);
  g_autofree char *day = sijil_date_show_short (date, today);
  g_autofree char *clock = sijil_date_clock (at);
  g_autofree char *words = g_strcmp0 (date, today) == 0
                               ? g_strdup_printf (_ ("This is the draft of %s"), clock)
                               /* Translators: day, then time. */
                               : g_strdup_printf (_ ("This is the draft of %s, %s"), day, clock);

  gtk_label_set_label (line->words, words);
  gtk_widget_set_visible (GTK_WIDGET (line), TRUE);
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-sheet-summary.h"

#include "sijil-i18n.h"
#include "sijil-paragraph.h"
#include "sijil-text.h"

#define ROW_HEIGHT 39
#define MOST_HEIGHT 260

struct _SijilSheetSummary {
  GtkWidget parent_instance;
  GtkLabel *families;
  GtkLabel *families_title;
  GtkLabel *persons;
  GtkLabel *known;
  GtkLabel *known_title;
  GtkLabel *set_aside;
  GtkLabel *set_aside_title;
  GtkWidget *remarks_box;
  GtkScrolledWindow *remarks_scroll;
  GtkListView *remarks;
};

G_DEFINE_FINAL_TYPE (SijilSheetSummary, sijil_sheet_summary, GTK_TYPE_WIDGET)

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, sijil_paragraph_new (NULL, "filled small"));
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkStringObject *sentence = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (sentence));
}

static void
show_remarks (SijilSheetSummary *self, const SijilSheet *sheet)
{
  GtkStringList *sentences = gtk_string_list_new (NULL);

  for (guint i = 0; i < sheet->remarks->len; i++) {
    g_autofree char *sentence = sijil_remark_sentence (sheet->remarks->pdata[i]);

    gtk_string_list_take (sentences, sijil_text_directed (sentence));
  }
  gtk_widget_set_visible (self->remarks_box, sheet->remarks->len > 0);
  /* Inside a page that scrolls a list gets no more than it insists on. */
  gtk_scrolled_window_set_min_content_height (
      self->remarks_scroll, (int) MIN (sheet->remarks->len * ROW_HEIGHT, MOST_HEIGHT));
  gtk_list_view_set_model (self->remarks,
                           GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (sentences))));
}

static void
show_number (GtkLabel *label, guint number)
{
  g_autofree char *text = sijil_text_number (number);

  gtk_label_set_label (label, text);
}

static void
show_persons (SijilSheetSummary *self, const SijilSheet *sheet)
{
  g_autofree char *n = sijil_text_number (sheet->n_persons);
  g_autofree char *m = sijil_text_number (sheet->n_without_head);
  g_autofree char *persons =
      g_strdup_printf (ngettext ("%s person", "%s persons", sheet->n_persons), n);
  g_autofree char *heads = g_strdup_printf (
      ngettext ("%s without a head", "%s without a head", sheet->n_without_head), m);
  g_autofree char *both =
      /* Translators: a number of persons, a number of families without a head */
      sheet->n_without_head > 0 ? g_strdup_printf (_ ("%s; %s"), persons, heads) : NULL;

  gtk_label_set_label (self->persons, both != NULL ? both : persons);
}

/**
 * sijil_sheet_summary_show:
 * @self: the widget
 * @sheet: a sheet that was compared with the register
 *
 * Shows what will become, or became, of a sheet.
 */
void
sijil_sheet_summary_show (SijilSheetSummary *self, const SijilSheet *sheet)
{
  guint set_aside = sijil_sheet_set_aside (sheet);

  show_number (self->families, sheet->families->len);
  show_number (self->known, sheet->n_known);
  show_number (self->set_aside, set_aside);
  gtk_label_set_label (self->families_title,
                       ngettext ("new family", "new families", sheet->families->len));
  gtk_label_set_label (self->known_title, ngettext ("family registered already",
                                                    "families registered already", sheet->n_known));
  gtk_label_set_label (self->set_aside_title, ngettext ("remark", "remarks", set_aside));
  show_persons (self, sheet);
  show_remarks (self, sheet);
}

static void
sijil_sheet_summary_dispose (GObject *object)
{
  sijil_drop_template (GTK_WIDGET (object), SIJIL_TYPE_SHEET_SUMMARY);
  G_OBJECT_CLASS (sijil_sheet_summary_parent_class)->dispose (object);
}

static void
sijil_sheet_summary_class_init (SijilSheetSummaryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_sheet_summary_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/sijil/Sijil/ui/sheet-summary.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, SijilSheetSummary, child)
  BIND (families);
  BIND (families_title);
  BIND (persons);
  BIND (known);
  BIND (known_title);
  BIND (set_aside);
  BIND (set_aside_title);
  BIND (remarks_box);
  BIND (remarks_scroll);
  BIND (remarks);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_cb);
}

static void
sijil_sheet_summary_init (SijilSheetSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

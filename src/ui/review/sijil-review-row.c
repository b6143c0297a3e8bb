#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-review-row.h"

#include "sijil-conflict-detail.h"
#include "sijil-i18n.h"
#include "sijil-review-words.h"
#include "sijil-text.h"
#include "sijil-widgets.h"

struct _SijilReviewRow {
  GtkListBoxRow parent_instance;
  const SijilReviewItem *item; /* NULL for a heading; owned by the page, which outlives its rows */
  const SijilConflict *conflict; /* likewise */
  int group;
  GtkWidget *arrow;
};

G_DEFINE_FINAL_TYPE (SijilReviewRow, sijil_review_row, GTK_TYPE_LIST_BOX_ROW)

static void
sijil_review_row_class_init (SijilReviewRowClass *klass)
{
}

static void
sijil_review_row_init (SijilReviewRow *self)
{
}

static GtkWidget *
icon_of (const SijilReviewItem *item)
{
  GtkWidget *icon;

  if (item->verdict != NULL) {
    icon = gtk_image_new_from_icon_name ("object-select-symbolic");
    gtk_widget_add_css_class (icon, "okc");
  } else if (sijil_review_kind (item) == SIJIL_REVIEW_OVERLAP) {
    icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
    gtk_widget_add_css_class (icon, "warnc");
  } else if (sijil_review_kind (item) == SIJIL_REVIEW_OFTEN) {
    icon = gtk_image_new_from_icon_name ("edit-copy-symbolic");
    gtk_widget_add_css_class (icon, "warnc");
  } else if (sijil_review_kind (item) == SIJIL_REVIEW_ID_SHARED) {
    icon = gtk_image_new_from_icon_name ("sijil-idcard-symbolic");
    gtk_widget_add_css_class (icon, "warnc");
  } else {
    icon = gtk_image_new_from_icon_name ("system-users-symbolic");
    gtk_widget_add_css_class (icon, "infoc");
  }
  return icon;
}

/* The kind of question and an association together are longer than the list is wide. */
static GtkWidget *
two_lines (const char *text)
{
  GtkWidget *label = sijil_label_new (text, "hint");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  return label;
}

static void
fill (SijilReviewRow *self, const char *title, const char *subtitle, GtkWidget *icon)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %s"), title, subtitle);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), sijil_label_new (title, "strong small"));
  gtk_box_append (GTK_BOX (words), two_lines (subtitle));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_set_name (GTK_WIDGET (self), "review-item");
  sijil_accessible_label (GTK_WIDGET (self), spoken);
}

/**
 * sijil_review_row_new:
 * @item: a finding; it must outlive the row
 * @group: in which part of the list it stands
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
sijil_review_row_new (const SijilReviewItem *item, int group)
{
  SijilReviewRow *self = g_object_new (SIJIL_TYPE_REVIEW_ROW, NULL);
  g_autofree char *title = sijil_review_title (item);
  g_autofree char *subtitle = sijil_review_subtitle (item);

  self->item = item;
  self->group = group;
  fill (self, title, subtitle, icon_of (item));
  return GTK_WIDGET (self);
}

/**
 * sijil_review_row_new_conflict:
 * @conflict: a conflict; it must outlive the row
 * @group: in which part of the list it stands
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
sijil_review_row_new_conflict (const SijilConflict *conflict, int group)
{
  SijilReviewRow *self = g_object_new (SIJIL_TYPE_REVIEW_ROW, NULL);
  g_autofree char *title = sijil_conflict_title (conflict);
  g_autofree char *subtitle = sijil_conflict_subtitle (conflict);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  self->conflict = conflict;
  self->group = group;
  gtk_widget_add_css_class (icon, "warnc");
  fill (self, title, subtitle, icon);
  return GTK_WIDGET (self);
}

/**
 * sijil_review_row_new_heading:
 * @title: what the group is
 * @count: how many are in it
 * @group: which one
 * @folds: whether a click opens and closes it
 * @open: whether it is open
 *
 * Returns: (transfer floating): the heading
 */
GtkWidget *
sijil_review_row_new_heading (const char *title, guint count, int group, gboolean folds,
                              gboolean open)
{
  SijilReviewRow *self = g_object_new (SIJIL_TYPE_REVIEW_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = sijil_label_new (title, folds ? "soft" : "heading");
  g_autofree char *number = sijil_text_number (count);

  self->group = group;
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), sijil_tag_new (number, folds || count == 0 ? "" : "warn", NULL));
  if (folds) {
    self->arrow = gtk_image_new ();
    gtk_box_append (GTK_BOX (box), self->arrow);
    gtk_widget_set_name (GTK_WIDGET (self), group == 2 ? "review-quiet" : "review-settled");
    sijil_review_row_set_open (self, open);
  }
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), folds);
  gtk_widget_set_focusable (GTK_WIDGET (self), folds);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  sijil_accessible_label (GTK_WIDGET (self), title);
  return GTK_WIDGET (self);
}

const SijilReviewItem *
sijil_review_row_item (SijilReviewRow *row)
{
  return row->item;
}

const SijilConflict *
sijil_review_row_conflict (SijilReviewRow *row)
{
  return row->conflict;
}

int
sijil_review_row_group (SijilReviewRow *row)
{
  return row->group;
}

/**
 * sijil_review_row_set_open:
 * @row: a heading that folds
 * @open: whether its group is shown
 */
void
sijil_review_row_set_open (SijilReviewRow *row, gboolean open)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (row->arrow),
                                open ? "pan-down-symbolic" : "pan-end-symbolic");
}

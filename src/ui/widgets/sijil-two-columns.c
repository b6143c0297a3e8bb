#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-two-columns.h"

#define SPACE 20
/* In letters, so that larger letters fold the columns earlier. */
#define NARROW_CHARS 78

struct _SijilTwoColumns {
  GtkWidget parent_instance;
};

static void sijil_two_columns_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SijilTwoColumns, sijil_two_columns, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      sijil_two_columns_buildable_init))

static int
narrow_width (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics) * NARROW_CHARS / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  return MAX (width, 600);
}

static int
start_width (int width)
{
  return (width - SPACE) * 3 / 5;
}

static GtkSizeRequestMode
sijil_two_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sijil_two_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;
  gboolean beside = for_size < 0 || for_size >= narrow_width (widget);
  int first_for = -1, second_for = -1, first_min = 0, first_nat = 0, second_min = 0, second_nat = 0;

  if (first == NULL || second == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0) {
    first_for = beside ? start_width (for_size) : for_size;
    second_for = beside ? for_size - SPACE - first_for : for_size;
  }
  gtk_widget_measure (first, orientation, first_for, &first_min, &first_nat, NULL, NULL);
  gtk_widget_measure (second, orientation, second_for, &second_min, &second_nat, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (first_min, second_min);
    *natural = MAX (first_nat * 5 / 3, second_nat * 5 / 2) + SPACE;
  } else if (beside) {
    *minimum = MAX (first_min, second_min);
    *natural = MAX (first_nat, second_nat);
  } else {
    *minimum = first_min + SPACE + second_min;
    *natural = first_nat + SPACE + second_nat;
  }
}

static void
sijil_two_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = first != NULL ? gtk_widget_get_next_sibling (first) : NULL;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation a = { 0, 0, width, height }, b = { 0, 0, width, height };
  int needed;

  if (first == NULL || second == NULL)
    return;
  if (width >= narrow_width (widget)) {
    a.width = start_width (width);
    b.width = width - SPACE - a.width;
    if (rtl)
      a.x = b.width + SPACE;
    else
      b.x = a.width + SPACE;
  } else {
    gtk_widget_measure (first, GTK_ORIENTATION_VERTICAL, width, &needed, &a.height, NULL, NULL);
    b.y = a.height + SPACE;
    gtk_widget_measure (second, GTK_ORIENTATION_VERTICAL, width, &needed, &b.height, NULL, NULL);
  }
  gtk_widget_size_allocate (first, &a, -1);
  gtk_widget_size_allocate (second, &b, -1);
}

static void
sijil_two_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (sijil_two_columns_parent_class)->dispose (object);
}

static void
sijil_two_columns_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child,
                             const char *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
}

static void
sijil_two_columns_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = sijil_two_columns_add_child;
}

static void
sijil_two_columns_class_init (SijilTwoColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_two_columns_dispose;
  widget_class->get_request_mode = sijil_two_columns_get_request_mode;
  widget_class->measure = sijil_two_columns_measure;
  widget_class->size_allocate = sijil_two_columns_size_allocate;
}

static void
sijil_two_columns_init (SijilTwoColumns *self)
{
}

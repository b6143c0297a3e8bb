#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-wrap.h"

#define SPACE 8

struct _SijilWrap {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SijilWrap, sijil_wrap, GTK_TYPE_WIDGET)

typedef struct {
  GtkWidget *first;
  GtkWidget *end; /* the first one of the next line */
  int height;
} Line;

static int
child_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return CLAMP (natural, minimum, MAX (width, minimum));
}

static Line
line_from (GtkWidget *child, int width)
{
  Line line = { child, NULL, 0 };
  int x = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    int wide, high, least;

    if (!gtk_widget_should_layout (child))
      continue;
    wide = child_width (child, width);
    if (x > 0 && x + wide > width)
      break;
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, wide, &least, &high, NULL, NULL);
    line.height = MAX (line.height, high);
    x += wide + SPACE;
  }
  line.end = child;
  return line;
}

static GtkSizeRequestMode
sijil_wrap_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *c = gtk_widget_get_first_child (widget); c != NULL;
       c = gtk_widget_get_next_sibling (c)) {
    int least, wanted;

    if (!gtk_widget_should_layout (c))
      continue;
    gtk_widget_measure (c, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural += wanted + (*natural > 0 ? SPACE : 0);
  }
}

static void
sijil_wrap_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    measure_width (widget, minimum, natural);
    return;
  }
  while (child != NULL) {
    Line line = line_from (child, for_size < 0 ? G_MAXINT / 2 : for_size);

    *natural += line.height + (*natural > 0 && line.height > 0 ? SPACE : 0);
    child = line.end;
  }
  *minimum = *natural;
}

static void
sijil_wrap_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child != NULL) {
    Line line = line_from (child, width);
    int x = 0;

    for (; child != line.end; child = gtk_widget_get_next_sibling (child)) {
      GtkAllocation place = { 0, y, 0, line.height };

      if (!gtk_widget_should_layout (child))
        continue;
      place.width = child_width (child, width);
      place.x = rtl ? width - x - place.width : x;
      gtk_widget_size_allocate (child, &place, -1);
      x += place.width + SPACE;
    }
    y += line.height + SPACE;
  }
}

/**
 * sijil_wrap_append:
 * @self: the box
 * @child: (transfer floating): a widget
 *
 * Puts @child at the end.
 */
void
sijil_wrap_append (SijilWrap *self, GtkWidget *child)
{
  g_return_if_fail (SIJIL_IS_WRAP (self));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

/**
 * sijil_wrap_clear:
 * @self: the box
 *
 * Takes all children out.
 */
void
sijil_wrap_clear (SijilWrap *self)
{
  GtkWidget *child;

  g_return_if_fail (SIJIL_IS_WRAP (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
sijil_wrap_dispose (GObject *object)
{
  sijil_wrap_clear (SIJIL_WRAP (object));
  G_OBJECT_CLASS (sijil_wrap_parent_class)->dispose (object);
}

static void
sijil_wrap_class_init (SijilWrapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sijil_wrap_dispose;
  widget_class->get_request_mode = sijil_wrap_get_request_mode;
  widget_class->measure = sijil_wrap_measure;
  widget_class->size_allocate = sijil_wrap_size_allocate;
}

static void
sijil_wrap_init (SijilWrap *self)
{
}

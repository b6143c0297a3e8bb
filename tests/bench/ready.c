#include "ready.h"

#include <stdlib.h>

/* "From exec to the entry taking a key": the text has the focus, a frame that shows it has been
 * drawn, and the main loop is free to take an event again, so that a key pressed now is seen. */

typedef struct {
  BenchFindText find;
  GSourceFunc ready;
  gpointer data;
  gboolean done;
} Watch;

static void
on_painted (GdkFrameClock *clock, GtkWindow *window)
{
  Watch *watch = g_object_get_data (G_OBJECT (window), "bench-watch");
  GtkText *text = watch->done ? NULL : watch->find (window);

  if (text == NULL || !gtk_widget_get_mapped (GTK_WIDGET (text)) ||
      !gtk_widget_has_focus (GTK_WIDGET (text)))
    return;
  watch->done = TRUE;
  /* Events have this priority too: whoever works on the main thread now delays a key as well. */
  g_idle_add_full (G_PRIORITY_DEFAULT, watch->ready, watch->data, NULL);
}

static void
on_realized (GtkWindow *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                    G_CALLBACK (on_painted), window);
}

static void
on_window (GtkApplication *app, GtkWindow *window, Watch *watch)
{
  g_object_set_data (G_OBJECT (window), "bench-watch", watch);
  g_signal_connect (window, "realize", G_CALLBACK (on_realized), NULL);
}

/**
 * bench_when_ready:
 * @app: an application, before it runs
 * @find: finds the text in its window
 * @ready: called when the text takes keys
 * @data: for @ready
 *
 * Waits for the moment from which a clerk can type.
 */
void
bench_when_ready (GtkApplication *app, BenchFindText find, GSourceFunc ready, gpointer data)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->find = find;
  watch->ready = ready;
  watch->data = data;
  g_signal_connect (app, "window-added", G_CALLBACK (on_window), watch);
}

/* The bench notes the time just before it starts the program, on the clock of the machine. */
double
bench_since_exec (void)
{
  const char *began = g_getenv ("BENCH_EXEC_US");
  gint64 start = began != NULL ? g_ascii_strtoll (began, NULL, 10) : g_get_monotonic_time ();

  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

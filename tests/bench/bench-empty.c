/* The least that a window of this toolkit costs: what Sijil's start is compared with. */
#include "figure.h"
#include "ready.h"

#include <adwaita.h>

static GtkText *
find (GtkWindow *window)
{
  return GTK_TEXT (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)));
}

static gboolean
on_ready (gpointer app)
{
  bench_say ("empty_window_s", bench_since_exec (), "s");
  bench_say ("empty_window_cpu_s", (double) bench_cpu () / G_USEC_PER_SEC, "s");
  g_application_quit (app);
  return G_SOURCE_REMOVE;
}

static void
on_activate (GtkApplication *app)
{
  GtkWidget *window = adw_application_window_new (app);
  GtkWidget *text = gtk_text_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 760);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), text);
  gtk_widget_grab_focus (text);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) app =
      adw_application_new ("org.sijil.BenchEmpty", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (app, "activate", G_CALLBACK (on_activate), NULL);
  bench_when_ready (GTK_APPLICATION (app), find, on_ready, app);
  return g_application_run (G_APPLICATION (app), argc, argv);
}

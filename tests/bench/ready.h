#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Finds the text that a clerk types into; %NULL while it is not there. */
typedef GtkText *(*BenchFindText) (GtkWindow *window);

void bench_when_ready (GtkApplication *app, BenchFindText find, GSourceFunc ready, gpointer data);
double bench_since_exec (void);

G_END_DECLS

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SijilFileChosen:
 * @path: the file
 * @user_data: what it was given
 *
 * Called only if a file was chosen.
 */
typedef void (*SijilFileChosen) (const char *path, gpointer user_data);

void sijil_choose_sheet (GtkWidget *from, SijilFileChosen chosen, gpointer user_data);
void sijil_choose_place (GtkWidget *from, const char *name, SijilFileChosen chosen,
                         gpointer user_data);

G_END_DECLS

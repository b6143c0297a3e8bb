#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*SijilFolderChosen) (const char *folder, gpointer user_data);

void sijil_folder_choose (GtkWidget *from, const char *title, SijilFolderChosen chosen,
                          gpointer user_data);

G_END_DECLS

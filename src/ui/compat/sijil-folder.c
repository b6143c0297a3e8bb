#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-folder.h"

typedef struct {
  GtkFileChooserNative *native;
  GtkWidget *from;
  SijilFolderChosen chosen;
  gpointer user_data;
} Choice;

static void
on_response (GtkNativeDialog *dialog, int response, Choice *choice)
{
  if (response == GTK_RESPONSE_ACCEPT && gtk_widget_get_root (choice->from) != NULL) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (choice->native));
    g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

    if (path != NULL)
      choice->chosen (path, choice->user_data);
  }
  g_object_unref (choice->native);
  g_object_unref (choice->from);
  g_free (choice);
}

/**
 * sijil_folder_choose:
 * @from: a widget inside the window; kept until there is an answer
 * @title: what the folder is for
 * @chosen: told the folder, if one was chosen
 * @user_data: for @chosen, alive as long as @from
 *
 * Asks for a folder, on a USB stick for instance. A file of its own, since newer toolkits have
 * another dialog.
 */
void
sijil_folder_choose (GtkWidget *from, const char *title, SijilFolderChosen chosen,
                     gpointer user_data)
{
  GtkWidget *window = gtk_widget_get_ancestor (from, GTK_TYPE_WINDOW);
  Choice *choice = g_new0 (Choice, 1);

  choice->native = gtk_file_chooser_native_new (title, GTK_WINDOW (window),
                                                GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  choice->from = g_object_ref (from);
  choice->chosen = chosen;
  choice->user_data = user_data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->native), TRUE);
  g_signal_connect (choice->native, "response", G_CALLBACK (on_response), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choice->native));
}

#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-file-chooser.h"

#include "sijil-i18n.h"

/* What is to be done with the file; whoever asked is kept until there is an answer. */
typedef struct {
  SijilFileChosen chosen;
  GObject *user_data;
} Question;

static void
on_response (GtkNativeDialog *dialog, int response, Question *question)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    question->chosen (path, question->user_data);
  g_object_unref (question->user_data);
  g_free (question);
  g_object_unref (dialog);
}

static void
ask (GtkFileChooserNative *dialog, SijilFileChosen chosen, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->chosen = chosen;
  question->user_data = g_object_ref (user_data);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static GtkWindow *
window_of (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/**
 * sijil_choose_sheet:
 * @from: a widget inside the window
 * @chosen: called with the file
 * @user_data: (type GObject.Object): for @chosen
 *
 * Asks for a sheet. A file of its own, since newer versions of the toolkit ask otherwise.
 */
void
sijil_choose_sheet (GtkWidget *from, SijilFileChosen chosen, gpointer user_data)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Choose a sheet"), window_of (from),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Read"), _ ("Cancel"));
  g_autoptr (GtkFileFilter) sheets = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (sheets, _ ("Sheets (CSV)"));
  gtk_file_filter_add_suffix (sheets, "csv");
  gtk_file_filter_add_suffix (sheets, "tsv");
  gtk_file_filter_add_suffix (sheets, "txt");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), sheets);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  ask (dialog, chosen, user_data);
}

/**
 * sijil_choose_place:
 * @from: a widget inside the window
 * @name: a name to begin with
 * @chosen: called with the file
 * @user_data: (type GObject.Object): for @chosen
 *
 * Asks where a file is to be written.
 */
void
sijil_choose_place (GtkWidget *from, const char *name, SijilFileChosen chosen, gpointer user_data)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (_ ("Write the list to a file"), window_of (from),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Write"), _ ("Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  ask (dialog, chosen, user_data);
}

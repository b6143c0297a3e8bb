#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-application.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sijil-i18n.h"
#include "sijil-text.h"
#include "sijil-type.h"
#include "sijil-window.h"

/* Its letters are drawn for windows: the lines stay as low as those of a Latin face. */
#define FONT "Noto Sans Arabic UI"
#define LOCK_AFTER 300
#define MAX_PASSPHRASE 1000

struct _SijilApplication {
  AdwApplication parent_instance;
  char *profile;
  guint lock_after;
  char *passphrase; /* (nullable): given at the start, see `passphrase-fd` */
};

G_DEFINE_FINAL_TYPE (SijilApplication, sijil_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Folder of the register"), N_ ("FOLDER") },
  { "lock-after", 0, 0, G_OPTION_ARG_INT, NULL,
    N_ ("Lock after so many seconds without a key (300; 0 for never)"), N_ ("SECONDS") },
  /* For tests and benches, which begin at the desk. A clerk is always asked. */
  { "passphrase-fd", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and leave"), NULL },
  { NULL },
};

static void
use_font (GtkSettings *settings)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoFontFamily **families = NULL;
  int n = 0;

  pango_font_map_list_families (map, &families, &n);
  for (int i = 0; i < n; i++) {
    if (strcmp (pango_font_family_get_name (families[i]), FONT) == 0)
      g_object_set (settings, "gtk-font-name", FONT " 11", NULL);
  }
  g_free (families);
}

static void
use_style (void)
{
  const char *style = g_getenv ("SIJIL_STYLE");
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (g_strcmp0 (style, "dark") == 0)
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  else if (g_strcmp0 (style, "light") == 0)
    adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (SIJIL_IS_WINDOW (window))
    sijil_window_show_about (SIJIL_WINDOW (window));
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = on_about },
  { .name = "quit", .activate = on_quit },
};

static char *
read_passphrase (int fd)
{
  char buffer[MAX_PASSPHRASE + 1];
  gssize n, len = 0;

  while (len < MAX_PASSPHRASE && (n = read (fd, buffer + len, (gsize) (MAX_PASSPHRASE - len))) > 0)
    len += n;
  buffer[len] = '\0';
  buffer[strcspn (buffer, "\r\n")] = '\0';
  return g_strdup (buffer);
}

static int
sijil_application_handle_local_options (GApplication *app, GVariantDict *dict)
{
  SijilApplication *self = SIJIL_APPLICATION (app);
  g_autofree char *given = NULL;
  gint32 seconds;
  const char *fd;

  if (g_variant_dict_contains (dict, "version")) {
    g_print ("sijil %s\n", SIJIL_VERSION);
    return EXIT_SUCCESS;
  }
  if (g_variant_dict_lookup (dict, "lock-after", "i", &seconds))
    self->lock_after = (guint) CLAMP (seconds, 0, 24 * 3600);
  /* A text, since an option that is a number and 0 counts as not given. */
  if (g_variant_dict_lookup (dict, "passphrase-fd", "&s", &fd))
    self->passphrase = read_passphrase (atoi (fd));
  if (g_variant_dict_lookup (dict, "profile", "^ay", &given))
    self->profile = g_canonicalize_filename (given, NULL);
  else
    self->profile = g_build_filename (g_get_user_data_dir (), "sijil", NULL);
  return -1;
}

static void
sijil_application_startup (GApplication *app)
{
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (sijil_application_parent_class)->startup (app);

  /* A descriptor that contradicts itself would write files that no later version can read. */
  if (!sijil_types_check (&error))
    g_error ("%s", error->message);
  /* GTK asks its own catalogue for the direction, which may be missing on this machine. */
  gtk_widget_set_default_direction (sijil_i18n_is_arabic () ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  sijil_text_use_arabic_digits (sijil_i18n_is_arabic ());
  gtk_window_set_default_icon_name ("org.sijil.Sijil");
  use_font (gtk_settings_get_default ());
  use_style ();
}

static void
sijil_application_activate (GApplication *app)
{
  SijilApplication *self = SIJIL_APPLICATION (app);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (app));

  if (window == NULL)
    window = GTK_WINDOW (sijil_window_new (GTK_APPLICATION (app), self->profile, self->lock_after,
                                           self->passphrase));
  g_clear_pointer (&self->passphrase, g_free);
  gtk_window_present (window);
}

static void
sijil_application_finalize (GObject *object)
{
  g_free (SIJIL_APPLICATION (object)->profile);
  g_free (SIJIL_APPLICATION (object)->passphrase);
  G_OBJECT_CLASS (sijil_application_parent_class)->finalize (object);
}

static void
sijil_application_class_init (SijilApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sijil_application_finalize;
  app_class->handle_local_options = sijil_application_handle_local_options;
  app_class->startup = sijil_application_startup;
  app_class->activate = sijil_application_activate;
}

static void
sijil_application_init (SijilApplication *self)
{
  self->lock_after = LOCK_AFTER;
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("Desk register of a charity association"));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/**
 * sijil_application_new:
 *
 * One process a profile: the store's lock decides, not the session bus, since two registers may
 * well be open beside each other.
 *
 * Returns: (transfer full): the application
 */
SijilApplication *
sijil_application_new (void)
{
  return g_object_new (SIJIL_TYPE_APPLICATION, "application-id", "org.sijil.Sijil", "flags",
                       G_APPLICATION_NON_UNIQUE, NULL);
}

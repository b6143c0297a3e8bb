#define G_LOG_DOMAIN "sijil-ui"

#include "sijil-about.h"

#include <adwaita.h>

#include "sijil-i18n.h"

/**
 * sijil_about_show:
 * @parent: the window it belongs to
 *
 * Shows what this program is. A file of its own, since the window becomes a dialog in newer
 * versions of the toolkit.
 */
void
sijil_about_show (GtkWindow *parent)
{
  adw_show_about_window (parent, "application-name", _ ("Sijil"), "application-icon",
                         "org.sijil.Sijil", "version", SIJIL_VERSION, "comments",
                         _ ("Desk register of a charity association"), "license-type",
                         GTK_LICENSE_GPL_3_0, "developer-name", _ ("The Sijil contributors"), NULL);
}

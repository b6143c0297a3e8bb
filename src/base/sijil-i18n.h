#pragma once

#include <glib.h>
#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

void sijil_i18n_init (void);

/**
 * sijil_i18n_is_arabic:
 *
 * Whether the messages that gettext hands out now are Arabic. Decides digits and direction, so that
 * a window never mixes an Arabic sentence with a left-to-right frame.
 */
gboolean sijil_i18n_is_arabic (void);

G_END_DECLS

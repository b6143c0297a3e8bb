#pragma once

#include <glib.h>

/* What went wrong, from whichever thread saw it. */
void complain (const char *format, ...) G_GNUC_PRINTF (1, 2);
void complain_of_log (const char *log);
guint complaints (void);

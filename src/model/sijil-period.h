#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sijil_period_of (const char *limit_period, const char *served_on,
                       int hijri_offset) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_period_show (const char *period) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

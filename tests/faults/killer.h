#pragma once

#include <gio/gio.h>

/* The real programs as children, and SIGKILL at moments that nobody chose. */
GSubprocess *killer_start (const char *profile, const char *first, ...) G_GNUC_NULL_TERMINATED;
gboolean killer_kill_after (GSubprocess *child, gint64 us);
gboolean killer_kill_within (GSubprocess *child, gint64 most_us);

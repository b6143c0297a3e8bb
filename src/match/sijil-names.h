#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Raised whenever sijil_name_parts() would answer otherwise: the name index is then rebuilt. */
#define SIJIL_NAMES_VERSION 2

char **sijil_name_parts (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_name_key (const char *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_names_share (const char *a, const char *b, guint n);
gboolean sijil_names_share_three (const char *a, const char *b);
gboolean sijil_given_names_agree (const char *a, const char *b);

G_END_DECLS

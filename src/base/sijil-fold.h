#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Raised whenever sijil_fold() would give another answer for any text: stored keys are then
 * rebuilt. */
#define SIJIL_FOLD_VERSION 1

char *sijil_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_ascii_digits (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_only_digits (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A set is kept as its codes, sorted, with one space between; a change to one as what was added and
 * what was taken out, `+driving -cooking`. */

#define SIJIL_SET_CODE_LEN 32

/**
 * SijilSetChange:
 * @code: one element
 * @added: whether it was added or taken out
 */
typedef struct {
  char code[SIJIL_SET_CODE_LEN];
  gboolean added;
} SijilSetChange;

gboolean sijil_set_has (const char *set, const char *code);
GStrv sijil_set_codes (const char *set) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_set_delta (const char *old, const char *wanted) G_GNUC_WARN_UNUSED_RESULT;
GArray *sijil_set_changes (const char *delta) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_set_apply (const char *set, const char *delta) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_set_compose (const char *first, const char *then) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sijil_card_random_letters (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_card_are_letters (const char *text);
char *sijil_card_make (const char *letters, guint64 counter) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_card_is_valid (const char *card);
char *sijil_card_from_keys (const char *typed) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_card_show (const char *card) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

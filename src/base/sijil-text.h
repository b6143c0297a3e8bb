#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sijil_text_use_arabic_digits (gboolean arabic);
char *sijil_text_digits (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_number (gint64 number) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_money (gint64 piastres) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_ltr (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_isolate (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_directed (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_strip_bidi (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_national_id (const char *digits) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_phone (const char *digits) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_text_initial (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void sijil_text_forget (char *secret);
gboolean sijil_text_parse_money (const char *text, gint64 *piastres);

G_END_DECLS

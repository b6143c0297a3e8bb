#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sijil_place_words (const char *village, const char *governorate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

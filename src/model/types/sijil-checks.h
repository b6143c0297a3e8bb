#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sijil_check_name (const char *text);
const char *sijil_check_phone (const char *text);

G_END_DECLS

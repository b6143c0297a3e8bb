#pragma once

#include <glib.h>

G_BEGIN_DECLS

int sijil_admin_run (int argc, char **argv);

G_END_DECLS

#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

int sijil_admin_fail (GError *error);
int sijil_admin_usage (const char *what);
int sijil_admin_bundle_import (SijilRegistry *registry, char **words);
int sijil_admin_bundle_export (SijilRegistry *registry, char **words);
int sijil_admin_run (int argc, char **argv);

G_END_DECLS

#pragma once

#include "sijil-registry.h"

G_BEGIN_DECLS

int sijil_admin_fail (GError *error);
int sijil_admin_usage (const char *what);
int sijil_admin_device_list (SijilRegistry *registry, char **words);
int sijil_admin_device_revoke (SijilRegistry *registry, char **words);
int sijil_admin_device_quarantine (SijilRegistry *registry, char **words);
int sijil_admin_device_release (SijilRegistry *registry, char **words);
int sijil_admin_bundle_import (SijilRegistry *registry, char **words);
int sijil_admin_bundle_export (SijilRegistry *registry, char **words);
int sijil_admin_run (int argc, char **argv);

G_END_DECLS

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SIJIL_TYPE_APPLICATION (sijil_application_get_type ())
G_DECLARE_FINAL_TYPE (SijilApplication, sijil_application, SIJIL, APPLICATION, AdwApplication)

SijilApplication *sijil_application_new (void);

G_END_DECLS

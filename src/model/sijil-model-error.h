#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_MODEL_ERROR (sijil_model_error_quark ())

/**
 * SijilModelError:
 * @SIJIL_MODEL_ERROR_DESCRIPTOR: a record type is described wrongly: the program must not run
 * @SIJIL_MODEL_ERROR_INVALID: a record breaks a rule: show the sentence beside the field
 */
typedef enum {
  SIJIL_MODEL_ERROR_DESCRIPTOR,
  SIJIL_MODEL_ERROR_INVALID,
} SijilModelError;

GQuark sijil_model_error_quark (void);

G_END_DECLS

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIJIL_REGISTRY_ERROR (sijil_registry_error_quark ())

/**
 * SijilRegistryError:
 * @SIJIL_REGISTRY_ERROR_FAILED: a fault of ours: the operator reads the log
 * @SIJIL_REGISTRY_ERROR_BAD_REQUEST: what was sent makes no sense
 * @SIJIL_REGISTRY_ERROR_UNAUTHORIZED: no device that we know, or one that was revoked
 * @SIJIL_REGISTRY_ERROR_FORKED: the device's profile was copied back: it needs a new number
 * @SIJIL_REGISTRY_ERROR_EPOCH: the registry was restored since the device was here
 * @SIJIL_REGISTRY_ERROR_INVITATION: the invitation is used, expired or wrong
 * @SIJIL_REGISTRY_ERROR_TOO_MANY_TRIES: more guesses at an invitation than a person makes
 * @SIJIL_REGISTRY_ERROR_TOMORROW: the device has used up its day
 * @SIJIL_REGISTRY_ERROR_NOT_FOUND: there is no such association or device
 * @SIJIL_REGISTRY_ERROR_SEVERAL: several families have this card: somebody has to say which
 */
typedef enum {
  SIJIL_REGISTRY_ERROR_FAILED,
  SIJIL_REGISTRY_ERROR_BAD_REQUEST,
  SIJIL_REGISTRY_ERROR_UNAUTHORIZED,
  SIJIL_REGISTRY_ERROR_FORKED,
  SIJIL_REGISTRY_ERROR_EPOCH,
  SIJIL_REGISTRY_ERROR_INVITATION,
  SIJIL_REGISTRY_ERROR_TOO_MANY_TRIES,
  SIJIL_REGISTRY_ERROR_TOMORROW,
  SIJIL_REGISTRY_ERROR_NOT_FOUND,
  SIJIL_REGISTRY_ERROR_SEVERAL,
} SijilRegistryError;

GQuark sijil_registry_error_quark (void);

G_END_DECLS

#pragma once

#include <glib.h>

#include "sijil-store.h"

G_BEGIN_DECLS

/**
 * SijilDoorplate:
 * @association: name of the association
 * @office: name of the office
 * @slot: key slot of the clerk who opened the register last
 *
 * What is shown before anybody has given a passphrase.
 */
typedef struct {
  char *association;
  char *office;
  char *slot;
} SijilDoorplate;

SijilDoorplate *sijil_doorplate_load (const char *profile);
gboolean sijil_doorplate_save (const char *profile, SijilStore *store, GError **error);
void sijil_doorplate_free (SijilDoorplate *plate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilDoorplate, sijil_doorplate_free)

G_END_DECLS

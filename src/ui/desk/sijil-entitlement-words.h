#pragma once

#include "sijil-family.h"

G_BEGIN_DECLS

char *sijil_entitlement_title (const SijilEntitlement *entitlement) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_entitlement_headline (const SijilEntitlement *entitlement) G_GNUC_WARN_UNUSED_RESULT;
gboolean sijil_entitlement_is_given_today (const SijilEntitlement *entitlement);
char *sijil_entitlement_sentence (const SijilEntitlement *entitlement, const char *title,
                                  const char *headline, guint key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

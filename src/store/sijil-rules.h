#pragma once

#include "sijil-family.h"

G_BEGIN_DECLS

GPtrArray *sijil_rules_all (SijilSession *session, SijilFamily *family, const char *today,
                            GError **error);
SijilEntitlement *sijil_rules_check (SijilSession *session, SijilFamily *family,
                                     SijilRecord *programme, SijilRecord *person, const char *today,
                                     GError **error);
void sijil_entitlement_free (SijilEntitlement *entitlement);

G_END_DECLS

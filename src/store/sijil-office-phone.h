#pragma once

#include "sijil-session.h"

G_BEGIN_DECLS

/* Under which number the office of this PC is rung: told to another association beside each
 * question about a family that is registered here, so that it can ask before it answers. */

char *sijil_office_phone (SijilDb *db) G_GNUC_WARN_UNUSED_RESULT;
char *sijil_office_phone_of (SijilDb *db, const char *office) G_GNUC_WARN_UNUSED_RESULT;

/* SijilStoreFunc, writing: data is a phone number as typed (char *), an empty one for none;
 * non-NULL if it is written. */
gpointer sijil_office_phone_save (SijilSession *session, gpointer typed, GError **error);

G_END_DECLS

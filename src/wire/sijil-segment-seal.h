#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is older than this many change sets behind the head of a feed lies in segments. */
#define SIJIL_SEGMENT_SETS 4096

GBytes *sijil_segment_seal (GBytes *payload, GBytes *registry_secret);
GBytes *sijil_segment_open (GBytes *segment, GBytes *registry_public, GError **error);

G_END_DECLS

#pragma once

#include <glib.h>

/* A target reads whatever bytes there are, and must neither crash nor leak nor hang. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

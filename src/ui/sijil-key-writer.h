#pragma once

#include "sijil-store.h"

G_BEGIN_DECLS

void sijil_key_writer_start (SijilStore *store);

G_END_DECLS

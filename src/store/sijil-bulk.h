#pragma once

#include "sijil-store.h"

G_BEGIN_DECLS

void sijil_bulk_begin (SijilStore *store);
void sijil_bulk_end (SijilStore *store);
void sijil_bulk_tidy (SijilStore *store);

G_END_DECLS

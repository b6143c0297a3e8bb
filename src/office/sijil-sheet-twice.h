#pragma once

#include "sijil-sheet.h"

G_BEGIN_DECLS

/* Finds persons who stand in a sheet twice. */
typedef struct _SijilTwice SijilTwice;

SijilTwice *sijil_twice_new (SijilSheet *sheet);
void sijil_twice_free (SijilTwice *self);
gboolean sijil_twice_has (SijilTwice *self, guint row, SijilRecord *person);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilTwice, sijil_twice_free)

G_END_DECLS

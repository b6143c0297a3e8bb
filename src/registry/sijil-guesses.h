#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Guesses at invitations in the running minute: the 50 bits of a code guard it, this keeps the
 * guessing cheap for us and loud. */
#define SIJIL_GUESSES_OF_ADDRESS 5
#define SIJIL_GUESSES_OF_ALL 300

typedef struct _SijilGuesses SijilGuesses;

SijilGuesses *sijil_guesses_new (void);
void sijil_guesses_free (SijilGuesses *guesses);
gboolean sijil_guesses_may_hear (SijilGuesses *guesses, const char *address, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SijilGuesses, sijil_guesses_free)

G_END_DECLS

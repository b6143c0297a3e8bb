#pragma once

#include <glib.h>

/* Files as a power cut leaves them that came while a register was encrypted anew in place. */
void hot_journal_write (const char *before, const char *journal);
void hot_journal_mix (const char *path, const char *after);

#pragma once

#include "fault-vfs.h"

/* The same disk with bad days for what is written without the library: key slots, copies of files,
 * names that change. What was renamed, removed or made and whose folder was not synced may be as
 * before after a power cut; in the order in which it was done, as file systems with a journal
 * promise. */
void fault_files_at (const char *folder);
guint fault_files_disarm (guint32 seed);

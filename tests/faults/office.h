#pragma once

#include <glib.h>

/* An office of a coordinator, منى, and two clerks: what must hold when a removal, a restoring or a
 * first opening was cut short, whatever cut it. Each check unlocks it for everybody who is there.
 */
void office_begin (void);
void office_end (void);
char *office_copy (gboolean as_restored);
void office_check_removal (const char *folder, gboolean said);
void office_check_restoring (const char *folder, gboolean said);
/* @said: a family was registered, and that was acknowledged. */
void office_check_opening (const char *folder, gboolean said);

extern char *office_backup; /* the name of its backup */
extern char *office_mona, *office_sami;

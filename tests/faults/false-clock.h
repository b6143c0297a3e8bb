#pragma once

/* By how much the clock of this process is wrong; other programs have the right time. */
extern long false_clock_seconds;

/* Unless it is 0: the microsecond at which time stands still, before that is added. */
extern long long false_clock_still;

#pragma once

/* By how much the clock of this process is wrong; other programs have the right time. */
extern long false_clock_seconds;

#include "false-clock.h"

#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* These stand in the place of the C library's functions, for GLib and for the TLS library too. */

long false_clock_seconds;
long long false_clock_still;

int
clock_gettime (clockid_t clock, struct timespec *now)
{
  int rc = (int) syscall (SYS_clock_gettime, clock, now);

  if (rc == 0 && clock == CLOCK_REALTIME) {
    if (false_clock_still != 0) {
      now->tv_sec = false_clock_still / 1000000;
      now->tv_nsec = false_clock_still % 1000000 * 1000;
    }
    now->tv_sec += false_clock_seconds;
  }
  return rc;
}

int
gettimeofday (struct timeval *restrict now, void *restrict zone)
{
  struct timespec exact;
  int rc = clock_gettime (CLOCK_REALTIME, &exact);

  now->tv_sec = exact.tv_sec;
  now->tv_usec = exact.tv_nsec / 1000;
  return rc;
}

time_t
time (time_t *out)
{
  struct timespec exact;

  clock_gettime (CLOCK_REALTIME, &exact);
  if (out != NULL)
    *out = exact.tv_sec;
  return exact.tv_sec;
}

// SPDX-License-Identifier: Apache-2.0
//
// Shifts the wall clock of a process by SHIFTED_CLOCK_SECONDS, if it is loaded by LD_PRELOAD. ClusterClocksIT compiles this file.
//
// Only CLOCK_REALTIME and its coarse form are shifted. Monotonic clocks stay, so that timeouts and sleeps work as before. Waits until a
// time of day (pthread_cond_timedwait with CLOCK_REALTIME) are not shifted: they end late by SHIFTED_CLOCK_SECONDS.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static time_t shift(void) {
  const char *seconds = getenv("SHIFTED_CLOCK_SECONDS");
  return seconds == NULL ? 0 : (time_t) strtol(seconds, NULL, 10);
}

typedef int clock_function(clockid_t, struct timespec *);

int clock_gettime(clockid_t clock, struct timespec *now) {
  static time_t shifted;
  static clock_function *_Atomic next;
  if (next == NULL) {
    shifted = shift();
    // The function of libc, which calls the vDSO.
    next = (clock_function *) dlsym(RTLD_NEXT, "clock_gettime");
  }
  int result = next(clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    now->tv_sec += shifted;
  }
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void) zone;
  struct timespec real;
  int result = clock_gettime(CLOCK_REALTIME, &real);
  if (result == 0) {
    now->tv_sec = real.tv_sec;
    now->tv_usec = real.tv_nsec / 1000;
  }
  return result;
}

time_t time(time_t *now) {
  struct timespec real;
  if (clock_gettime(CLOCK_REALTIME, &real) != 0) {
    return (time_t) -1;
  }
  if (now != NULL) {
    *now = real.tv_sec;
  }
  return real.tv_sec;
}

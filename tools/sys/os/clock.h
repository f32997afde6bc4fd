/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_CLOCK_H
#define SYS_OS_CLOCK_H

#include <time.h>

/* Seconds of the monotonic clock, for what takes how long. */
static inline double clock_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

#endif

// SPDX-License-Identifier: GPL-2.0-only
/* How slow the machine is, so that a slow one is not taken for a hang. */
#include "sys/os/speed.h"

#include <stdlib.h>
#include <unistd.h>

#include "guest/seal.h"
#include "sys/os/clock.h"

enum { WORK_BYTES = 4 << 20, SLOWEST = 10 };

/* What a processor of some years ago needs for the work. */
#define WORK_SECONDS	0.008

static double work_seconds(void)
{
	static const unsigned char secret[SEAL_SECRET];
	char *bytes = calloc(1, WORK_BYTES);
	volatile uint64_t mac;
	double began = clock_seconds();

	if (bytes)
		mac = seal(secret, bytes, WORK_BYTES);
	(void)mac;
	free(bytes);
	return clock_seconds() - began;
}

static double processor(void)
{
	double best = work_seconds();

	for (int i = 0; i < 2; i++) {
		double t = work_seconds();

		best = t < best ? t : best;
	}
	return best / WORK_SECONDS;
}

static double queue(void)
{
	double load;
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	return getloadavg(&load, 1) == 1 && cpus > 0 ? load / cpus : 1;
}

double machine_slowness(void)
{
	static double slowness;
	const char *said = getenv(SLOWNESS_ENV);
	double slow, wait;

	if (slowness > 0)
		return slowness;
	if (said && strtod(said, NULL) >= 1)
		return slowness = strtod(said, NULL);
	slow = processor();
	wait = queue();
	slowness = (slow > 1 ? slow : 1) * (wait > 1 ? wait : 1);
	if (slowness > SLOWEST)
		slowness = SLOWEST;
	return slowness;
}

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_SPEED_H
#define SYS_OS_SPEED_H

/* What to take instead of measuring. */
#define SLOWNESS_ENV	"BACKPORT_SLOWNESS"

/*
 * How many times slower this machine is now than one for which time limits
 * are meant: 1 to 10, measured by a fixed piece of work and by how many
 * programs wait for a processor. Once per process.
 */
double machine_slowness(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_BOOT_TIME_H
#define CORE_REPORT_BOOT_TIME_H

#include "core/matrix/matrix.h"

enum part_kind { PART_FIRMWARE, PART_KERNEL, PART_INIT, PART_CHECK, PART_END };

/* A part of a boot, in milliseconds since power on. */
struct part {
	enum part_kind kind;
	double from_ms, to_ms;
};

/* When in a boot what went on. */
struct boot_time {
	/*
	 * the guest said times; else its steps stand one after the other,
	 * before the end
	 */
	bool told;
	/* those that there are, in order, without gaps */
	struct part part[PART_END + 1];
	size_t nr;
	double check_ms;	/* when the check began, since power on */
};

/*
 * Cuts a boot into its parts: by the firmware's stamps, the guest's times, and
 * how long the emulator ran.
 */
void boot_time(const struct matrix_boot *b, struct boot_time *t);

/* When the i-th step began, in milliseconds since the check began. */
double boot_step_at(const struct matrix_boot *b, size_t i);

/*
 * How long the check took, from its start line to its result, or to the end of
 * the last step that is known.
 */
double boot_check_ms(const struct matrix_boot *b);

/* "firmware", "kernel", "init", "check", "until it was off". */
const char *part_name(enum part_kind kind);

/*
 * A step between an axis' ticks, so that there are at most six: 1, 2 or 5 times
 * a power of ten, at least 1.
 */
double axis_tick(double most);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_VERDICT_H
#define CORE_VERDICT_VERDICT_H

#include "core/text/strings.h"
#include "core/verdict/stage.h"

/* HACKING, "The words": the verdict of a fix on a branch. */
enum verdict {
	/* a stage has no result, or one of other inputs than there are now */
	NO_VERDICT,
	PROVED, UNPROVED, BROKEN, VERDICT_ERROR, SKIPPED,
};

struct mode_steps;

/* The outcome of the boots of one step in one mode. */
struct mode_result {
	const char *fix;	/* whose check; borrowed */
	const char *mode;	/* borrowed */
	long boots, passed;	/* with --repeat more than one */
	enum outcome outcome;	/* the worst */
	bool differ;	/* the boots were not all alike */
	bool signature;	/* every boot failed with the fix's signature */
	const char *accel;	/* see struct boot_end; borrowed */
	/*
	 * sha256 of the kernel that was booted, of the modules that the check
	 * loads; borrowed; NULL, "": not known, none
	 */
	const char *kernel, *modules;
	/* complaints before the guest spoke, of the boot that has the most */
	unsigned long nr_early;
	const struct strings *early;	/* see early.h; borrowed; NULL: none */
	const struct mode_steps *steps;	/* borrowed; NULL: none */
	const char *reason;	/* borrowed */
};

/* "proved", "unproved", "broken", "error", "skipped", "no verdict". */
const char *verdict_name(enum verdict verdict);

/* The verdict of that name; false when there is no such. */
bool verdict_of(const char *name, enum verdict *verdict);

/* All verdicts, from the worst to the best. */
#define NR_VERDICTS	(SKIPPED + 1)
extern const enum verdict verdict_order[NR_VERDICTS];

/* By verdict_order; none is worse than itself. */
bool verdict_is_worse(enum verdict a, enum verdict b);

#endif

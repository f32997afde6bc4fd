/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_VERDICT_H
#define CORE_VERDICT_VERDICT_H

#include "core/verdict/stage.h"

/* DESIGN, "Words": the verdict of a branch. */
enum verdict {
	/* a stage has no result, or one of other inputs than there are now */
	NO_VERDICT,
	PROVED, UNPROVED, BROKEN, VERDICT_ERROR, SKIPPED,
};

/* What the boots of one side in one mode came to. */
struct mode_result {
	const char *mode;	/* borrowed */
	long boots, passed;	/* with --repeat more than one */
	enum outcome outcome;	/* the worst */
	bool differ;	/* the boots were not all alike */
	bool signature;	/* every boot failed with the fix's signature */
	/* complaints before the guest spoke, of its first boot */
	unsigned long nr_early;
	const char *reason;	/* borrowed */
};

/*
 * The kernel without the fixes, or with them: each step from its tree to its
 * boots. Ids; "" when not known.
 */
struct evidence_side {
	const char *applied;	/* tree that the series makes */
	const char *built;	/* tree that was built */
	/* sha256 of the kernel built, of the kernel booted */
	const char *image, *booted;
	const struct mode_result *mode;
	unsigned long nr;
};

/* All that a verdict is made of; borrowed. */
struct evidence {
	size_t nr_steps;
	const struct stage_state *stage;	/* stage_count() of them */
	struct evidence_side before, after;
	unsigned long nr_modes;	/* that the configuration asks for */
	/* why the results are not of what is there now; NULL: they are */
	const char *doubt;
};

/*
 * Judges a branch; reason gets one sentence. Only evidence that is there
 * makes PROVED.
 */
enum verdict verdict_judge(const struct evidence *e, char *reason,
			   unsigned long size);

/* "proved", "unproved", "broken", "error", "skipped", "no verdict". */
const char *verdict_name(enum verdict verdict);

/* The verdict of that name; false when there is no such. */
bool verdict_of(const char *name, enum verdict *verdict);

#endif

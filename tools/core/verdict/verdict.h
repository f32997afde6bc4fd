/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_VERDICT_H
#define CORE_VERDICT_VERDICT_H

#include "core/console/console.h"

/* DESIGN, "Words": the verdict of a branch. */
enum verdict { PROVED, UNPROVED, BROKEN, VERDICT_ERROR, SKIPPED };

/* The worst of two outcomes, as a stage of several boots counts them: ERROR, FAIL, SKIP, PASS. */
enum outcome outcome_worst(enum outcome a, enum outcome b);

/* The stages a verdict is made of, in the order they run. */
enum stage_name {
	STAGE_TREE, STAGE_APPLY, STAGE_BUILD_BEFORE, STAGE_BUILD_AFTER,
	STAGE_BOOT_BEFORE, STAGE_BOOT_AFTER, NR_STAGES,
	/* Runs ahead of the builds, which FAIL where it does: no verdict is made of it. */
	STAGE_OBJECTS = NR_STAGES, NR_PLANNED,
};

/* What is known of a stage. */
struct stage_word {
	bool there;	/* it has a stored result */
	enum outcome outcome;
	const char *reason;	/* borrowed; "" or NULL for none */
};

/* What the boots of one side in one mode came to. */
struct mode_word {
	const char *mode;	/* borrowed */
	long boots, passed;	/* with --repeat more than one */
	enum outcome outcome;	/* the worst */
	bool differ;	/* the boots were not all alike */
	bool signature;	/* every boot failed with the fix's signature */
	unsigned long nr_early;	/* complaints before the guest spoke, of its first boot */
	const char *reason;	/* borrowed */
};

struct evidence {
	struct stage_word stage[NR_STAGES];
	const struct mode_word *before, *after;
	unsigned long nr_before, nr_after;
	unsigned long nr_modes;	/* that the configuration asks for */
};

/* Judges a branch; reason gets one sentence. Only evidence that is there makes PROVED. */
enum verdict verdict_judge(const struct evidence *e, char *reason,
			   unsigned long size);

/* "tree", "apply", "build.before", ..., "objects". */
const char *stage_name(enum stage_name stage);

/* The stages of a branch as they run: what is touched is compiled ahead of the builds. */
extern const enum stage_name stage_order[NR_PLANNED];

/* "proved", "unproved", "broken", "error", "skipped". */
const char *verdict_name(enum verdict verdict);

#endif

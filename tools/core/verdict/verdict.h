/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_VERDICT_H
#define CORE_VERDICT_VERDICT_H

#include "core/verdict/stage.h"

/* DESIGN, "Words": the verdict of a branch. */
enum verdict { PROVED, UNPROVED, BROKEN, VERDICT_ERROR, SKIPPED };

/* What the boots of one side in one mode came to. */
struct mode_result {
	const char *mode;	/* borrowed */
	long boots, passed;	/* with --repeat more than one */
	enum outcome outcome;	/* the worst */
	bool differ;	/* the boots were not all alike */
	bool signature;	/* every boot failed with the fix's signature */
	unsigned long nr_early;	/* complaints before the guest spoke, of its first boot */
	const char *reason;	/* borrowed */
};

struct evidence {
	struct stage_state stage[NR_STAGES];
	const struct mode_result *before, *after;
	unsigned long nr_before, nr_after;
	unsigned long nr_modes;	/* that the configuration asks for */
};

/* Judges a branch; reason gets one sentence. Only evidence that is there makes PROVED. */
enum verdict verdict_judge(const struct evidence *e, char *reason,
			   unsigned long size);

/* "proved", "unproved", "broken", "error", "skipped". */
const char *verdict_name(enum verdict verdict);

/* The verdict of that name; false when there is no such. */
bool verdict_of(const char *name, enum verdict *verdict);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PLAN_H
#define CORE_PLAN_H

#include <stdbool.h>

#include "buf.h"
#include "diag.h"
#include "verdict.h"

/* What is to be planned; all borrowed. */
struct plan {
	const char *program;	/* path of backport */
	const char *conf_path;
	const char *out;	/* folder of the results */
	const char *const *branch;
	size_t nr;
	unsigned long forced;	/* bit 1 << enum stage_name: also when the stored result holds */
	long repeat;		/* boots of each side and mode; 1 or more */
};

/*
 * Adds the stages of that name to *forced: "boot.after", "boot" for both sides, "all". False when there
 * is none, or it runs each time anyway (tree, apply).
 */
bool plan_force(unsigned long *forced, const char *name);

/*
 * Writes the stages of the branches and what each needs as a makefile for GNU make -k: every
 * recipe joins its jobserver, a failed stage stops no other, the verdict comes last. -1 and *why when a name
 * or a path cannot stand in a makefile.
 */
int plan_makefile(const struct plan *plan, struct buf *out, struct diag *why);

#endif

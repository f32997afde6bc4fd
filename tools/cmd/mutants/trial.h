/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_MUTANTS_TRIAL_H
#define CMD_MUTANTS_TRIAL_H

#include <git2.h>

#include "cmd/cmd.h"
#include "core/mutant/mutant.h"
#include "core/text/buf.h"
#include "sys/series/steps.h"

/* What became of a mutant. */
enum fate {
	FATE_UNKNOWN,	/* not tried yet */
	FATE_BUILD,	/* killed: it does not build */
	FATE_BOOT,	/* killed: the check fails, or the kernel */
	/* it makes the same machine code: there is nothing to notice */
	FATE_SAME,
	FATE_SURVIVED,
	FATE_ERROR,	/* ours */
};

/* One mutant of a branch. */
struct trial {
	const struct mutant *mutant;	/* borrowed from its file */
	const struct fix *fix;
	size_t step;		/* the fix's own, which is mutated */
	const char *path;	/* of the source; borrowed */
	struct span after;	/* of the source at that step; borrowed */
	struct buf patch;	/* against it */
	/*
	 * why the check need not notice it; borrowed from the configuration,
	 * NULL: nothing noted
	 */
	const char *noted;
	enum fate fate;
	char *reason;		/* one sentence, "" */
	bool stored;		/* fate was known from a run before */
	double seconds;
};

/* A file that fixes touch, and its mutants. */
struct trial_file {
	char *path;
	struct buf text;	/* at the step of the fix that touches it */
	struct mutants mutants;
};

struct trials {
	const struct branch *branch;
	git_repository *repo;
	struct branch_steps steps;
	struct trial_file *file;
	size_t nr_files;
	struct trial *trial;
	size_t nr;
};

#endif

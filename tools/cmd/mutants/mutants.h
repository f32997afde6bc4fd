/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_MUTANTS_MUTANTS_H
#define CMD_MUTANTS_MUTANTS_H

#include <git2.h>

#include "cmd/cmd.h"
#include "core/mutant/mutant.h"
#include "core/text/buf.h"
#include "sys/series/before-after.h"

/* What became of a mutant. */
enum fate {
	FATE_UNKNOWN,	/* not tried yet */
	FATE_BUILD,	/* killed: it does not build */
	FATE_BOOT,	/* killed: the check fails, or the kernel */
	FATE_SAME,	/* it makes the same machine code: there is nothing to notice */
	FATE_SURVIVED,
	FATE_ERROR,	/* ours */
};

/* One mutant of a branch. */
struct trial {
	const struct mutant *mutant;	/* borrowed from its file */
	const struct fix *fix;
	const char *path;	/* of the source; borrowed */
	struct span after;	/* of the source; borrowed */
	struct buf patch;	/* against after */
	const char *noted;	/* why the check need not notice it; borrowed from the configuration, NULL: nothing noted */
	enum fate fate;
	char *reason;		/* one sentence, "" */
	bool stored;		/* fate was known from a run before */
	double seconds;
};

/* A file that fixes touch, and its mutants. */
struct trial_file {
	char *path;
	struct buf text;	/* after */
	struct mutants mutants;
};

struct trials {
	const struct branch *branch;
	git_repository *repo;
	struct branch_trees sides;
	struct trial_file *file;
	size_t nr_files;
	struct trial *trial;
	size_t nr;
};

/* Finds a branch's mutants, of its variants and its tree of after. 0, 1 and *why when there is no such tree, -1 and *why; trials_release() either way. */
int trials_find(struct trials *t, const struct branch *b, struct diag *why);

/* Frees the contents and leaves *t empty. */
void trials_release(struct trials *t);

/* Takes the stored result of a run before, if it still holds. 0 or -1 and *why. */
int trial_look(const struct trials *t, struct trial *trial, struct diag *why);

/* As trial_look(), and builds and boots the mutant when nothing is stored: fate, reason and seconds are filled. 0 or -1 and *why. */
int trial_run(const struct ctx *ctx, struct trials *t, struct trial *trial,
	      struct diag *why);

/* "unknown", "killed by the build", ... */
const char *fate_name(enum fate fate);

#endif

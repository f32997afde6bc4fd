/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MATRIX_PLAN_H
#define CORE_MATRIX_PLAN_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "core/verdict/verdict.h"

/* A branch that is planned; borrowed. */
struct plan_branch {
	const char *name;
	size_t nr_steps;	/* see core/verdict/stage.h */
	bool holds;		/* what is stored: only the verdict is run */
	bool unready;		/* the first stage says why; it alone is run */
};

/* What is to be planned; all borrowed. */
struct plan {
	const char *program;	/* path of backport */
	const char *conf_path;
	const char *out;	/* folder of the results */
	const struct plan_branch *branch;
	size_t nr;
	/*
	 * run also when the stored result holds: "boot.after", "boot" for all
	 * steps, "all"; NULL-terminated, or NULL
	 */
	const char *const *forced;
	/* only the stages of this step, and no verdict; NULL: all */
	const char *step;
	/* of more than two steps only the first and the last */
	bool quick;
	const char *fix;	/* whose verdict is asked for; NULL: all */
	long repeat;		/* boots of each step and mode; 1 or more */
	bool distcc;		/* compilers run through distcc, below ccache */
};

/*
 * False when no branch of the plan has a stage of that name that can be forced:
 * tree and apply run each time anyway.
 */
bool plan_can_force(const struct plan *plan, const char *name);

/* False when a branch of the plan has no such step. */
bool plan_has_step(const struct plan *plan, const char *step);

/*
 * Writes the stages of the branches and what each needs as a makefile for GNU
 * make -k: every recipe joins its jobserver, a failed stage stops no other, the
 * verdict comes last. -1 and *why when a name or a path cannot stand in a
 * makefile.
 */
int plan_makefile(const struct plan *plan, struct buf *out, struct diag *why);

/* What plan_slurm() wants besides; all borrowed. */
struct plan_slurm {
	/* for each sbatch, words between spaces; "" for none */
	const char *args;
	const char *cwd;	/* the project's folder, which all nodes see */
	/* folder of the cache here: a node takes bases from it that it lacks */
	const char *bases;
	const char *script;	/* the path of share/slurm.sh */
	/* folder on each node's own disk; NULL: the same as here */
	const char *node_cache;
};

/*
 * Writes them as a shell script that submits Slurm jobs and waits: what needs a
 * node's own disk is one job (tree, apply, the objects and the builds), each
 * boot is one, and the verdict. A job runs when those that it needs have ended
 * well, and once more elsewhere when its node dies. -1 and *why as above.
 */
int plan_slurm(const struct plan *plan, const struct plan_slurm *slurm,
	       struct buf *out, struct diag *why);

#endif

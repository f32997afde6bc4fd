/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_KBUILD_H
#define SYS_BUILD_KBUILD_H

#include <stdbool.h>

#include "core/build/build-log.h"
#include "core/text/diag.h"
#include "core/text/strings.h"
#include "sys/build/confine.h"
#include "sys/conf/conf.h"

/*
 * The kernel build of a branch: one folder of sources for all sides, and the
 * objects of one of them.
 */
struct kbuild {
	const struct branch *branch;	/* borrowed */
	char *work;		/* kbuild_folder() */
	char *src, *obj;	/* below it */
	/* below obj: a copy of their sources, NAME/ of each check */
	char *modules;
	char *log;		/* of all output, V=1; each make adds to it */
	struct confine confine;	/* what its make may touch */
	size_t log_from;	/* bytes of it that are of another side */
	struct strings vars;	/* make's variables, NAME=value */
	int lock;		/* on work; every compiler holds it too */
};

#define KBUILD_LOG_MAX	(256ul << 20)	/* bytes printed by one make */

/* How a run of make ended. */
struct kbuild_end {
	bool made;
	enum build_fault fault;	/* BUILD_FINE when made */
	char *error, *command;	/* of the first error; "": none; owned */
	long error_lineno;	/* in the log, from 1 */
	size_t nr_objects, nr_warnings;
	int nr_retries;		/* because a compiler was killed or crashed */
};

/*
 * Opens the work folder of a branch, made when it is not there, takes its lock
 * and empties log. 1 and *why when another build has the folder and wait is
 * false. 0 or -1 and *why; kbuild_release() in any case.
 */
int kbuild_open(struct kbuild *k, const struct branch *b, const char *log,
		bool wait, struct diag *why);

/*
 * Runs make with args (targets and further variables, NULL-terminated) added to
 * the branch's variables; again when a compiler was killed or broke down. 0
 * with *end filled; the counts add up over calls on one *end. -1 and *why.
 */
int kbuild_run(struct kbuild *k, const char *const *args,
	       struct kbuild_end *end, struct diag *why);

/* What the log holds so far is of another side than what comes now. */
void kbuild_next_side(struct kbuild *k);

/*
 * Makes the kernel, and the modules of the branch's checks. 0 with *end filled;
 * -1 and *why.
 */
int kbuild_make(struct kbuild *k, struct kbuild_end *end, struct diag *why);

/*
 * The branch's folder below that of the project that we stand in. Caller frees.
 * NULL and *why when there is no cache.
 */
char *kbuild_folder(const struct branch *b, struct diag *why);

/* Frees the contents. */
void kbuild_end_release(struct kbuild_end *end);

/* Gives the lock back, frees the contents and leaves *k empty. */
void kbuild_release(struct kbuild *k);

#endif

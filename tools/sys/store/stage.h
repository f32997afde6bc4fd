/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_STAGE_H
#define SYS_STORE_STAGE_H

#include <stdbool.h>
#include <time.h>

#include "sys/store/key.h"
#include "sys/store/result.h"

/*
 * A stage under way: its lock, its clock, and the result that it will publish.
 */
struct stage {
	char *out;
	/*
	 * with branch, stage, key and started set; more is an empty object
	 * holding "inputs"
	 */
	struct result result;
	/*
	 * inputs that differ from the stored result's, "tree, compiler"; "" if
	 * none was stored
	 */
	char *changed;
	double began_s;
	int lock;		/* descriptor, when opened */
	bool opened, held;
};

/*
 * Takes the lock of a stage, out/<branch>/.<stage>.lock, and makes the folder.
 * 0: it is ours; 1: another process has it and wait is false, *why says which;
 * -1 and *why.
 */
int stage_lock(struct stage *s, const char *out, const char *branch,
	       const char *stage, bool wait, struct diag *why);

/*
 * True while a process holds the lock of a stage, as far as the lock's file
 * tells; *since is when it took it.
 */
bool stage_running(const char *out, const char *branch, const char *stage,
		   time_t *since);

/*
 * With the lock held, compares k (freed; NULL: the inputs could not be read)
 * with the stored result's key. 1: the stored result holds and is in s->result;
 * 0: to be done, and the stored result, which is of other inputs, is removed.
 * force takes no stored result. -1 and *why.
 */
int stage_begin(struct stage *s, struct result_key *k, bool force,
		struct diag *why);

/*
 * Publishes the outcome with the seconds since stage_begin(); reason may be
 * NULL. 0 or -1 and *why.
 */
int stage_end(struct stage *s, enum outcome outcome, const char *reason,
	      struct diag *why);

/*
 * Gives the lock back, frees the contents and leaves *s empty;
 * publishes nothing.
 */
void stage_release(struct stage *s);

/* Asks whether a stage of the branch is at work, by its lock in out/BRANCH. */
bool stage_any_runs(const char *out, const char *branch);

#endif

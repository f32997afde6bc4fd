/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PID 1 of a kernel under test. It knows no fix and no check: it runs those
 * that the plan names (plan.h), each in processes of its own, and says what
 * they said.
 *
 * The host reads the console. Each line is one kernel message, "backport: ",
 * the line's number from 1, one of the following, and " mac=" with what seal.h
 * makes of it; other kernel messages may stand between the lines:
 *
 *	start check=NAME kernel=RELEASE init=N at=N
 *	step NAME OUTCOME at=N ms=N [reason="TEXT"]
 *	said text="TEXT"
 *	busy at=N
 *	result OUTCOME steps=N passed=N failed=N skipped=N at=N [taint=N]
 *	end
 *
 * A start line begins a check's block, its result line ends it, and the end
 * line is the last of all. What a check prints that is no TAP comes as said
 * lines; busy only shows that a check which says nothing still runs. init and
 * at are milliseconds of the kernel's monotonic clock: when PID 1 began, when
 * a step began, and else when the line was made; ms is what a step took. taint
 * is what the kernel says by /proc/sys/kernel/tainted that it complained of
 * during the check, whether the console has it or not.
 *
 * OUTCOME is PASS, FAIL (the kernel's fault), SKIP (not run, with the reason)
 * or ERROR (the harness's fault). TEXT is printable ASCII in which " and \
 * have a \ before them.
 */
#ifndef GUEST_H
#define GUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "outcome.h"
#include "plan.h"

/* say.c */

/* Takes the secret of this boot from the initramfs, and removes it there. */
void say_begin(void);
/* Prints one line of the protocol, whole; the format must not hold "\n". */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Prints a step's line; at and ms as above. */
void say_step(const char *name, enum outcome outcome, const char *reason,
	      long at, long ms);
/* Prints what a check said that is no step. */
void say_text(const char *text);
/* Milliseconds of the monotonic clock. */
long now_ms(void);
/* Reads a file as a string, cut to size; false when it cannot be read. */
bool file_text(const char *path, char *text, size_t size);
/* Writes a string to a file that is there; whether it could does not matter. */
void file_put(const char *path, const char *text);

/* block.c: what is said of one check. */

struct block {
	const char *check;
	long last;	/* when the step under way began */
	long nr, count[ERROR + 1];
	long tainted;	/* by complaints before it */
	bool full;	/* more steps than are taken */
	/* of the steps' names: no two are called alike */
	unsigned int name_hash[2048];
};

/* Says that the check starts. */
void block_begin(struct block *b, const char *check, const char *release,
		 long init_ms);
/* Says a step; one that is called like another before gets a number. */
void block_step(struct block *b, const char *name, enum outcome outcome,
		const char *reason);
/* Says the result. */
void block_end(const struct block *b);

/* run.c */

/*
 * Runs a check and says its block. Whatever it started is gone afterwards:
 * false when it is not, or has used up the memory, so that nothing which runs
 * after it can be believed.
 */
bool run_check(const struct plan_check *c, const char *release, long init_ms);

/* process.c: the processes of a check. */

struct process {
	int pid;	/* 0: it has ended */
	int status;	/* then: waitpid()'s */
	int out, err;	/* its stdout and stderr, read without waiting; -1 */
};

/* Starts argv in the folder dir. False and errno. */
bool process_start(struct process *p, const char *dir, const char *const *argv);
/*
 * Collects the exit status of p, if it ended, and reaps all orphans. True when
 * PID 1 has no child left.
 */
bool process_reap(struct process *p);
/* Ends everything but PID 1; false when something does not end. */
bool process_end_all(struct process *p);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_RUN_H
#define SYS_OS_RUN_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/*
 * A program to run to its end. Its stdin is /dev/null; it inherits our other
 * open descriptors (make's jobserver).
 */
struct proc {
	/* NULL-terminated; argv[0] is looked up in PATH */
	const char *const *argv;
	/* "NAME=value", NULL-terminated, set on top of ours; may be NULL */
	const char *const *env;
	const char *dir;	/* to run in; NULL: here */
	/* file that takes its stdout and stderr; NULL: see capture */
	const char *log;
	/* to what the log holds, instead of emptying it first */
	bool append;
	/* takes stdout when log is NULL; NULL: inherited */
	struct buf *capture;
	long timeout_s;		/* 0: none */
	size_t output_max;	/* bytes that it may print; 0: any number */
	/*
	 * Called about ten times a second, and whenever something came, with
	 * the output's new bytes (none when log and capture are NULL);
	 * returning true ends the program (SIGTERM, then SIGKILL). May be NULL.
	 */
	bool (*watch)(void *arg, struct span fresh);
	void *arg;
};

struct proc_end {
	int status;	/* exit status; 128 + signal when killed by one */
	int signal;	/* 0 when it exited by itself */
	/* ended by timeout_s; by watch; by output_max */
	bool timed_out, stopped, flooded;
	double seconds;
};

/*
 * Runs it in a process group of its own and leaves nothing alive that it
 * started, also when we are killed. SIGINT, SIGTERM and SIGHUP are
 * passed on, and raised again here once it ended: by default that ends us too.
 * 0 once it ended, however it ended; -1 and *why when it could not be started,
 * or its log not be written.
 */
int proc_run(const struct proc *p, struct proc_end *end, struct diag *why);

#define PROC_AT_ONCE 8

/*
 * Runs nr programs, at most PROC_AT_ONCE, side by side; end[i] is of p[i]. When
 * one could not be started, or its log not be written, the others are ended
 * too. 0 or -1 and *why, as proc_run().
 */
int proc_run_all(const struct proc *p, size_t nr, struct proc_end *end,
		 struct diag *why);

#endif

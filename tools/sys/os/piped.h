/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_PIPED_H
#define SYS_OS_PIPED_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/*
 * A program that is fed through a pipe or read through one while it runs; one
 * that just runs to its end is a struct proc. It dies with us, hears nothing of
 * our terminal and speaks the C locale, so that its words can be looked at.
 */
struct piped {
	const char *name;	/* of the program, for messages */
	pid_t pid;		/* 0: none is running */
	/* our ends of its stdin and stdout; -1: not piped */
	int in, out;
	int err;		/* file in memory that takes its stderr */
	struct buf pending;	/* not yet written to in */
	int error;		/* errno of a read or write that failed; 0 */
};

/* Which of its streams are ours, and where it starts. */
struct piped_options {
	bool feed, drain;	/* stdin, stdout are pipes to us */
	const char *dir;	/* NULL: here */
	const char *const *env;	/* "NAME=value", NULL-terminated; may be NULL */
};

/* Starts argv, looked up in PATH. 0 or -1 and *why; piped_stop() either way. */
int piped_start(struct piped *c, const char *const *argv,
		const struct piped_options *how, struct diag *why);

/* Feeds it; false when it no longer takes anything: piped_end() says why. */
bool piped_write(struct piped *c, const void *bytes, size_t len);

/*
 * Closes its stdin and waits for its end, timeout_s at most (0: as long as it
 * takes), adding what it wrote to out (NULL when stdout is not piped). 0 when
 * it exited with 0, otherwise -1 and its own last words in *why.
 */
int piped_end(struct piped *c, struct buf *out, long timeout_s,
	      struct diag *why);

/* Ends it if it still runs, and forgets it. */
void piped_stop(struct piped *c);

#endif

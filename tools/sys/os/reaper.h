/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_REAPER_H
#define SYS_OS_REAPER_H

#include <signal.h>
#include <sys/types.h>

/*
 * A small process between us and a program: it starts the program in a process
 * group, adopts whatever the program leaves behind, and ends it all when the
 * program ends, or when we do, even by SIGKILL.
 */
struct reaper {
	const char *const *argv, *const *env;
	const char *dir;
	int out, err;	/* become stdout and stderr; -1: inherited */
	/* write end of the pipe that takes struct reaper_message */
	int messages;
	sigset_t mask;	/* the program's signal mask */
	pid_t parent;	/* we */
};

/* What the reaper reports; each is written whole. */
struct reaper_message {
	enum {
		REAPER_STARTED,
		REAPER_NO_DIR,
		REAPER_NO_EXEC,
		REAPER_ENDED
	} what;
	int value;	/* pid, errno, errno, status as waitpid() gives it */
};

/*
 * The signal that makes a reaper kill at once; SIGINT, SIGTERM and SIGHUP are
 * passed on as they are.
 */
#define REAPER_KILL	SIGUSR1

/*
 * Becomes the reaper: call it in a fresh fork, with all signals blocked.
 * Never returns.
 */
_Noreturn void reaper_run(const struct reaper *r);

#endif

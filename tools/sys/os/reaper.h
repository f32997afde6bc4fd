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
struct keeper {
	const char *const *argv, *const *env;
	const char *dir;
	int out, err;	/* become stdout and stderr; -1: inherited */
	int told;	/* write end of the pipe that takes struct keeper_word */
	sigset_t mask;	/* the program's signal mask */
	pid_t parent;	/* we */
};

/* What the keeper tells us; each is written whole. */
struct keeper_word {
	enum { KEEPER_STARTED, KEEPER_NO_DIR, KEEPER_NO_EXEC, KEEPER_ENDED } what;
	int value;	/* pid, errno, errno, status as waitpid() gives it */
};

/* The signal that makes a keeper kill at once; SIGINT, SIGTERM and SIGHUP are passed on as they are. */
#define KEEPER_KILL	SIGUSR1

/* Becomes the keeper: call it in a fresh fork, with all signals blocked. Never returns. */
_Noreturn void keeper_run(const struct keeper *k);

#endif

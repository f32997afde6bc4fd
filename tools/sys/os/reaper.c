// SPDX-License-Identifier: GPL-2.0-only
/*
 * The process between us and a program. A process group alone is not enough: a
 * killed make leaves compilers behind, and a program may leave its group. A
 * subreaper has them all as children in the end.
 */
#include "sys/os/reaper.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Sent by the kernel when our parent is gone. */
#define PARENT_GONE	SIGUSR2

static void report(const struct reaper *r, int what, int value)
{
	struct reaper_message message = { .what = what, .value = value };

	/* shorter than PIPE_BUF: whole or not at all */
	if (write(r->messages, &message, sizeof(message)) < 0)
		_exit(127);
}

static void default_signals(const sigset_t *mask)
{
	static const int taken[] = { SIGINT, SIGTERM, SIGHUP, SIGCHLD };

	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++) {
		struct sigaction now;

		/* what was ignored before us, as under nohup, stays so */
		sigaction(taken[i], NULL, &now);
		if (now.sa_handler != SIG_IGN)
			signal(taken[i], SIG_DFL);
	}
	/* We ignore it, since a write then fails with EPIPE: it is ours. */
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_SETMASK, mask, NULL);
}

static _Noreturn void become(const struct reaper *r, pid_t reaper)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != reaper)
		_exit(127);
	if (null >= 0)
		dup2(null, 0);
	if (r->out >= 0)
		dup2(r->out, 1);
	if (r->err >= 0)
		dup2(r->err, 2);
	for (size_t i = 0; r->env && r->env[i]; i++)
		putenv((char *)r->env[i]);
	if (r->dir && chdir(r->dir)) {
		report(r, REAPER_NO_DIR, errno);
		_exit(127);
	}
	default_signals(&r->mask);
	execvp(r->argv[0], (char *const *)r->argv);
	report(r, REAPER_NO_EXEC, errno);
	_exit(127);
}

/*
 * By vfork(), since to copy our memory once more takes as long as a short
 * program does. What become() changes in it, the environment, is not used here.
 */
static pid_t start(const struct reaper *r, pid_t self)
{
	pid_t program = vfork();

	if (!program)
		become(r, self);
	return program;
}

/*
 * Kills every child we have, own or adopted, whatever its group; false when
 * /proc cannot say.
 */
static bool kill_children(void)
{
	char path[64];
	FILE *list;
	long pid;

	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	list = fopen(path, "re");
	if (!list)
		return false;
	while (fscanf(list, "%ld", &pid) == 1)
		kill(pid, SIGKILL);
	fclose(list);
	return true;
}

/*
 * Leaves nothing alive; *status becomes the program's when it had not
 * ended yet.
 */
static void end_all(pid_t program, int *status, bool *ended)
{
	int one, flags = 0;
	pid_t pid;

	kill(-program, SIGKILL);
	do {
		if (!kill_children())
			flags = WNOHANG;	/* the group is all we know */
		pid = waitpid(-1, &one, flags);
		if (pid == program) {
			*status = one;
			*ended = true;
		}
	} while (pid > 0 || (pid < 0 && errno == EINTR));
}

/* Reaps what ended; returns true once the program itself did. */
static bool reap(pid_t program, int *status)
{
	bool ended = false;
	pid_t pid;
	int one;

	while ((pid = waitpid(-1, &one, WNOHANG)) > 0) {
		if (pid == program) {
			*status = one;
			ended = true;
		}
	}
	return ended;
}

_Noreturn void reaper_run(const struct reaper *r)
{
	bool ended = false;
	int status = 0, sig;
	pid_t program, self = getpid();
	sigset_t all;

	setpgid(0, 0);
	signal(SIGCHLD, SIG_DFL);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	prctl(PR_SET_PDEATHSIG, PARENT_GONE);
	if (getppid() != r->parent)
		_exit(127);
	program = start(r, self);
	if (program < 0) {
		report(r, REAPER_NO_EXEC, errno);
		_exit(127);
	}
	setpgid(program, program);
	report(r, REAPER_STARTED, program);
	sigfillset(&all);
	while (!ended) {
		if (sigwait(&all, &sig))
			continue;
		if (sig == SIGCHLD)
			ended = reap(program, &status);
		else if (sig == REAPER_KILL || sig == PARENT_GONE)
			break;
		else if (sig == SIGINT || sig == SIGTERM || sig == SIGHUP)
			kill(-program, sig);
	}
	end_all(program, &status, &ended);
	report(r, REAPER_ENDED, status);
	_exit(0);
}

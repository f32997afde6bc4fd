// SPDX-License-Identifier: GPL-2.0-only
/* Starts the processes of a check, and ends all that they have left. */
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define DIE_MS 8000	/* for thousands to die in after a SIGKILL */

/* What a check's process has of its own, and not of PID 1. */
static void __attribute__((noreturn)) become(const char *dir,
					     const char *const *argv,
					     const int *out, const int *err)
{
	static char *const env[] = { "PATH=/bin", "HOME=/tmp", "TMPDIR=/tmp",
				     "TERM=dumb", "LC_ALL=C", NULL };
	int null = open("/dev/null", O_RDONLY);

	setsid();
	setpriority(PRIO_PROCESS, 0, 0);
	file_put("/proc/self/oom_score_adj", "0");
	if (null >= 0)
		dup2(null, 0);
	dup2(out[1], 1);
	dup2(err[1], 2);
	if (!chdir(dir))
		execve(argv[0], (char *const *)argv, env);
	dprintf(2, "%s cannot be run: %s\n", argv[0], strerror(errno));
	_exit(127);
}

bool process_start(struct process *p, const char *dir, const char *const *argv)
{
	int out[2], err[2];

	*p = (struct process){ .out = -1, .err = -1 };
	if (pipe2(out, O_CLOEXEC))
		return false;
	if (pipe2(err, O_CLOEXEC)) {
		close(out[0]);
		close(out[1]);
		return false;
	}
	p->pid = fork();
	if (!p->pid)
		become(dir, argv, out, err);
	close(out[1]);
	close(err[1]);
	p->out = out[0];
	p->err = err[0];
	fcntl(p->out, F_SETFL, O_NONBLOCK);
	fcntl(p->err, F_SETFL, O_NONBLOCK);
	return p->pid > 0;
}

bool process_reap(struct process *p)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid != p->pid)
			continue;
		p->pid = 0;
		p->status = status;
	}
	return pid < 0 && errno == ECHILD;
}

bool process_end_all(struct process *p)
{
	long end = now_ms() + DIE_MS;

	/* a process that has SIGKILL pending makes no more children */
	kill(-1, SIGKILL);
	while (!process_reap(p)) {
		if (now_ms() >= end)
			return false;
		usleep(5000);
		kill(-1, SIGKILL);
	}
	return true;
}

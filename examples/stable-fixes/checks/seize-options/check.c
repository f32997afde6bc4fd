// SPDX-License-Identifier: GPL-2.0-only
/* Is PTRACE_O_SUSPEND_SECCOMP refused to an ordinary user's PTRACE_SEIZE? */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define SUSPEND_SECCOMP (1 << 21)

/* Seizes a child of ours with the options: 0 or an errno. */
static int seize(long options)
{
	pid_t pid = fork();
	int why = 0;

	if (pid < 0)
		err(99, "fork");
	if (!pid)
		for (;;)
			pause();
	if (ptrace(PTRACE_SEIZE, pid, 0, options))
		why = errno;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return why;
}

int main(void)
{
	int why;

	/* setuid() takes away what lets a process be traced */
	if (setgid(65534) || setuid(65534) || prctl(PR_SET_DUMPABLE, 1))
		err(99, "setuid");
	why = seize(0);
	if (why)
		errx(99, "PTRACE_SEIZE without options: %s", strerror(why));
	why = seize(SUSPEND_SECCOMP);
	if (!why) {
		printf("user 65534 may suspend seccomp by PTRACE_SEIZE\n");
		return 1;
	}
	/* EINVAL: a kernel without CHECKPOINT_RESTORE or SECCOMP */
	if (why != EPERM && why != EINVAL)
		errx(99, "PTRACE_SEIZE: %s, wanted EPERM or EINVAL",
		     strerror(why));
	return 0;
}

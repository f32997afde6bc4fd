// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does a program that was started with an empty argv get one empty string? It
 * is looked at where exec stops for its tracer, and ended there: a static
 * program does not live long without argv[0].
 */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	char *const none[] = { NULL };
	char path[64], text[256];
	int fd, status;
	ssize_t nr;
	pid_t pid;

	pid = fork();
	if (pid < 0)
		err(99, "fork");
	if (!pid) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		execve("/proc/self/exe", none, none);
		_exit(98);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status) ||
	    WSTOPSIG(status) != SIGTRAP)
		errx(99, "execve: no stop, but status 0x%x", status);

	snprintf(path, sizeof(path), "/proc/%d/cmdline", pid);
	fd = open(path, O_RDONLY);
	nr = fd < 0 ? -1 : read(fd, text, sizeof(text));
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	if (nr < 0)
		err(99, "%s", path);
	if (!nr) {
		printf("execve with an empty argv gives a program argc 0\n");
		return 1;
	}
	if (nr != 1 || text[0])
		errx(99, "the command line has %zd bytes, wanted 1", nr);
	return 0;
}

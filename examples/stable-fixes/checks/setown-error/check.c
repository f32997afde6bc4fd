// SPDX-License-Identifier: GPL-2.0-only
/*
 * Are owners of a file that cannot be refused, and the owner that it has left
 * alone? INT_MIN would be process group 2147483648.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/sockios.h>

static int nr, failed;

static void ok(int good, const char *name, const char *why)
{
	failed += !good;
	if (!good)
		printf("# %s\n", why);
	printf("%sok %d %s\n", good ? "" : "not ", ++nr, name);
}

static int set_by_fcntl(int fd, int owner)
{
	return fcntl(fd, F_SETOWN, owner) ? errno : 0;
}

static int set_by_ioctl(int fd, int owner)
{
	return ioctl(fd, SIOCSPGRP, &owner) ? errno : 0;
}

/* Makes the process, and the group that it leads, owner by set(). */
static void valid(int fd, const char *name, int (*set)(int fd, int owner))
{
	int pid = getpid(), why;

	why = set(fd, pid);
	if (!why && fcntl(fd, F_GETOWN) == pid)
		why = set(fd, -pid);
	if (!why && fcntl(fd, F_GETOWN) != -pid)
		why = ENOMSG;
	ok(!why, name, why == ENOMSG ? "another is the owner" : strerror(why));
}

/* Gives INT_MIN to set(), and looks at the owner then: still the group. */
static void invalid(int fd, const char *name, const char *owner,
		    int (*set)(int fd, int owner))
{
	int why = set(fd, INT_MIN);

	if (why && why != EINVAL)
		errx(99, "%s: %s, wanted EINVAL", name, strerror(why));
	ok(why, name, "INT_MIN as the owner succeeds");
	ok(fcntl(fd, F_GETOWN) == -getpid(), owner, "the owner is lost");
}

int main(void)
{
	int fd[2], sock;

	setpgid(0, 0);	/* fails where it leads a session, and so a group */
	if (getpgrp() != getpid())
		errx(99, "no process group of its own");
	sock = socket(AF_UNIX, SOCK_STREAM, 0);
	if (pipe(fd) || sock < 0)
		err(99, "a pipe and a socket");
	printf("TAP version 13\n1..6\n");
	valid(fd[0], "fcntl-valid", set_by_fcntl);
	invalid(fd[0], "fcntl", "fcntl-owner", set_by_fcntl);
	valid(sock, "socket-valid", set_by_ioctl);
	invalid(sock, "socket", "socket-owner", set_by_ioctl);
	return failed ? 1 : 0;
}

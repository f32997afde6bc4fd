// SPDX-License-Identifier: GPL-2.0-only
/* Do ioctls that a tty has not got return ENOTTY? */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>

static int nr, failed;

static void check(int fd, const char *name, unsigned long request, void *arg)
{
	int why = ioctl(fd, request, arg) ? errno : 0;

	if (why != ENOTTY) {
		failed++;
		printf("# %s: %s\n", name, strerror(why));
	}
	printf("%sok %d %s\n", why == ENOTTY ? "" : "not ", ++nr, name);
}

int main(void)
{
	int fd, bits = 0;
	long counts[32];	/* more than a struct serial_icounter_struct */

	mkdir("/dev/pts", 0755);
	mount("devpts", "/dev/pts", "devpts", 0, "ptmxmode=666");
	fd = open("/dev/ptmx", O_RDWR | O_NOCTTY);
	if (fd < 0 && (errno == ENOENT || errno == ENXIO || errno == ENODEV)) {
		printf("1..0 # SKIP no pseudo-terminals\n");
		return 4;
	}
	if (fd < 0)
		err(99, "/dev/ptmx");
	printf("TAP version 13\n1..3\n");
	check(fd, "TIOCMGET", TIOCMGET, &bits);
	check(fd, "TIOCMSET", TIOCMSET, &bits);
	check(fd, "TIOCGICOUNT", TIOCGICOUNT, counts);
	return failed ? 1 : 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does /proc/PID/fdinfo show IN_ONESHOT and IN_EXCL_UNLINK? With the exit
 * status of an LTP test: 1 failed, 2 broken, 32 not for this kernel.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* The mask that fdinfo shows of the one watch; 0 when it has none. */
static unsigned int shown_mask(int fd)
{
	char path[64], line[512], *at;
	unsigned int mask = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f)) {
		at = strstr(line, " mask:");
		if (!strncmp(line, "inotify wd:", 11) && at)
			sscanf(at, " mask:%x", &mask);
	}
	if (f)
		fclose(f);
	return mask;
}

int main(void)
{
	unsigned int asked = IN_MODIFY | IN_ONESHOT | IN_EXCL_UNLINK, shown;
	int fd = inotify_init();

	if (fd < 0 && errno == ENOSYS) {
		printf("TCONF: no inotify\n");
		return 32;
	}
	if (fd < 0 || inotify_add_watch(fd, "/tmp", asked) < 0) {
		printf("TBROK: inotify: %s\n", strerror(errno));
		return 2;
	}
	shown = shown_mask(fd);
	if (shown == asked) {
		printf("TPASS: fdinfo shows mask %x\n", shown);
		return 0;
	}
	printf("TFAIL: fdinfo shows mask %x of %x\n", shown, asked);
	return 1;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Is the mode of a symlink left alone? */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
	const char *link = "/tmp/symlink-mode";
	char path[64];
	struct stat was, now;
	int fd, ret, why;

	unlink(link);
	if (symlink("nowhere", link) || lstat(link, &was))
		err(99, "%s", link);
	fd = open(link, O_PATH | O_NOFOLLOW);
	if (fd < 0)
		err(99, "open %s", link);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ret = chmod(path, 0);
	why = errno;
	if (lstat(link, &now))
		err(99, "%s", link);

	if (was.st_mode != now.st_mode) {
		printf("chmod of a symlink %s, its mode went from %o to %o\n",
		       ret ? strerror(why) : "succeeds", was.st_mode & 07777,
		       now.st_mode & 07777);
		return 1;
	}
	if (!ret || why != EOPNOTSUPP) {
		printf("chmod of a symlink: %s, not EOPNOTSUPP\n",
		       ret ? strerror(why) : "success");
		return 99;
	}
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Does O_TMPFILE heed the umask where there are no POSIX ACLs? */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static const char dir[] = "/tmp/tmpfile-umask";

static mode_t mode_of(const char *path, int flags)
{
	struct stat st;
	int fd = open(path, flags | O_RDWR, 0777);

	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
		printf("no O_TMPFILE here\n");
		_exit(4);
	}
	if (fd < 0 || fstat(fd, &st))
		err(99, "open %s", path);
	close(fd);
	return st.st_mode & 07777;
}

int main(void)
{
	mode_t mode;

	if (mkdir(dir, 0700) && errno != EEXIST)
		err(99, "%s", dir);
	/* noacl is not known where there is no TMPFS_POSIX_ACL */
	if (mount("none", dir, "tmpfs", 0, "noacl") &&
	    mount("none", dir, "tmpfs", 0, NULL))
		err(99, "mount %s", dir);
	umask(077);
	mode = mode_of("/tmp/tmpfile-umask/plain", O_CREAT);
	if (mode != 0700)
		errx(99, "a plain file has mode %o, wanted 700", mode);
	mode = mode_of(dir, O_TMPFILE);
	umount(dir);
	if (mode == 0777) {
		printf("O_TMPFILE 777 with umask 77 gives mode 777\n");
		return 1;
	}
	if (mode != 0700)
		errx(99, "O_TMPFILE gives mode %o, wanted 700", mode);
	return 0;
}

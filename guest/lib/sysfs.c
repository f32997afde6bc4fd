// SPDX-License-Identifier: GPL-2.0-only
/* Small files of /proc and /sys, and modules. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int file_read(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t n = -1;

	if (fd < 0)
		return -1;
	while (len < size - 1 && (n = read(fd, text + len, size - 1 - len)) > 0)
		len += n;
	close(fd);
	if (n < 0)
		return -1;
	if (len && text[len - 1] == '\n')
		len--;
	text[len] = '\0';
	return 0;
}

int file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n;
	int why;

	if (fd < 0)
		return -1;
	n = write(fd, text, strlen(text));
	why = errno;
	close(fd);
	errno = why;
	return n == (ssize_t)strlen(text) ? 0 : -1;
}

int link_name(const char *path, char *name, size_t size)
{
	char target[512];
	ssize_t n = readlink(path, target, sizeof(target) - 1);
	const char *last;

	if (n < 0)
		return -1;
	target[n] = '\0';
	last = strrchr(target, '/');
	last = last ? last + 1 : target;
	if (strlen(last) >= size) {
		errno = ENAMETOOLONG;
		return -1;
	}
	strcpy(name, last);
	return 0;
}

int module_load(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc, why;

	if (fd < 0)
		return -1;
	rc = syscall(SYS_finit_module, fd, "", 0);
	why = errno;
	close(fd);
	errno = why;
	return rc && why != EEXIST ? -1 : 0;
}

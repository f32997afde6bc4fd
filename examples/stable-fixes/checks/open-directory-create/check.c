// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is O_DIRECTORY | O_CREAT refused, and nothing made? In the style of a
 * kselftest: KTAP, and its exit statuses.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char file[] = "/tmp/directory-create";
static int nr, failed;

static void ok(int good, const char *name, const char *why)
{
	failed += !good;
	if (!good && why)
		printf("# %s\n", why);
	printf("%sok %d %s\n", good ? "" : "not ", ++nr, name);
}

/* Opens path with the flags and closes it again: 0 or an errno. */
static int try(const char *path, int flags)
{
	int fd = open(path, flags, 0600), why = errno;

	if (fd >= 0)
		close(fd);
	return fd < 0 ? why : 0;
}

int main(void)
{
	struct stat st;
	int why;

	printf("KTAP version 1\n1..4\n");
	unlink(file);
	why = try(file, O_DIRECTORY | O_CREAT);
	ok(why == EINVAL, "refused", why ? strerror(why) : "a file is opened");
	ok(lstat(file, &st) != 0, "nothing-made", "a regular file was made");
	unlink(file);
	ok(!try("/tmp", O_DIRECTORY), "directory", "O_DIRECTORY alone fails");
	/* O_PATH drops O_CREAT, as ever */
	ok(!try("/tmp", O_PATH | O_DIRECTORY | O_CREAT), "path",
	   "O_PATH | O_DIRECTORY | O_CREAT fails");
	printf("# Totals: pass:%d fail:%d xfail:0 xpass:0 skip:0 error:0\n",
	       nr - failed, failed);
	return failed ? 1 : 0;
}

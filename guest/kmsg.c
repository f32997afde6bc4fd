// SPDX-License-Identifier: GPL-2.0-only
/* What KUnit has printed to the kernel's messages. */
#include "kmsg.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define INDENT	4

/* Reads the next message's text into line; false at the end. */
static bool next(int fd, char *line, size_t size)
{
	char record[2048], *text;
	ssize_t n;

	do
		n = read(fd, record, sizeof(record) - 1);
	while (n < 0 && errno == EPIPE);	/* some were overwritten */
	if (n <= 0)
		return false;
	record[n] = '\0';
	text = strchr(record, ';');
	text = text ? text + 1 : record;
	text[strcspn(text, "\n")] = '\0';
	snprintf(line, size, "%s", text);
	return true;
}

/* The line without one level of indent; NULL when it has none. */
static const char *inside(const char *line)
{
	if (*line == '\t')
		return line + 1;
	return strspn(line, " ") >= INDENT ? line + INDENT : NULL;
}

static bool names(const char *line, const char *suite)
{
	static const char mark[] = "# Subtest: ";
	const char *text = inside(line);

	return text && !strncmp(text, mark, strlen(mark)) &&
	       !strcmp(text + strlen(mark), suite);
}

const char *kmsg_subtest(struct kmsg *k, const char *text)
{
	if (k->ended)
		return NULL;
	if (!k->in) {
		k->in = names(text, k->suite);
		return NULL;
	}
	k->ended = !strncmp(text, "ok ", 3) || !strncmp(text, "not ok ", 7);
	return k->ended ? NULL : inside(text);
}

void kmsg_suite(const char *suite, bool (*take)(void *arg, const char *line),
		void *arg)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct kmsg k = { .suite = suite };
	char line[2048];

	if (fd < 0)
		return;
	while (!k.ended && next(fd, line, sizeof(line))) {
		const char *text = kmsg_subtest(&k, line);

		if (text && !take(arg, text))
			break;
	}
	close(fd);
}

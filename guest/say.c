// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines that the host reads. Each goes through /dev/kmsg as one record, so
 * that no kernel message can come inside it.
 */
#include "guest.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The kernel takes 992 bytes at the least; longer ones it refuses. */
#define LINE_SIZE 900

static const char *const outcome_name[] = {
	[PASS] = "PASS", [SKIP] = "SKIP", [FAIL] = "FAIL", [ERROR] = "ERROR",
};

static bool put(const char *path, const char *line, size_t len)
{
	/* Opened each time: the kernel limits the rate per open file. */
	int fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return false;
	done = write(fd, line, len) == (ssize_t)len;
	close(fd);
	return done;
}

void say(const char *format, ...)
{
	char line[LINE_SIZE] = "backport: ";
	size_t len = strlen(line);
	va_list args;

	va_start(args, format);
	vsnprintf(line + len, sizeof(line) - len - 1, format, args);
	va_end(args);
	strcat(line, "\n");
	len = strlen(line);
	if (!put("/dev/kmsg", line, len))
		put("/dev/console", line, len);
}

int fail(struct result *r, enum outcome outcome, const char *format, ...)
{
	va_list args;

	r->outcome = outcome;
	va_start(args, format);
	vsnprintf(r->reason, sizeof(r->reason), format, args);
	va_end(args);
	return -1;
}

/* Escapes what would break the line; cuts a text that is too long. */
static void quote(const char *text, char *out, size_t size)
{
	size_t n = 0;

	for (; *text && n + 3 < size; text++) {
		if (*text == '"' || *text == '\\')
			out[n++] = '\\';
		out[n++] = *text < ' ' || *text > '~' ? '?' : *text;
	}
	out[n] = '\0';
}

void say_step(const char *name, const struct result *r, long at, long ms)
{
	char time[32] = "", reason[600] = "";

	if (ms >= 0)
		snprintf(time, sizeof(time), " ms=%ld", ms);
	quote(r->reason, reason, sizeof(reason));
	say("step %s %s at=%ld%s%s%s%s%s%s", name, outcome_name[r->outcome],
	    at, time,
	    *r->notes ? " " : "", r->notes,
	    *reason ? " reason=\"" : "", reason, *reason ? "\"" : "");
}

long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

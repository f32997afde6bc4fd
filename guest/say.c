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
#define PREFIX	"backport: "

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

static unsigned char secret[SEAL_SECRET];

/* Without the file the lines are sealed wrongly, and the host takes none. */
void say_begin(void)
{
	char hex[2 * SEAL_SECRET + 1] = "";

	if (file_read("/" SEAL_FILE, hex, sizeof(hex)) ||
	    seal_read(secret, hex))
		memset(secret, 0, sizeof(secret));
	memset(hex, '0', sizeof(hex) - 1);
	file_write("/" SEAL_FILE, hex);
	unlink("/" SEAL_FILE);
}

void say(const char *format, ...)
{
	static int number;
	char line[LINE_SIZE];
	size_t start = strlen(PREFIX), len;
	va_list args;

	len = snprintf(line, sizeof(line), PREFIX "%d ", ++number);
	va_start(args, format);
	vsnprintf(line + len, sizeof(line) - len - SEAL_LEN - 1, format, args);
	va_end(args);
	len = strlen(line);
	len += snprintf(line + len, sizeof(line) - len, SEAL_FORMAT "\n",
			(unsigned long long)seal(secret, line + start,
						 len - start));
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

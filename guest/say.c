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

#include "seal.h"

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

	if (!file_text("/" SEAL_FILE, hex, sizeof(hex)) ||
	    seal_read(secret, hex))
		memset(secret, 0, sizeof(secret));
	memset(hex, '0', sizeof(hex) - 1);
	file_put("/" SEAL_FILE, hex);
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

void say_step(const char *name, enum outcome outcome, const char *reason,
	      long at, long ms)
{
	char quoted[600] = "";

	quote(reason, quoted, sizeof(quoted));
	say("step %s %s at=%ld ms=%ld%s%s%s", name, outcome_name[outcome], at,
	    ms, *quoted ? " reason=\"" : "", quoted, *quoted ? "\"" : "");
}

void say_text(const char *text)
{
	char quoted[600];

	quote(text, quoted, sizeof(quoted));
	if (*quoted)
		say("said text=\"%s\"", quoted);
}

long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool file_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t len = 0;
	ssize_t n = -1;

	*text = '\0';
	if (fd < 0)
		return false;
	while (len < size - 1 && (n = read(fd, text + len, size - 1 - len)) > 0)
		len += n;
	close(fd);
	text[len] = '\0';
	return n >= 0;
}

void file_put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, text, strlen(text)) < 0) {
		/* the kernel has no such knob, or not this value */
	}
	close(fd);
}

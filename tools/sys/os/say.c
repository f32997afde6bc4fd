// SPDX-License-Identifier: GPL-2.0-only
/* What the program says, without what a terminal would obey. */
#include "sys/os/say.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

__attribute__((format(printf, 2, 0)))
static int say_to(FILE *to, const char *fmt, va_list args)
{
	struct buf text = { 0 };
	int len;

	buf_vaddf(&text, fmt, args);
	fputs(diag_plain(text.at), to);
	len = (int)text.len;
	buf_release(&text);
	return len;
}

int say(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = say_to(stdout, fmt, args);
	va_end(args);
	return len;
}

int notice(const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = say_to(stderr, fmt, args);
	va_end(args);
	return len;
}

void say_bytes(struct span bytes)
{
	fwrite(bytes.at, 1, bytes.len, stdout);
}

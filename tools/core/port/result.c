// SPDX-License-Identifier: GPL-2.0-only
/* What became of the hunks of a file diff. */
#include "core/port/result.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const rungs[] = {
	[PORT_EXACT] = "exact", [PORT_MERGED] = "merged",
	[PORT_LINES] = "lines", [PORT_SET] = "set",
	[PORT_WORDS] = "words", [PORT_NAMES] = "names",
	[PORT_RESOLVED] = "resolved", [PORT_DROPPED] = "dropped",
	[PORT_CONFLICT] = "conflict",
};

const char *port_rung_name(enum port_rung rung)
{
	return rungs[rung];
}

const char *port_rung_describe(enum port_rung rung)
{
	static const char *const clauses[] = {
		[PORT_EXACT] = "applies as it is",
		[PORT_MERGED] = "is there already, left out",
		[PORT_LINES] = "context adjusted",
		[PORT_SET] = "put among the entries of this tree",
		[PORT_WORDS] = "merged with a line that differs here",
		[PORT_NAMES] = "names adjusted",
		[PORT_RESOLVED] = "adapted by hand",
		[PORT_DROPPED] = "left out",
		[PORT_CONFLICT] = "not carried",
	};

	return clauses[rung];
}

void port_hunk_say(struct port_hunk *h, const char *fmt, ...)
{
	size_t len = strlen(h->why);
	va_list args;

	if (len && len + 3 < sizeof(h->why))
		len += (size_t)snprintf(h->why + len, sizeof(h->why) - len,
					"; ");
	va_start(args, fmt);
	vsnprintf(h->why + len, sizeof(h->why) - len, fmt, args);
	va_end(args);
}

const char *port_hunk_reason(const struct port_hunk *h)
{
	static const char *const origins[] = {
		[PORT_ORIGIN_SAME] = "",
		[PORT_ORIGIN_DIFFERS] =
			"the function differs from the one it was made for",
		[PORT_ORIGIN_UNKNOWN] =
			"it leaves the function early, and the file that it was made for is not known",
	};

	return h->why[0] ? h->why : origins[h->origin];
}

void port_result_release(struct port_result *r)
{
	free(r->hunk);
	*r = (struct port_result){ 0 };
}

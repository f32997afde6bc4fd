// SPDX-License-Identifier: GPL-2.0-only
/* One sentence, in the room a caller has for it. */
#include "core/text/sentence.h"

#include <stdarg.h>
#include <stdio.h>

void sentence_say(struct sentence s, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(s.at, s.size, fmt, args);
	va_end(args);
}

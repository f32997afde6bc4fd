// SPDX-License-Identifier: GPL-2.0-only
/* What the user is told of while an import runs. */
#include "sys/import/notice.h"

#include <stdarg.h>
#include <stdio.h>

static void (*teller)(const char *sentence);

void import_on_notice(void (*say)(const char *sentence))
{
	teller = say;
}

void import_notice(const char *fmt, ...)
{
	char sentence[2048];
	va_list args;

	if (!teller)
		return;
	va_start(args, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, args);
	va_end(args);
	teller(sentence);
}

// SPDX-License-Identifier: GPL-2.0-only
/* What stdout is: how wide, in colour or not, in which letters. */
#include "sys/os/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static enum { AUTO, ALWAYS, NEVER } colour;

bool terminal_set_colour(const char *when)
{
	static const char *const words[] = { "auto", "always", "never" };

	for (int i = AUTO; i <= NEVER; i++)
		if (!strcmp(words[i], when)) {
			colour = i;
			return true;
		}
	return false;
}

bool terminal_wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	if (colour != AUTO)
		return colour == ALWAYS;
	return isatty(STDOUT_FILENO) && !(no && *no) &&
		!(term && !strcmp(term, "dumb"));
}

int terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	long n = columns ? strtol(columns, NULL, 10) : 0;

	if (n > 0 && n < 10000)
		return (int)n;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ? 0 : size.ws_col;
}

bool terminal_is_utf8(void)
{
	setlocale(LC_CTYPE, "");
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

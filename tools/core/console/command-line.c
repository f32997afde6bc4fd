// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel says that it was started with. */
#include "core/console/command-line.h"

#define HEAD		"Kernel command line: "
#define SHOWN_MAX	800	/* printk() cuts a line somewhere above that */

static bool has(struct span words, struct span wanted)
{
	struct span word;

	while (span_word(&words, &word))
		if (span_equals(word, wanted))
			return true;
	return false;
}

bool command_line_of(struct span line, struct span *words)
{
	const char *at = span_find(line, HEAD);

	if (at)
		*words = span_trim(span_skip(line,
					     at + strlen(HEAD) - line.at));
	return at;
}

bool command_line_lacks(struct span words, const char *asked,
			struct span *word)
{
	struct span rest = span_trim(span_of(asked ? asked : ""));

	/* newer kernels go on in another line behind a backslash */
	if (words.len > SHOWN_MAX || span_ends(words, "\\"))
		return false;
	while (span_word(&rest, word))
		if (!has(words, *word))
			return true;
	return false;
}

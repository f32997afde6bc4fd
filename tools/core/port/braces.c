// SPDX-License-Identifier: GPL-2.0-only
/* Whether the braces of a file match, as far as indentation tells. */
#include "core/port/braces.h"

#include "core/source/c-code.h"
#include "core/text/ascii.h"

size_t port_stray_braces(struct span file)
{
	struct buf code = { 0 };
	size_t depth = 0, stray = 0;
	bool indented = false;

	ccode_blank(file, &code);
	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (!i || code.at[i - 1] == '\n')
			indented = is_blank(c);
		if (c == '{')
			depth++;
		else if (c == '}' && !depth)
			stray++;
		else if (c == '}' && !--depth)
			stray += indented;
	}
	buf_release(&code);
	return stray;
}

bool port_braces_break(const char *name, struct span before, struct span after)
{
	struct span file = span_of(name);

	return (span_ends(file, ".c") || span_ends(file, ".h")) && after.len &&
	       port_stray_braces(after) > port_stray_braces(before);
}

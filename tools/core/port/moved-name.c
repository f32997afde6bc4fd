// SPDX-License-Identifier: GPL-2.0-only
/* Which file of one tree may be a file of another, by their paths. */
#include "core/port/moved-name.h"

#include <string.h>

#include "core/text/ascii.h"
#include "core/text/span.h"

/* A stem of fewer bytes stands in too many names. */
#define STEM_LEAST 5

/* The x of "arch/x/"; empty for a file that belongs to no architecture. */
static struct span arch_of(const char *path)
{
	struct span s = span_of(path);
	size_t len = 0;

	if (!span_starts(s, "arch/"))
		return (struct span){ "", 0 };
	s = span_skip(s, 5);
	while (len < s.len && s.at[len] != '/')
		len++;
	return (struct span){ s.at, len };
}

static struct span extension_of(struct span name)
{
	size_t at = name.len;

	while (at && name.at[at - 1] != '.')
		at--;
	return at ? span_skip(name, at) : (struct span){ "", 0 };
}

static struct span stem_of(struct span name)
{
	struct span end = extension_of(name);

	return end.len ? (struct span){ name.at, name.len - end.len - 1 } :
	       name;
}

static bool is_document(struct span extension)
{
	return span_is(extension, "txt") || span_is(extension, "rst");
}

/* True when a word of s may begin or end between two bytes. */
static bool is_apart(char c)
{
	return !is_letter_or_digit(c);
}

/* True when s begins or ends with all of part, whole words of it. */
static bool has_words(struct span s, struct span part)
{
	if (part.len < STEM_LEAST || s.len <= part.len)
		return false;
	return (!memcmp(s.at, part.at, part.len) && is_apart(s.at[part.len])) ||
	       (!memcmp(s.at + s.len - part.len, part.at, part.len) &&
		is_apart(s.at[s.len - part.len - 1]));
}

bool port_may_have_moved(const char *was, const char *path)
{
	struct span a = span_of(base_name(was)), b = span_of(base_name(path));
	struct span ea = extension_of(a), eb = extension_of(b);
	struct span sa = stem_of(a), sb = stem_of(b);

	if (!span_equals(arch_of(was), arch_of(path)))
		return false;
	if (span_equals(a, b))
		return true;
	if (span_equals(sa, sb))
		return is_document(ea) && is_document(eb);
	return ea.len && span_equals(ea, eb) &&
	       (has_words(sa, sb) || has_words(sb, sa));
}

bool port_same_format(const char *a, const char *b)
{
	return span_equals(extension_of(span_of(base_name(a))),
			   extension_of(span_of(base_name(b))));
}

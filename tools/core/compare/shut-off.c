// SPDX-License-Identifier: GPL-2.0-only
/* Whether lines that both sides add are run on one side alone. */
#include "core/compare/shut-off.h"

#include <string.h>

/* The lines of a hunk that a patch leaves alone, up from its change. */
struct above {
	const struct change *c;
	size_t at;
};

/* The next line upwards that is not empty; false at the hunk's beginning. */
static bool line_above(struct above *a, struct span *line)
{
	while (a->at) {
		const struct hunk_line *l = &a->c->hunk->line[--a->at];

		*line = l->text;
		if (l->kind == ' ' && span_trim(l->text).len)
			return true;
	}
	return false;
}

static bool has_above(const struct change *c, struct span line)
{
	struct above a = { c, c->from };
	struct span other;

	while (line_above(&a, &other))
		if (span_equals(span_trim(other), line))
			return true;
	return false;
}

/*
 * 1 when the line opens an #if or a comment, -1 when it closes one, else 0. An
 * #else opens one when no #endif stands below it: depth is 0.
 */
static int opens(struct span line, int depth)
{
	const char *open = span_find(line, "/*");

	if (span_starts(line, "#")) {
		line = span_trim(span_skip(line, 1));
		if (span_starts(line, "if") || (!depth && span_starts(line, "el")))
			return 1;
		return span_starts(line, "endif") ? -1 : 0;
	}
	if (!open)
		return span_find(line, "*/") ? -1 : 0;
	return !span_find(span_skip(line, open + 2 - line.at), "*/");
}

/*
 * The outermost #if or comment that is open at the change and begins below the
 * nearest line that the other side has above its change, too.
 */
static bool find_open(const struct change *c, const struct change *other,
		      struct span *by)
{
	struct above a = { c, c->from };
	struct span line, open = { "", 0 };
	int depth = 0;

	while (line_above(&a, &line)) {
		struct span text = span_trim(line);
		int more = opens(text, depth);

		if (!more && has_above(other, text)) {
			*by = open;
			return open.len;
		}
		depth += more;
		if (depth > 0) {
			open = text;
			depth = 0;
		}
	}
	return false;
}

/* Nothing behind it in the same block is run. */
static bool is_jump(struct span line)
{
	static const char *const jumps[] = { "return;", "return ", "goto ",
					     "break;", "continue;" };
	struct span text = span_trim(line);

	for (size_t i = 0; i < sizeof(jumps) / sizeof(*jumps); i++)
		if (span_starts(text, jumps[i]) && span_ends(text, ";"))
			return true;
	return false;
}

/* Without a brace: only the next statement depends on it. */
static bool is_condition(struct span line)
{
	static const char *const heads[] = { "if (", "else if (", "} else if (",
					     "for (", "while (" };
	struct span text = span_trim(line);

	if (span_equals(text, span_of("else")) ||
	    span_equals(text, span_of("} else")))
		return true;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (span_starts(text, heads[i]) && span_ends(text, ")"))
			return true;
	return false;
}

/* A label, a case, a brace or a # line begins something of its own. */
static bool begins_anew(struct span line)
{
	struct span text = span_trim(line);

	return !text.len || strchr("}{#", text.at[0]) || span_ends(text, ":") ||
	       span_starts(text, "case ") || span_starts(text, "default:") ||
	       span_starts(text, "/*");
}

/*
 * The nearest line above that is not empty; false when the patch changes the
 * one right above.
 */
static bool before(const struct change *c, struct span *line)
{
	struct above a = { c, c->from };

	return c->from && c->hunk->line[c->from - 1].kind == ' ' &&
	       line_above(&a, line);
}

bool change_is_shut_off(const struct change *u, const struct change *d,
			struct span *by)
{
	struct span first, up, down, open;

	if (!u->hunk || !d->hunk || u->removed.len || d->removed.len)
		return false;
	if (find_open(d, u, by) && !find_open(u, d, &open))
		return true;
	first = d->hunk->line[d->from].text;
	if (begins_anew(first) || !before(d, &down) || !before(u, &up))
		return false;
	*by = span_trim(down);
	if (is_jump(down) && span_indent(down) == span_indent(first))
		return !is_jump(up);
	return is_condition(down) && !is_condition(up);
}

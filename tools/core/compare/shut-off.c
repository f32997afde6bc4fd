// SPDX-License-Identifier: GPL-2.0-only
/* Whether lines that both sides add are run on one side alone. */
#include "core/compare/shut-off.h"

#include <string.h>

#include "core/source/words.h"
#include "core/text/ascii.h"

#define WORDS_MOST	256	/* of a test whose names are weighed */

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

static bool begins_head(struct span text)
{
	static const char *const heads[] = { "if (", "else if (", "} else if (",
					     "for (", "while (" };

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (span_starts(text, heads[i]))
			return true;
	return false;
}

/* Without a brace: only the next statement depends on it. */
static bool is_condition(struct span line)
{
	struct span text = span_trim(line);

	return span_is(text, "else") || span_is(text, "} else") ||
	       (begins_head(text) && span_ends(text, ")"));
}

/* A name, a number or a string, which is one word. */
static bool is_named(struct span word)
{
	static const char *const keywords[] = {
		"if", "while", "for", "else", "ifdef", "ifndef", "elif",
		"defined",
	};

	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (span_is(word, keywords[i]))
			return false;
	return is_word(word.at[0]) || word.at[0] == '"' || word.at[0] == '\'';
}

/* Lists what a condition names; what parts the names is not seen. */
static size_t list_names(struct span line, struct span *name)
{
	size_t nr = words_list(line, name, WORDS_MOST), kept = 0;

	for (size_t i = 0; i < nr; i++)
		if (is_named(name[i]))
			name[kept++] = name[i];
	return kept;
}

/* True when two lines have the same names, one at least. */
static bool same_names(struct span a, struct span b)
{
	struct span x[WORDS_MOST], y[WORDS_MOST];
	size_t nr = list_names(a, x);

	if (nr != list_names(b, y))
		return false;
	for (size_t i = 0; i < nr; i++)
		if (!span_equals(x[i], y[i]))
			return false;
	return nr;
}

/* Finds a test above c in its function that other has none of, in *text. */
static bool next_test(struct above *a, const struct change *other,
		      struct span *text)
{
	struct span line;

	while (line_above(a, &line) && !span_starts(line, "}")) {
		*text = span_trim(line);
		if ((begins_head(*text) || span_starts(*text, "#if")) &&
		    !has_above(other, *text))
			return true;
	}
	return false;
}

/*
 * True when the variant tests the same names as upstream above the change, but
 * in another way: "!" is lost, "<" became "<=", #ifdef is #ifndef.
 */
static bool tests_otherwise(const struct change *u, const struct change *d,
			    struct span *by)
{
	struct above above_d = { d, d->from };
	struct span text;

	while (next_test(&above_d, u, by)) {
		struct above above_u = { u, u->from };

		while (next_test(&above_u, d, &text))
			if (same_names(*by, text) &&
			    !words_equal_but_space(*by, text))
				return true;
	}
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

static bool is_shut_off(const struct change *u, const struct change *d,
			struct span *by)
{
	struct span first, up, down, open;

	if (u->removed.len || d->removed.len)
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

/* True when a hunk of the range has the line, whatever becomes of it. */
static bool has_line(const struct changes *all, struct range range,
		     struct span text)
{
	const struct hunk *before = NULL;

	for (size_t i = range.from; i < range.from + range.nr; i++) {
		const struct hunk *h = all->change[i].hunk;

		for (size_t k = 0; h != before && k < h->nr; k++)
			if (span_equals(span_trim(h->line[k].text), text))
				return true;
		before = h;
	}
	return false;
}

/* True when upstream's hunks have the line beside the range, not within it. */
static bool is_beside(const struct changes *all, struct range range,
		      struct span text)
{
	const struct change *a = changes_first(all, range);
	const struct change *z = changes_last(all, range);
	bool beside = false;

	for (const struct hunk *h = a->hunk; h <= z->hunk; h++) {
		for (size_t k = 0; k < h->nr; k++) {
			if (!span_equals(span_trim(h->line[k].text), text))
				continue;
			if ((h == a->hunk && k < a->from) ||
			    (h == z->hunk && k >= z->to))
				beside = true;
			else
				return false;
		}
	}
	return beside;
}

/* A call or an assignment that is a line of its own. */
static bool acts(struct span text)
{
	return span_ends(text, ";") && text.len > 3 && !is_jump(text) &&
	       (memchr(text.at, '(', text.len) ||
		memchr(text.at, '=', text.len));
}

/* A line that decides whether those below it are run. */
static bool decides(struct span text)
{
	return is_jump(text) || opens(text, 1) > 0 || is_condition(text) ||
	       (span_ends(text, " {") &&
		is_condition((struct span){ text.at, text.len - 2 }));
}

/* True when line at begins a comment that the code which c adds stands in. */
static bool in_comment(const struct change *c, size_t at)
{
	if (!span_starts(span_trim(c->hunk->line[at].text), "/*") ||
	    span_starts(span_trim(c->hunk->line[c->from].text), "*"))
		return false;
	for (; at < c->from; at++)
		if (span_find(c->hunk->line[at].text, "*/"))
			return false;
	return true;
}

/*
 * The first such line between two changes of a hunk that upstream's lacks, or a
 * statement that stands beside upstream's changes.
 */
static bool is_parted(const struct pairing *p, const struct pair *pair,
		      const struct change *d, struct span *by)
{
	if (d[0].hunk != d[1].hunk)
		return false;
	for (size_t k = d[0].to; k < d[1].from; k++) {
		*by = span_trim(d[0].hunk->line[k].text);
		if (decides(*by) && (!has_line(p->up, pair->up, *by) ||
				     in_comment(&d[1], k)))
			return true;
		if (acts(*by) && is_beside(p->up, pair->up, *by))
			return true;
	}
	return false;
}

bool pair_is_shut_off(const struct pairing *p, const struct pair *pair,
		      struct span *by)
{
	const struct change *u = changes_first(p->up, pair->up);
	const struct change *d = changes_first(p->down, pair->down);

	if (!u->hunk || !d->hunk)
		return false;
	for (size_t i = 0; i + 1 < pair->down.nr; i++)
		if (is_parted(p, pair, &d[i], by))
			return true;
	return is_shut_off(u, d, by) || tests_otherwise(u, d, by);
}

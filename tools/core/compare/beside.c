// SPDX-License-Identifier: GPL-2.0-only
/* Lines near a change that do something else than upstream's. */
#include "core/compare/beside.h"

#include "core/source/c-code.h"
#include "core/source/words.h"
#include "core/text/ascii.h"

#define NEAR		12	/* lines of a hunk on either side of a change */
#define WORDS_MOST	64	/* of a line; one with more is not weighed */

/* The lines of a function that a hunk shows near a change, as they became. */
struct near {
	struct span line[2 * NEAR];
	bool is_context[2 * NEAR];
	size_t nr;
};

/* What stands beyond the line is of another function, or of none. */
static bool ends_function(struct span line)
{
	return span_starts(line, "{") || span_starts(line, "}");
}

static void add(struct near *n, const struct hunk_line *l)
{
	struct span text = span_trim(l->text);

	if (l->kind == '-' || !text.len)
		return;
	n->is_context[n->nr] = l->kind == ' ';
	n->line[n->nr++] = text;
}

static void find(struct near *n, const struct change *first,
		 const struct change *last)
{
	const struct hunk *h = first->hunk;
	size_t from = first->from;

	n->nr = 0;
	while (from && first->from - from < NEAR &&
	       !ends_function(h->line[from - 1].text))
		from--;
	while (from < first->from)
		add(n, &h->line[from++]);
	h = last->hunk;
	for (size_t i = last->to; i < h->nr && i - last->to < NEAR; i++) {
		if (ends_function(h->line[i].text))
			break;
		add(n, &h->line[i]);
	}
}

static bool has(const struct near *n, struct span line)
{
	for (size_t i = 0; i < n->nr; i++)
		if (span_equals(n->line[i], line))
			return true;
	return false;
}

/* A comment's text, or a # line: what differs there is not run. */
static bool is_no_code(struct span line)
{
	return line.at[0] == '#' || span_starts(line, "//") ||
	       span_starts(line, "/*") || span_starts(line, "* ") ||
	       span_starts(line, "*/") || span_is(line, "*");
}

static bool is_one_of(struct span word, const char *const *list)
{
	while (*list)
		if (span_is(word, *list++))
			return true;
	return false;
}

static bool is_type(struct span word)
{
	static const char *const types[] = {
		"unsigned", "signed", "char", "short", "int", "long", "bool",
		"u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64",
		"__u8", "__u16", "__u32", "__u64",
		"__le16", "__le32", "__le64", "__be16", "__be32", "__be64",
		"size_t", "ssize_t", "loff_t", "dma_addr_t", "phys_addr_t",
		NULL
	};

	return is_one_of(word, types);
}

/*
 * A number, or an error's: most other names in capitals that differ are one
 * constant, renamed.
 */
static bool is_value(struct span word, struct span before)
{
	static const char *const values[] = { "true", "false", "NULL", NULL };

	return is_one_of(word, values) || is_digit(word.at[0]) ||
	       word.at[0] == '\'' ||
	       (word.at[0] == 'E' && span_is(before, "-"));
}

static bool is_operator(struct span word)
{
	return word.len == 1 && strchr("!&|<>=+-*/%^~?", word.at[0]);
}

/* Not a message, when it stands in a condition. */
static bool is_string(struct span word)
{
	return word.at[0] == '"' && !memchr(word.at, ' ', word.len);
}

/* The words of one line, [from, to) being those that the other has not. */
struct odd {
	struct span word[WORDS_MOST + 1];
	size_t nr, from, to;
};

static struct span word_at(const struct odd *o, size_t at)
{
	return at < o->nr ? o->word[at] : (struct span){ "", 0 };
}

static struct span word_before(const struct odd *o)
{
	return o->from ? o->word[o->from - 1] : (struct span){ "", 0 };
}

static bool is_cast(const struct odd *o)
{
	struct span before = word_before(o);

	if (o->to - o->from < 3 || !span_is(o->word[o->from], "(") ||
	    !span_is(o->word[o->to - 1], ")") || span_is(before, "sizeof"))
		return false;
	if (before.len && is_word(before.at[0]) && !span_is(before, "return"))
		return false;
	for (size_t i = o->from + 1; i + 1 < o->to; i++)
		if (!is_word(o->word[i].at[0]) && !span_is(o->word[i], "*"))
			return false;
	return o->to < o->nr && (is_word(o->word[o->to].at[0]) ||
				 strchr("(&*-~!", o->word[o->to].at[0]));
}

static bool all(const struct odd *o, bool (*is)(struct span word))
{
	for (size_t i = o->from; i < o->to; i++)
		if (!is(o->word[i]))
			return false;
	return true;
}

static bool is_one_value(const struct odd *o)
{
	struct span word = word_at(o, o->from);

	return o->to - o->from == 1 &&
	       (is_value(word, word_before(o)) ||
		(is_string(word) && ccode_takes_condition(o->word[0])));
}

/* 0 for false and NULL, 1 for true. */
static struct span as_number(struct span value)
{
	if (span_is(value, "false") || span_is(value, "NULL"))
		return span_of("0");
	return span_is(value, "true") ? span_of("1") : value;
}

static bool is_empty(const struct odd *o)
{
	return o->from == o->to;
}

static bool is_only(const struct odd *o, const char *word)
{
	return o->to - o->from == 1 && span_is(o->word[o->from], word);
}

/* x, &x, *x, x.y and x->y: what is a pointer is of another type, compiled. */
static bool is_pointer(const struct odd *o)
{
	for (size_t i = o->from; i < o->to; i++)
		if (span_is(o->word[i], "-") && span_is(word_at(o, i + 1), ">"))
			return true;
	return is_only(o, "&") || is_only(o, "*");
}

static bool are_other_operators(const struct odd *a, const struct odd *b)
{
	if (!all(a, is_operator) || !all(b, is_operator))
		return false;
	return !(is_empty(a) && is_pointer(b)) &&
	       !(is_empty(b) && is_pointer(a));
}

/* u32 for u64 in a cast; a declaration's type says less. */
static bool are_other_types(const struct odd *a, const struct odd *b)
{
	size_t at = a->from;

	while (at && is_type(a->word[at - 1]))
		at--;
	return at && span_is(a->word[at - 1], "(") && all(a, is_type) &&
	       all(b, is_type);
}

static bool are_other_values(const struct odd *a, const struct odd *b)
{
	if (is_empty(a) && is_empty(b))
		return false;
	if (is_one_value(a) && is_one_value(b))
		return !span_equals(as_number(a->word[a->from]),
				    as_number(b->word[b->from]));
	return are_other_operators(a, b) || are_other_types(a, b) ||
	       (is_empty(a) && is_cast(b)) || (is_cast(a) && is_empty(b));
}

/* How a line leaves the block: 0 when it does not. */
static char way_out(const struct odd *o)
{
	static const char *const ways[] = { "break", "continue", "return",
					    "goto", NULL };
	struct span first = word_at(o, 0);

	return is_one_of(first, ways) ? first.at[0] : 0;
}

/* A return became a goto where functions were restructured. */
static bool are_other_ways_out(char a, char b)
{
	return a && b && a != b && !(strchr("rg", a) && strchr("rg", b));
}

static bool acts_otherwise(struct span a, struct span b)
{
	struct odd oa = { 0 }, ob = { 0 };
	size_t same = 0;

	if (is_no_code(a) || is_no_code(b))
		return false;
	oa.nr = words_list(a, oa.word, WORDS_MOST + 1);
	ob.nr = words_list(b, ob.word, WORDS_MOST + 1);
	if (oa.nr > WORDS_MOST || ob.nr > WORDS_MOST)
		return false;
	if (are_other_ways_out(way_out(&oa), way_out(&ob)))
		return true;
	while (same < oa.nr && same < ob.nr &&
	       span_equals(oa.word[same], ob.word[same]))
		same++;
	oa.from = ob.from = same;
	for (same = 0; same < oa.nr - oa.from && same < ob.nr - ob.from &&
	     span_equals(oa.word[oa.nr - 1 - same], ob.word[ob.nr - 1 - same]);)
		same++;
	oa.to = oa.nr - same;
	ob.to = ob.nr - same;
	return are_other_values(&oa, &ob);
}

/* True when the lines right above them are equal, or those right below. */
static bool have_neighbour(const struct near *a, size_t i, const struct near *b,
			   size_t j)
{
	return (i && j && span_equals(a->line[i - 1], b->line[j - 1])) ||
	       (i + 1 < a->nr && j + 1 < b->nr &&
		span_equals(a->line[i + 1], b->line[j + 1]));
}

/* The line of a that line j of b stands for and differs from; else "". */
static struct span stands_for(const struct near *a, const struct near *b,
			      size_t j)
{
	for (size_t i = 0; i < a->nr; i++)
		if (a->is_context[i] && have_neighbour(a, i, b, j) &&
		    !has(b, a->line[i]) &&
		    acts_otherwise(a->line[i], b->line[j]))
			return a->line[i];
	return (struct span){ "", 0 };
}

bool pair_is_beside_other(const struct pairing *p, const struct pair *pair,
			  struct span *up, struct span *down)
{
	const struct change *u = changes_first(p->up, pair->up);
	const struct change *d = changes_first(p->down, pair->down);
	struct near nu, nd;

	if (!u->hunk || !d->hunk || !u->scope.ordered || !d->scope.ordered ||
	    d->scope.table || !file_diff_is_c(d->diff))
		return false;
	find(&nu, u, changes_last(p->up, pair->up));
	find(&nd, d, changes_last(p->down, pair->down));
	for (size_t j = 0; j < nd.nr; j++) {
		if (!nd.is_context[j] || has(&nu, nd.line[j]))
			continue;
		*down = nd.line[j];
		*up = stands_for(&nu, &nd, j);
		if (up->len)
			return true;
	}
	return false;
}

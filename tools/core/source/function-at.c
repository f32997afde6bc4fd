// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which function a place in a file lies in, and whether it is the one that a
 * hunk's @@ tail names.
 */
#include "core/source/function-at.h"

#include "core/source/c-code.h"
#include "core/source/function-name.h"
#include "core/text/buf.h"
#include "core/text/hash.h"

/* The most lines of one function's head that are looked at. */
#define HEAD_MAX 12

/* In a text's index: a line that begins with a letter, _ or $. */
struct func_line {
	uint32_t line;	/* its index */
	/*
	 * hashes of the name it defines, and of what is left of it where a tail
	 * is cut
	 */
	uint32_t name, start;
};

static struct span line_at(struct span bytes, size_t at)
{
	struct span rest = span_skip(bytes, at), line = { bytes.at, 0 };

	span_line(&rest, &line);
	return line;
}

/* Where the last line in front of at begins that the rule takes; -1: none. */
static ptrdiff_t look_up(struct span bytes, size_t at,
			 bool (*rule)(struct span))
{
	while (at) {
		at = text_up(bytes, at, 1);
		if (func_is_plain((struct span){ bytes.at + at, 1 }) &&
		    rule(line_at(bytes, at)))
			return at;
	}
	return -1;
}

struct span func_before(struct span bytes, size_t at)
{
	ptrdiff_t func = look_up(bytes, at, func_is_line);

	if (func < 0)
		return (struct span){ "", 0 };
	return span_trim(line_at(bytes, func));
}

static struct span start_of(struct span line)
{
	line = span_trim(line);
	if (line.len > FUNC_CUT_MIN)
		line.len = FUNC_CUT_MIN;
	return line;
}

static void index_lines(struct text *t)
{
	size_t room = 0;

	t->func_line = grow_array(NULL, 1, sizeof(*t->func_line));
	for (size_t i = 0; i < t->nr; i++) {
		struct span line = t->line[i].text;

		if (!func_is_plain(line))
			continue;
		t->func_line = grow_for_one(t->func_line, t->func_lines, &room,
					    sizeof(*t->func_line));
		t->func_line[t->func_lines++] = (struct func_line){
			i, hash_line(func_name(line)),
			hash_line(start_of(line)) };
	}
}

static bool is_indexed(struct text *t)
{
	if (!text_indexed(t))
		return false;
	if (!t->func_line)
		index_lines(t);
	return true;
}

/* look_up() in the index. */
static ptrdiff_t look_up_index(const struct text *t, size_t at,
			       bool (*rule)(struct span))
{
	size_t lo = 0, hi = t->func_lines, mid;
	const char *end = t->bytes.at + at;

	if (at && end[-1] != '\n')
		end = t->bytes.at + text_up(t->bytes, at, 0);
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (t->line[t->func_line[mid].line].text.at < end)
			lo = mid + 1;
		else
			hi = mid;
	}
	while (lo--)
		if (rule(t->line[t->func_line[lo].line].text))
			return t->line[t->func_line[lo].line].text.at -
			       t->bytes.at;
	return -1;
}

static ptrdiff_t before(struct text *t, size_t at, bool (*rule)(struct span))
{
	ptrdiff_t func;

	if (is_indexed(t))
		return look_up_index(t, at, rule);
	func = look_up(t->bytes, at, rule);
	t->spent += at - (func < 0 ? 0 : func);
	return func;
}

struct span func_above(struct text *t, size_t at)
{
	struct span found = { "", 0 };
	ptrdiff_t func;

	if (is_indexed(t)) {
		func = look_up_index(t, at, func_is_line);
		return func < 0 ? found : span_trim(line_at(t->bytes, func));
	}
	if (at < t->func_mark) {
		t->spent += at;
		t->func_mark = 0;
		t->func = found;
	}
	found = func_before(span_skip(t->bytes, t->func_mark),
			    at - t->func_mark);
	if (found.len)
		t->func = found;
	t->func_mark = at;
	return t->func;
}

/*
 * True when the line can stand in the middle of a function's head:
 * "__releases(lock)", arguments.
 */
static bool goes_on(struct span line)
{
	return span_trim(line).len && !memchr("}#/*", line.at[0], 4) &&
	       !func_line_ends(line, ';') && !func_line_ends(line, '}');
}

/*
 * True when tail names the head whose last line that begins with a letter
 * starts at func.
 */
static bool names_head(struct span bytes, size_t func, struct span tail)
{
	struct span line;

	for (int i = 0; i < HEAD_MAX; i++) {
		line = line_at(bytes, func);
		if (i && !goes_on(line))
			return false;
		if (func_is_plain(line) && func_same(tail, line))
			return true;
		if (!func)
			return false;
		func = text_up(bytes, func, 1);
	}
	return false;
}

bool func_holds(struct text *t, size_t at, struct span tail)
{
	ptrdiff_t func;

	if (!span_trim(tail).len)
		return false;
	func = before(t, at, func_is_line);
	if (func >= 0 && names_head(t->bytes, func, tail))
		return true;
	func = before(t, at, func_is_plain);
	return func >= 0 && func_same(tail, line_at(t->bytes, func));
}

bool func_exists(struct span bytes, struct span tail)
{
	struct span line;

	while (span_line(&bytes, &line))
		if (func_defines(line, tail))
			return true;
	return false;
}

bool func_is_in(struct text *t, struct span tail)
{
	uint32_t name, start;

	if (!is_indexed(t)) {
		t->spent += t->bytes.len;
		return func_exists(t->bytes, tail);
	}
	name = hash_line(func_name(tail));
	start = hash_line(start_of(tail));
	for (size_t i = 0; i < t->func_lines; i++)
		if ((t->func_line[i].name == name ||
		     t->func_line[i].start == start) &&
		    func_defines(t->line[t->func_line[i].line].text, tail))
			return true;
	return false;
}

/*
 * Where the body of the function whose line begins at func opens and closes, as
 * far as the lines in front of at tell. Reads each body once.
 */
static const struct func_body *body_until(struct text *t, size_t func,
					  size_t at)
{
	struct func_body *b = &t->body;
	struct span rest, line;

	if (b->func != func || !b->to)
		*b = (struct func_body){ func, func, SIZE_MAX, SIZE_MAX };
	while (b->to < at && b->close == SIZE_MAX) {
		rest = (struct span){ t->bytes.at + b->to, at - b->to };
		span_line(&rest, &line);
		if (line.len && line.at[0] == '}')
			b->close = b->to;
		else if (b->open == SIZE_MAX &&
			 ((line.len && line.at[0] == '{') ||
			  func_line_ends(line, '{') ||
			  (b->to == func && func_is_kconfig(line))))
			b->open = b->to;
		b->to = rest.at - t->bytes.at;
	}
	return b;
}

/* True when the lines from at on go on with a head and come to its {. */
static bool opens_body(struct span bytes, size_t at)
{
	struct span rest = span_skip(bytes, at), line;

	for (int i = 0; i < HEAD_MAX && span_line(&rest, &line); i++) {
		if (span_starts(line, "{") || func_line_ends(line, '{'))
			return true;
		if (!goes_on(line) || func_is_line(line))
			return false;
	}
	return false;
}

/*
 * True when the line that starts at lies in the function whose line begins at
 * func, in its head or its body.
 */
static bool encloses(struct text *t, size_t func, size_t at)
{
	const struct func_body *b = body_until(t, func, at);
	struct span rest = span_skip(t->bytes, func), line;

	if (b->close < at)
		return false;
	if (b->open < at)
		return true;
	/* a head goes on up to at, if it is one */
	while (rest.at < t->bytes.at + at && span_line(&rest, &line))
		if (!goes_on(line))
			return false;
	return opens_body(t->bytes, at);
}

bool func_encloses(struct text *t, size_t at)
{
	ptrdiff_t func = before(t, at, func_is_head);

	return func >= 0 && encloses(t, func, at);
}

bool func_outside(struct text *t, size_t at, struct span tail)
{
	ptrdiff_t func;

	if (!func_decides(tail))
		return false;
	func = before(t, at, func_is_head);
	return func >= 0 && !func_holds(t, at, tail) &&
	       !func_same(tail, line_at(t->bytes, func)) &&
	       encloses(t, func, at);
}

bool func_is_renamed(struct text *t, size_t at, struct span tail)
{
	ptrdiff_t func = before(t, at, func_is_head);

	return func >= 0 && func_alike(tail, line_at(t->bytes, func)) &&
	       !func_is_in(t, tail);
}

/*
 * Older versions of git passed over heads without a type:
 * "SYSCALL_DEFINE2(open, ...)", "EXPORT_SYMBOL(open);".
 */
static bool has_type(struct span line)
{
	size_t n = ccode_word(line, 0).len;

	n = ccode_next(line, n);
	return func_is_line(line) && n < line.len && line.at[n] != '(';
}

bool func_holds_for_old_git(struct text *t, size_t at, struct span tail)
{
	ptrdiff_t func = before(t, at, has_type);

	return func >= 0 && func_same(tail, line_at(t->bytes, func));
}

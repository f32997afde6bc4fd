// SPDX-License-Identifier: GPL-2.0-only
/* Finds mutants: general rules over a change's added lines. */
#include "core/mutant/find-mutants.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/source/c-code.h"
#include "core/source/function-at.h"
#include "core/source/function-name.h"
#include "core/source/lines.h"
#include "core/source/words.h"
#include "core/text/hash.h"

struct finding {
	struct mutants *to;
	struct text text;	/* after, split */
	/* code: with comments and strings blanked */
	struct span after, code;
	struct buf bare;	/* after with its comments blanked */
	bool *added;	/* by line */
	size_t hunk;	/* under way, from 0 */
};

static size_t at_of(const struct finding *f, size_t line)
{
	return line < f->text.nr ?
		(size_t)(f->text.line[line].text.at - f->after.at) :
		f->after.len;
}

/* FNV-1a over what is no white space; runs of that count as one. */
static uint64_t hash(uint64_t h, struct span s)
{
	bool space = true;

	for (size_t i = 0; i < s.len; i++) {
		bool blank = strchr(" \t\n\r", s.at[i]) && s.at[i];

		if (!blank || !space)
			h = hash_byte(h, blank ? ' ' : s.at[i]);
		space = blank;
	}
	return hash_byte(h, '\xff');
}

/*
 * Names the mutant by its content; equal ones of one function are told apart by
 * their order.
 */
static void name(struct finding *f, struct mutant *m, struct span said)
{
	uint64_t h = hash(HASH_START, span_of(mutant_kind_name(m->kind)));

	h = hash(h, span_of(m->func));
	h = hash(h, said);
	for (bool taken = true; taken; h += (uint64_t)taken << 32) {
		taken = false;
		for (int i = 0; i < 8; i++)
			m->id[i] = "0123456789abcdef"[h >> (60 - 4 * i) & 15];
		for (size_t i = 0; i < f->to->nr; i++)
			taken |= !strcmp(f->to->mutant[i].id, m->id);
	}
}

/* True when the file that a mutant makes differs in comments at most. */
static bool is_as_after(const struct finding *f, struct span made)
{
	struct buf bare = { 0 };
	bool same;

	ccode_blank_comments(made, &bare);
	same = words_equal_but_space(buf_span(&bare), buf_span(&f->bare));
	buf_release(&bare);
	return same;
}

/*
 * Adds it, unless it makes the same file as another or changes nothing but
 * comments; m's text and what are taken over. What is changed begins in that
 * line, and said tells it.
 */
static void add(struct finding *f, struct mutant *m, size_t line,
		struct span said)
{
	struct buf made = { 0 }, other = { 0 };
	struct span func = func_name(func_before(f->after, at_of(f, line)));
	bool same;

	mutant_apply(m, f->after, &made);
	same = is_as_after(f, buf_span(&made));
	for (size_t i = 0; !same && i < f->to->nr; i++) {
		buf_clear(&other);
		mutant_apply(&f->to->mutant[i], f->after, &other);
		same = span_equals(buf_span(&made), buf_span(&other));
	}
	buf_release(&made);
	buf_release(&other);
	if (same) {
		buf_release(&m->text);
		free(m->what);
		return;
	}
	m->hunk = f->hunk + 1;
	m->func = span_copy(func);
	name(f, m, said);
	f->to->mutant = grow_array(f->to->mutant, f->to->nr + 1,
				   sizeof(*f->to->mutant));
	f->to->mutant[f->to->nr++] = *m;
}

static char *words(const char *before, struct span s, const char *after)
{
	struct buf b = { 0 };
	bool space = false;

	buf_adds(&b, before);
	for (size_t i = 0; i < s.len; i++) {
		bool blank = strchr(" \t\n\r", s.at[i]) && s.at[i];

		if (!blank || !space)
			buf_addc(&b, blank ? ' ' : s.at[i]);
		space = blank;
	}
	buf_adds(&b, after);
	return buf_detach(&b);
}

/*
 * Where a hunk changes the file: the first line of code that it adds, or else
 * its first change. Its postimage begins at line.
 */
static size_t changed_line(const struct finding *f, const struct hunk *h,
			   size_t line)
{
	size_t first = f->text.nr;

	for (size_t i = 0; i < h->nr; line += h->line[i++].kind != '-') {
		if (h->line[i].kind == ' ')
			continue;
		first = first < line ? first : line;
		if (h->line[i].kind == '+' &&
		    ccode_next(f->code, at_of(f, line)) < at_of(f, line + 1))
			return line;
	}
	return first;
}

static void leave_out(struct finding *f, const struct hunk *h, size_t at)
{
	struct mutant m = { .kind = MUTANT_HUNK, .from = at };
	struct buf said = { 0 }, what = { 0 };

	for (size_t i = 0; i < h->nr; i++) {
		const struct hunk_line *l = &h->line[i];

		if (l->kind != ' ') {
			buf_addc(&said, l->kind);
			buf_add(&said, l->text.at, l->text.len);
			buf_addc(&said, ' ');
		}
		m.nr += l->kind != '-';
		if (l->kind == '+')
			continue;
		buf_add(&m.text, l->text.at, l->text.len);
		if (!l->no_eol)
			buf_addc(&m.text, '\n');
	}
	buf_addf(&what, "left out hunk %zu", f->hunk + 1);
	m.what = buf_detach(&what);
	add(f, &m, changed_line(f, h, at), buf_span(&said));
	buf_release(&said);
}

static struct span cut(const struct finding *f, size_t from, size_t to)
{
	return (struct span){ f->after.at + from, to - from };
}

/* Replaces bytes from..to of the file, rounded to lines. */
static void replace(struct finding *f, struct mutant *m, size_t from, size_t to,
		    struct span by)
{
	size_t last = text_line_of(&f->text, to ? to - 1 : 0);
	size_t end;

	m->from = text_line_of(&f->text, from);
	m->nr = last - m->from + 1;
	end = at_of(f, last + 1);
	buf_add(&m->text, f->after.at + at_of(f, m->from),
		from - at_of(f, m->from));
	buf_add(&m->text, by.at, by.len);
	buf_add(&m->text, f->after.at + to, end - to);
}

/*
 * A call that is all of a branch leaves its ";", another one goes with its
 * line.
 */
static void remove_call(struct finding *f, size_t at)
{
	struct mutant m = { .kind = MUTANT_CALL };
	size_t end, line = at_of(f, text_line_of(&f->text, at));
	struct span callee = ccode_call(f->code, at, &end);
	bool headed;

	if (!callee.len || at == line || !ccode_begins(f->code, at, &headed))
		return;
	m.what = words("removed ", callee, "()");
	replace(f, &m, at, end, span_of(headed ? ";" : ""));
	if (span_trim(buf_span(&m.text)).len == 0)
		buf_clear(&m.text);
	add(f, &m, m.from, cut(f, at, end));
}

static void flip(struct finding *f, size_t at, struct span word)
{
	struct mutant m = { .kind = MUTANT_BOOL };
	bool was = span_is(word, "true");
	size_t line = text_line_of(&f->text, at);

	if (!was && !span_is(word, "false"))
		return;
	m.what = words(was ? "made true false: " : "made false true: ",
		       span_trim(f->text.line[line].text), "");
	replace(f, &m, at, at + word.len, span_of(was ? "false" : "true"));
	add(f, &m, m.from, buf_span(&m.text));
}

/* True when the bytes begin and end with lines. */
static bool is_whole_lines(struct finding *f, size_t from, size_t to)
{
	size_t line = at_of(f, text_line_of(&f->text, from));

	while (line < from && strchr(" \t", f->after.at[line]))
		line++;
	while (to < f->after.len && strchr(" \t\r", f->after.at[to]))
		to++;
	return line == from && (to == f->after.len || f->after.at[to] == '\n');
}

static bool all_added(struct finding *f, size_t from, size_t to)
{
	for (size_t line = text_line_of(&f->text, from);
	     line <= text_line_of(&f->text, to - 1); line++)
		if (!f->added[line])
			return false;
	return true;
}

static bool is_label(const struct finding *f, size_t at)
{
	size_t end = at + ccode_word(f->code, at).len;

	end = ccode_next(f->code, end);
	return end < f->code.len && f->code.at[end] == ':';
}

static void move(struct finding *f, size_t at)
{
	struct mutant m = { .kind = MUTANT_MOVE };
	size_t end = ccode_statement(f->code, at), next, next_end, line;
	struct span word;
	bool headed, is_call;

	/* what begins with its line stands in no function */
	if (!end || at == at_of(f, text_line_of(&f->text, at)) ||
	    !ccode_begins(f->code, at, &headed) || headed ||
	    ccode_is_jump(ccode_word(f->code, at)) || is_label(f, at) ||
	    !is_whole_lines(f, at, end) || !all_added(f, at, end))
		return;
	next = ccode_next(f->code, end);
	word = ccode_word(f->code, next);
	next_end = ccode_statement(f->code, next);
	if (!next_end || ccode_is_jump(word) || is_label(f, next) ||
	    !is_whole_lines(f, next, next_end))
		return;
	line = text_line_of(&f->text, at);
	m.from = line;
	m.nr = text_line_of(&f->text, next_end - 1) - line + 1;
	line = text_line_of(&f->text, end - 1) + 1;
	buf_add(&m.text, f->after.at + at_of(f, line),
		at_of(f, m.from + m.nr) - at_of(f, line));
	buf_add(&m.text, f->after.at + at_of(f, m.from),
		at_of(f, line) - at_of(f, m.from));
	is_call = ccode_call(f->code, next, &line).len;
	m.what = words("moved behind ", word, is_call ? "()" : " ...");
	add(f, &m, m.from, cut(f, at, next_end));
}

/* All rules on one added line. */
static void look(struct finding *f, size_t line)
{
	size_t from = at_of(f, line), to = at_of(f, line + 1);
	size_t first = ccode_next(f->code, from);

	if (first >= to)
		return;
	remove_call(f, first);
	move(f, first);
	for (size_t at = from; at < to; at++) {
		struct span word = ccode_word(f->code, at);

		if (!word.len)
			continue;
		flip(f, at, word);
		at += word.len;
	}
}

static void look_at_hunk(struct finding *f, const struct hunk *h, size_t at)
{
	size_t line = at;

	leave_out(f, h, at);
	for (size_t i = 0; i < h->nr; i++) {
		if (h->line[i].kind == '+' && line < f->text.nr)
			look(f, line);
		line += h->line[i].kind != '-';
	}
}

static void mark_added(struct finding *f, const struct hunk *h, size_t line)
{
	for (size_t i = 0; i < h->nr; i++) {
		if (line < f->text.nr)
			f->added[line] |= h->line[i].kind == '+';
		line += h->line[i].kind != '-';
	}
}

void mutants_find(struct mutants *m, const struct file_diff *s,
		  struct span after, const size_t *at)
{
	struct finding f = { .to = m, .after = after };
	struct buf code = { 0 };

	text_split(&f.text, after);
	ccode_blank(after, &code);
	f.code = buf_span(&code);
	ccode_blank_comments(after, &f.bare);
	f.added = new_array(f.text.nr + 1, sizeof(*f.added));
	for (size_t i = 0; i < s->nr; i++)
		mark_added(&f, &s->hunk[i], at[i]);
	for (f.hunk = 0; f.hunk < s->nr; f.hunk++)
		look_at_hunk(&f, &s->hunk[f.hunk], at[f.hunk]);
	free(f.added);
	buf_release(&f.bare);
	buf_release(&code);
	text_release(&f.text);
}

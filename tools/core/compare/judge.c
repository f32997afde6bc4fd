// SPDX-License-Identifier: GPL-2.0-only
/* Whether two changes are the same: lines, surroundings, function, order. */
#include "core/compare/judge.h"

#include <stdlib.h>

#include "core/compare/beside.h"
#include "core/compare/moved-file.h"
#include "core/compare/order-in-function.h"
#include "core/compare/order-in-patch.h"
#include "core/compare/shut-off.h"
#define AROUND 3	/* context lines that count, as diff shows them */

/* Asks same() of the - lines and of the + lines of both runs. */
static bool both_kinds(const struct pairing *p, const struct pair *pair,
		       bool (*same)(struct span a, struct span b))
{
	bool yes = true;

	for (const char *kind = "-+"; *kind && yes; kind++) {
		struct buf a = { 0 }, b = { 0 };

		changes_text(&a, p->up, pair->up, *kind);
		changes_text(&b, p->down, pair->down, *kind);
		yes = same(buf_span(&a), buf_span(&b));
		buf_release(&a);
		buf_release(&b);
	}
	return yes;
}

static size_t count_cr(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == '\r';
	return n;
}

/* A line's end with a CR is not the white space that reviewers pass over. */
static bool same_but_space(struct span a, struct span b)
{
	return count_cr(a) == count_cr(b) && words_equal_but_space(a, b);
}

/* The next line of *rest that is not empty; false at the end. */
static bool full_line(struct span *rest, struct span *line)
{
	while (span_line(rest, line))
		if (span_trim(*line).len)
			return true;
	return false;
}

/* The same line by line, where each is a command of its own. */
static bool same_lines_but_space(struct span a, struct span b)
{
	struct span la, lb;
	bool more;

	while ((more = full_line(&a, &la)) == full_line(&b, &lb) && more)
		if (!same_but_space(la, lb))
			return false;
	return !more && !full_line(&b, &lb);
}

/*
 * True when line at of h may move by one place within the same text: equal
 * lines, unchanged kinds between.
 */
static bool slides(const struct hunk *h, size_t from, size_t to, bool up)
{
	if (up)
		return from && h->line[from - 1].kind == ' ' &&
		       span_equals(h->line[from - 1].text,
				   h->line[to - 1].text);
	return to < h->nr && h->line[to].kind == ' ' &&
	       span_equals(h->line[to].text, h->line[from].text);
}

static bool same_text(const struct hunk *h, size_t from, const struct change *d,
		      size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (!span_equals(h->line[from + i].text,
				 d->hunk->line[d->from + i].text))
			return false;
	return true;
}

/* True when d may move by so many lines, as far as its hunk shows it. */
static bool slides_by(const struct change *d, size_t nr, bool up)
{
	size_t from = d->from, to = d->to;

	for (; nr && (up ? from : d->hunk->nr - to); nr--) {
		if (!slides(d->hunk, from, to, up))
			return false;
		from += up ? -1 : 1;
		to += up ? -1 : 1;
	}
	return true;
}

/*
 * diff may show one added or removed block a few lines higher or lower with the
 * same result. True when u, slid within its own text, reads as d does, and d
 * slides as far back.
 */
static bool same_when_slid(const struct change *u, const struct change *d)
{
	size_t nr = u->to - u->from;

	if (!u->hunk || !d->hunk || nr != d->to - d->from ||
	    !u->removed.len != !d->removed.len ||
	    !u->added.len != !d->added.len || (u->removed.len && u->added.len))
		return false;
	for (int up = 0; up < 2; up++) {
		size_t from = u->from, to = u->to;

		for (size_t by = 1; slides(u->hunk, from, to, up); by++) {
			from += up ? -1 : 1;
			to += up ? -1 : 1;
			if (same_text(u->hunk, from, d, nr) &&
			    slides_by(d, by, !up))
				return true;
		}
	}
	return false;
}

static bool slid(const struct pairing *p, const struct pair *pair)
{
	return pair->up.nr == 1 && pair->down.nr == 1 &&
	       same_when_slid(changes_first(p->up, pair->up),
			      changes_first(p->down, pair->down));
}

/*
 * Where white space at a line's beginning has a meaning, it is never "white
 * space only".
 */
static bool layout_counts(const char *path)
{
	static const char *const bases[] = { "Makefile", "Kbuild", "Kconfig",
					     NULL };
	static const char *const ends[] = { ".py", ".mk", ".yaml", ".rst",
					    NULL };
	const char *base = base_name(path);

	for (size_t i = 0; bases[i]; i++)
		if (!strncmp(base, bases[i], strlen(bases[i])))
			return true;
	return path_ends_in(path, ends);
}

/*
 * The next line of the preimage from at on, walking by step; false at the
 * hunk's edge.
 */
static bool preimage_line(const struct hunk *h, long *at, int step,
			  struct span *line)
{
	while (*at >= 0 && *at < (long)h->nr) {
		const struct hunk_line *l = &h->line[*at];

		*at += step;
		if (l->kind == '+')
			continue;
		*line = l->text;
		return true;
	}
	return false;
}

/*
 * Compares the preimage beside two changes; a patch that shows less of it is no
 * difference.
 */
static bool beside_equal(const struct change *u, const struct change *d,
			 int step)
{
	long at_u = step < 0 ? (long)u->from - 1 : (long)u->to;
	long at_d = step < 0 ? (long)d->from - 1 : (long)d->to;
	struct span lu, ld;

	for (int i = 0; i < AROUND; i++) {
		if (!preimage_line(u->hunk, &at_u, step, &lu) ||
		    !preimage_line(d->hunk, &at_d, step, &ld))
			return true;
		if (!span_equals(lu, ld))
			return false;
	}
	return true;
}

/* Whether a line of the file is a command, not a part of a statement. */
static bool lines_count(const char *path)
{
	static const char *const ends[] = { ".S", ".s", ".sh", NULL };

	return path_ends_in(path, ends);
}

/* True when the changed lines differ in white space that has no meaning. */
static bool differs_in_space(const struct pairing *p, const struct pair *pair)
{
	const char *path = file_diff_name(
		changes_first(p->down, pair->down)->diff);

	return !layout_counts(path) &&
	       both_kinds(p, pair, lines_count(path) ? same_lines_but_space :
						       same_but_space);
}

static bool surroundings_equal(const struct pairing *p, const struct pair *pair)
{
	const struct change *u = changes_first(p->up, pair->up);
	const struct change *d = changes_first(p->down, pair->down);

	if (pair->up.nr != pair->down.nr)
		return false;
	if (!u->hunk || !d->hunk)
		return true;
	return beside_equal(u, d, -1) &&
	       beside_equal(changes_last(p->up, pair->up),
			    changes_last(p->down, pair->down), 1);
}

static bool has_file_diff(const struct patch *p, const char *name)
{
	for (size_t i = 0; i < p->nr; i++)
		if (!strcmp(file_diff_name(&p->diff[i]), name))
			return true;
	return false;
}

/*
 * True when the change went to another file: one that the fix touches too, one
 * of another name, or one of the same name that was not moved.
 */
static bool other_file(struct pairing *p, const struct change *u,
		       const struct change *d)
{
	const char *up = file_diff_name(u->diff),
		   *down = file_diff_name(d->diff);

	return strcmp(base_name(up), base_name(down)) ||
	       has_file_diff(p->up->patch, down) ||
	       has_file_diff(p->down->patch, up) || !file_is_moved(p, u, d);
}

/*
 * Whether the change stands in another place: seen in the whole functions, else
 * in what the patches show.
 */
static unsigned int place_differences(const struct pairing *p,
				      struct pair *pair)
{
	const struct change *u = changes_first(p->up, pair->up);
	const struct change *d = changes_first(p->down, pair->down);
	enum order order = order_in_functions(p, pair);
	unsigned int bits;

	if (order != ORDER_UNKNOWN)
		pair->order = ORDER_FUNCTION;
	else if (u->hunk && d->hunk && u->scope.ordered && d->scope.ordered)
		pair->order = ORDER_CONTEXT;
	if (order == ORDER_ELSEWHERE ||
	    (order == ORDER_UNKNOWN && change_scopes_differ(u, d)))
		return ADAPTED_PLACE;
	bits = order == ORDER_PAST  ? ADAPTED_PAST :
	       order == ORDER_UNDER ? ADAPTED_UNDER : 0;
	if (pair->order == ORDER_CONTEXT && order_counts(p, pair))
		bits = order_in_patches(p, pair);
	if (slid(p, pair))
		return 0;
	if (!bits && pair_is_shut_off(p, pair, &pair->past))
		bits = ADAPTED_BEHIND;
	if (!bits && pair_is_beside_other(p, pair, &pair->instead_of,
					  &pair->past))
		bits = ADAPTED_BESIDE;
	return bits;
}

/* Reads the lines of one kind of a pair's changes, one after the other. */
struct line_reader {
	const struct changes *all;
	size_t change, end;
	size_t at;	/* in its hunk; below .from: at its first line */
	char kind;
};

/* The next line that is not empty, and the number of its change. */
static bool next_line(struct line_reader *r, struct span *line, size_t *change)
{
	for (; r->change < r->end; r->change++, r->at = 0) {
		const struct change *c = &r->all->change[r->change];

		if (r->at < c->from)
			r->at = c->from;
		while (c->hunk && r->at < c->to) {
			const struct hunk_line *l = &c->hunk->line[r->at++];

			*line = span_trim(l->text);
			*change = r->change;
			if (l->kind == r->kind && line->len)
				return true;
		}
	}
	return false;
}

/* Judges each two changes of the pair that have a line in common. */
static unsigned int part_differences(const struct pairing *p,
				     struct pair *pair, char kind)
{
	struct line_reader ru = { p->up, pair->up.from,
				  pair->up.from + pair->up.nr, 0, kind };
	struct line_reader rd = { p->down, pair->down.from,
				  pair->down.from + pair->down.nr, 0, kind };
	struct pair part = { 0 };
	size_t u, d;
	struct span lu, ld;

	while (next_line(&ru, &lu, &u) && next_line(&rd, &ld, &d)) {
		unsigned int bits;

		if (part.up.nr && part.up.from == u && part.down.from == d)
			continue;
		if (!order_counts_of(lu) || span_starts(lu, "* "))
			continue;
		part = (struct pair){ .up = { u, 1 }, .down = { d, 1 } };
		bits = place_differences(p, &part);
		if (part.order == ORDER_CONTEXT)
			pair->order = ORDER_CONTEXT;
		if (bits) {
			pair->past = part.past;
			pair->instead_of = part.instead_of;
			return bits;
		}
	}
	return 0;
}

/*
 * The same of what was joined: what stands between two changes on one side
 * stands in front of both on the other, or behind both.
 */
static unsigned int order_differences(const struct pairing *p,
				      struct pair *pair)
{
	unsigned int bits = place_differences(p, pair);

	if (bits || pair->up.nr + pair->down.nr == 2 ||
	    !both_kinds(p, pair, same_but_space))
		return bits;
	bits = part_differences(p, pair, '+');
	return bits ? bits : part_differences(p, pair, '-');
}

/* The mode of a file that s creates; a plain diff does not say it. */
static unsigned int created_mode(const struct file_diff *s)
{
	return s->new_mode ? s->new_mode : 0100644;
}

/* True when only s or o creates or removes the file, or it gets other modes. */
static bool creates_otherwise(const struct file_diff *s,
			      const struct file_diff *o)
{
	if (s->remove != o->remove)
		return true;
	if (!s->create && !o->create)
		return false;
	return !(s->create || s->may_create) || !(o->create || o->may_create) ||
	       created_mode(s) != created_mode(o);
}

static unsigned int differences(struct pairing *p, struct pair *pair)
{
	const struct change *u = changes_first(p->up, pair->up);
	const struct change *d = changes_first(p->down, pair->down);
	unsigned int bits = pair->adapted & ADAPTED_ORDER;

	bits |= order_differences(p, pair);
	if (pair->renamed && other_file(p, u, d))
		bits |= ADAPTED_FILE;
	if (creates_otherwise(u->diff, d->diff))
		bits |= ADAPTED_MODE;
	return bits;
}

void pair_judge(struct pairing *p, struct pair *pair)
{
	const struct change *u, *d;
	bool space = false;

	if (!pair->up.nr || !pair->down.nr) {
		pair->kind = pair->up.nr ? PAIR_MISSING : PAIR_EXTRA;
		return;
	}
	u = changes_first(p->up, pair->up);
	d = changes_first(p->down, pair->down);
	pair->renamed = strcmp(file_diff_name(u->diff),
			       file_diff_name(d->diff));
	pair->adapted = differences(p, pair);
	pair->kind = PAIR_CONTEXT;
	if (both_kinds(p, pair, span_equals)) {
		if (!pair->renamed && !pair->other_name &&
		    surroundings_equal(p, pair))
			pair->kind = PAIR_IDENTICAL;
	} else if (!slid(p, pair)) {
		space = differs_in_space(p, pair);
		if (!space)
			pair->adapted |= ADAPTED_LINES;
	}
	if (space)
		pair->kind = PAIR_SPACE;
	if (pair->adapted)
		pair->kind = PAIR_ADAPTED;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The heads of the blocks that a place stands in. */
#include "core/compare/enclosing.h"

#include <stdlib.h>

#include "core/source/body.h"
#include "core/source/c-code.h"
#include "core/source/function-name.h"
#include "core/source/words.h"
#include "core/text/ascii.h"

#define HEADS_MOST	16
#define WORDS_MOST	256	/* of a head whose names are weighed */

/* A place in a body that was cut. */
struct place {
	const struct body *body;
	size_t at;	/* a byte, as statement.from counts */
	bool is_whole;	/* the body is a function, not a part of one */
};

/* A head that decides whether what stands under it is run, or a case. */
struct head {
	const struct statement *s;	/* NULL: it is not shown */
	bool otherwise;			/* what stands under its else */
	size_t nr_labels;		/* s and those right above it */
};

/* Those around a place, the innermost first. */
struct heads {
	struct head at[HEADS_MOST];
	size_t nr;
};

static bool begins(const struct statement *s, const char *word)
{
	return span_is(ccode_word(s->text, 0), word);
}

/* Brackets in strings do not count. */
static bool is_balanced(struct span text)
{
	struct words w;
	int depth = 0;

	words_split(&w, text);
	for (size_t i = 0; i < w.nr; i++)
		depth += span_is(w.word[i].text, "(") -
			 span_is(w.word[i].text, ")");
	words_release(&w);
	return !depth;
}

/* A head that needs no brace. */
static bool is_head(const struct statement *s)
{
	if (begins(s, "else") || begins(s, "do"))
		return s->kind == STATEMENT_JUMP;
	return s->kind == STATEMENT_ACT && span_ends(s->text, ")") &&
	       ccode_takes_condition(ccode_word(s->text, 0));
}

static bool is_case(const struct statement *s)
{
	return s->kind == STATEMENT_LABEL &&
	       (begins(s, "case") || begins(s, "default"));
}

/* Goes up from *at to the "{" of the block that it stands in. */
static bool to_open(const struct body *b, size_t *at)
{
	size_t depth = 0;

	while (*at) {
		enum statement_kind kind = b->statement[--*at].kind;

		if (kind == STATEMENT_CLOSE)
			depth++;
		else if (kind == STATEMENT_OPEN && !depth--)
			return true;
	}
	return false;
}

/* Goes up from the else at *at to its if. */
static bool to_if(const struct body *b, size_t *at)
{
	size_t i = *at;

	if (i < 2)
		return false;
	if (b->statement[--i].kind == STATEMENT_CLOSE && !to_open(b, &i))
		return false;
	if (!i || !begins(&b->statement[--i], "if"))
		return false;
	*at = i;
	return true;
}

/* The while at the end of the block of the do at an index; NULL: not shown. */
static const struct statement *while_of(const struct body *b, size_t at)
{
	size_t depth = 0;

	while (++at < b->nr) {
		enum statement_kind kind = b->statement[at].kind;

		depth += kind == STATEMENT_OPEN;
		if (kind == STATEMENT_CLOSE && !--depth)
			break;
	}
	return at + 1 < b->nr ? &b->statement[at + 1] : NULL;
}

/* Adds the head at *at; *at gets the beginning of its statement. */
static bool add(struct heads *h, const struct body *b, size_t *at)
{
	const struct statement *s = &b->statement[*at];
	struct head *head = &h->at[h->nr++];

	*head = (struct head){ s, begins(s, "else"), 0 };
	if (begins(s, "do"))
		head->s = while_of(b, *at);
	else if (head->otherwise)
		head->s = to_if(b, at) ? &b->statement[*at] : NULL;
	else if (!is_balanced(s->text))
		head->s = NULL;
	return head->s || !head->otherwise;
}

/* Adds the case that the statement at an index stands behind, if any. */
static void add_case(struct heads *h, const struct body *b, size_t at)
{
	size_t depth = 0, nr = 0;

	while (at && !nr) {
		const struct statement *s = &b->statement[--at];

		if (s->kind == STATEMENT_CLOSE)
			depth++;
		else if (s->kind == STATEMENT_OPEN && !depth--)
			return;
		else if (!depth && is_case(s))
			nr = 1;
	}
	if (!nr || h->nr == HEADS_MOST)
		return;
	while (at >= nr && is_case(&b->statement[at - nr]))
		nr++;
	h->at[h->nr++] = (struct head){ &b->statement[at], false, nr };
}

static void find(struct heads *h, const struct place *p)
{
	const struct body *b = p->body;
	size_t at = 0;

	h->nr = 0;
	while (at < b->nr && b->statement[at].to <= p->at)
		at++;
	while (at && h->nr + 1 < HEADS_MOST) {
		if (is_head(&b->statement[at - 1])) {
			at--;
			if (!add(h, b, &at))
				return;
			continue;
		}
		add_case(h, b, at);
		if (!to_open(b, &at))
			return;
		if (at && b->statement[at - 1].kind == STATEMENT_ACT &&
		    span_ends(b->statement[at - 1].text, ")") &&
		    !is_head(&b->statement[at - 1])) {
			at--;
			if (!add(h, b, &at))
				return;
		}
	}
}

/* True when two groups of cases have one in common. */
static bool share_case(const struct head *a, const struct head *b)
{
	for (size_t i = 0; i < a->nr_labels; i++)
		for (size_t j = 0; j < b->nr_labels; j++)
			if (a->s[-(ptrdiff_t)i].hash ==
			    b->s[-(ptrdiff_t)j].hash)
				return true;
	return false;
}

/* The same words, but for names that are only longer: is_x and pipe_is_x. */
static bool is_same(const struct statement *a, const struct statement *b)
{
	struct span wa[WORDS_MOST], wb[WORDS_MOST];
	size_t na, nb, i = 0;

	if (a->hash == b->hash)
		return true;
	na = words_list(a->text, wa, WORDS_MOST);
	nb = words_list(b->text, wb, WORDS_MOST);
	while (i < na && na == nb &&
	       (span_equals(wa[i], wb[i]) || (!is_upper(wa[i].at[0]) &&
					      names_alike(wa[i], wb[i]))))
		i++;
	return i == na && na < WORDS_MOST;
}

/* True when both bodies show an equal statement above a byte of each. */
static bool share_above(const struct body *a, size_t a_at,
			const struct body *b, size_t b_at)
{
	for (size_t i = 0; i < a->nr && a->statement[i].to <= a_at; i++) {
		const struct statement *s = &a->statement[i];

		if (s->kind != STATEMENT_ACT && s->kind != STATEMENT_PLAIN)
			continue;
		for (size_t j = 0; j < b->nr && b->statement[j].to <= b_at;
		     j++)
			if (b->statement[j].hash == s->hash)
				return true;
	}
	return false;
}

/*
 * True when the place is not under a head of the other side: its function is
 * whole, or it shows what stands above that head.
 */
static bool is_outside(const struct place *p, const struct head *head,
		       const struct place *of)
{
	return p->is_whole ||
	       (head->s && !head->nr_labels &&
		share_above(of->body, head->s->from, p->body, p->at));
}

/*
 * Compares the heads around two places; *u and *d get those that differ, NULL
 * when one side has none there.
 */
static bool differ(const struct place *up, const struct place *down,
		   const struct statement **u, const struct statement **d)
{
	struct heads hu, hd;
	size_t i;

	find(&hu, up);
	find(&hd, down);
	for (i = 0; i < hu.nr && i < hd.nr; i++) {
		*u = hu.at[i].s;
		*d = hd.at[i].s;
		if (hu.at[i].otherwise != hd.at[i].otherwise)
			return true;
		if (!*u || !*d)
			return false;
		if (hu.at[i].nr_labels && hd.at[i].nr_labels ?
		    !share_case(&hu.at[i], &hd.at[i]) : !is_same(*u, *d))
			return true;
	}
	*u = i < hu.nr ? hu.at[i].s : NULL;
	*d = i < hd.nr ? hd.at[i].s : NULL;
	return (i < hu.nr && is_outside(down, &hu.at[i], up)) ||
	       (i < hd.nr && is_outside(up, &hd.at[i], down));
}

bool enclosing_differs(const struct enclosed *up, const struct enclosed *down,
		       struct span *u, struct span *d)
{
	const struct statement *su, *sd;

	const struct place pu = { up->body, up->change->file_from, true };
	const struct place pd = { down->body, down->change->file_from, true };

	if (!differ(&pu, &pd, &su, &sd))
		return false;
	*u = su ? su->text : span_of("");
	*d = sd ? sd->text : span_of("");
	return true;
}

/* What a hunk shows of the function that a change of it stands in. */
struct shown {
	struct buf text;
	const struct hunk_line **line;	/* per line of text */
	size_t nr;
	struct body body;
	struct place place;
};

/* What stands above the line is of another function, or of none. */
static bool begins_function(struct span line)
{
	return span_starts(line, "{") || span_starts(line, "}");
}

static void show(struct shown *s, const struct change *c)
{
	const struct hunk *h = c->hunk;

	*s = (struct shown){ 0 };
	s->line = grow_array(NULL, h->nr + 1, sizeof(*s->line));
	for (size_t i = 0; i < h->nr; i++) {
		struct span line = h->line[i].text;

		if (i == c->from)
			s->place.at = s->text.len;
		if (h->line[i].kind == '-')
			continue;
		if (begins_function(line)) {
			if (i >= c->from)
				break;
			buf_clear(&s->text);
			s->nr = 0;
			continue;
		}
		s->line[s->nr++] = &h->line[i];
		buf_add(&s->text, line.at, line.len);
		buf_addc(&s->text, '\n');
	}
	body_of_fragment(&s->body, buf_span(&s->text));
	s->place.body = &s->body;
}

static void shown_release(struct shown *s)
{
	body_release(&s->body);
	buf_release(&s->text);
	free(s->line);
}

/* The line of the patch that a statement begins in. */
static struct span line_of(const struct shown *s, const struct statement *at)
{
	size_t nr = 0;

	if (!at)
		return span_of("");
	for (size_t i = 0; i < at->from; i++)
		nr += s->text.at[i] == '\n';
	return span_trim(s->line[nr]->text);
}

bool enclosing_differs_in_patches(const struct change *up,
				  const struct change *down, struct span *u,
				  struct span *d)
{
	const struct statement *su, *sd;
	struct shown shown_u, shown_d;
	bool yes;

	show(&shown_u, up);
	show(&shown_d, down);
	yes = differ(&shown_u.place, &shown_d.place, &su, &sd);
	if (yes) {
		*u = line_of(&shown_u, su);
		*d = line_of(&shown_d, sd);
	}
	shown_release(&shown_u);
	shown_release(&shown_d);
	return yes;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Which note of a variant's header explains a difference, if any does. */
#include "core/compare/reason.h"

#include <stdlib.h>
#include <string.h>

#include "core/compare/reason-words.h"
#include "core/text/ascii.h"
#include "core/text/hash.h"

static bool says_same(const struct note *a, const struct note *b)
{
	return !strcmp(a->who, b->who) && !strcmp(a->reason, b->reason);
}

/* True when note nr can be a reason. */
static bool reasons_has(const struct reasons *r, size_t nr)
{
	const struct note *note = &r->notes->note[nr];

	if (!note->counts || note->silence)
		return false;
	for (size_t i = 0; r->upstream && i < r->upstream->nr; i++)
		if (says_same(note, &r->upstream->note[i]))
			return false;
	return true;
}

void reasons_find(struct reasons *r, const struct notes *notes,
		  const struct notes *upstream)
{
	*r = (struct reasons){ .notes = notes, .upstream = upstream };
	for (size_t i = 0; i < notes->nr; i++)
		r->nr += reasons_has(r, i);
}

/* The function of one side's changes; empty when they stand in none. */
static struct span function_of(const struct changes *all, struct range range)
{
	struct span none = { "", 0 };

	return range.nr ? change_where(changes_first(all, range)) : none;
}

/* diff -p cuts names: a cut one is named by whatever begins with it. */
static bool names_function(struct span text, const struct changes *all,
			   struct range range)
{
	struct span name = function_of(all, range);
	const struct change *c;

	if (!name.len)
		return false;
	c = changes_first(all, range);
	if (!c->file_scope.known && c->scope.cut)
		return reason_word_begins(text, name);
	/* "config FOO", "struct foo": the last word is the name */
	for (size_t i = name.len; i-- > 0;)
		if (!is_word(name.at[i])) {
			name = span_skip(name, i + 1);
			break;
		}
	return reason_has_word(text, name);
}

static const char *file_of(const struct changes *all, struct range range)
{
	return file_diff_name(changes_first(all, range)->diff);
}

static bool names_file(struct span text, const struct changes *all,
		       struct range range)
{
	return range.nr &&
	       reason_has_path(text, span_of(base_name(file_of(all, range))));
}

static bool names_hunk(struct span text, const struct changes *up,
		       struct range range)
{
	for (size_t i = range.from; i < range.from + range.nr; i++)
		if (reason_has_hunk(text, up->change[i].hunk_nr + 1))
			return true;
	return false;
}

/* True for a name that the changed lines of one side hold. */
static bool in_lines(const struct changes *all, struct range range,
		     struct span word)
{
	for (size_t i = range.from; i < range.from + range.nr; i++) {
		const struct change *c = &all->change[i];

		if (reason_has_word(buf_span(&c->removed), word) ||
		    reason_has_word(buf_span(&c->added), word))
			return true;
	}
	return false;
}

/* Cuts the next name off *text: a word that does not begin with a digit. */
static bool next_name(struct span *text, struct span *name)
{
	while (text->len) {
		size_t n = 0;

		while (n < text->len && is_word(text->at[n]))
			n++;
		*name = (struct span){ text->at, n };
		*text = span_skip(*text, n ? n : 1);
		if (n > 2 && !is_digit(name->at[0]))
			return true;
	}
	return false;
}

/* True when the text has a name of the pair's changed lines. */
static bool names_lines(struct span text, const struct pairing *p,
			const struct pair *pair)
{
	struct span name;

	while (next_name(&text, &name))
		if (in_lines(p->up, pair->up, name) ||
		    in_lines(p->down, pair->down, name))
			return true;
	return false;
}

static bool names_pair(struct span text, const struct pairing *p,
		       const struct pair *pair)
{
	bool placed = function_of(p->up, pair->up).len ||
		      function_of(p->down, pair->down).len;

	return names_function(text, p->up, pair->up) ||
	       names_function(text, p->down, pair->down) ||
	       names_hunk(text, p->up, pair->up) ||
	       (!placed && (names_file(text, p->up, pair->up) ||
			    names_file(text, p->down, pair->down) ||
			    names_lines(text, p, pair)));
}

/*
 * True when the text names the file of one side so that it is not the other
 * side's: by as many folders as that takes.
 */
static bool names_own_file(struct span text, const char *path,
			   const char *other)
{
	size_t a = strlen(path), b = strlen(other);

	while (a && b && path[a - 1] == other[b - 1]) {
		a--;
		b--;
	}
	while (a && path[a - 1] != '/')
		a--;
	return reason_has_path(text, span_of(path + a));
}

/* True when the text names both places of a change that moved. */
static bool names_both(struct span text, const struct pairing *p,
		       const struct pair *pair)
{
	const char *up = file_of(p->up, pair->up),
		   *down = file_of(p->down, pair->down);

	if (pair->adapted & ADAPTED_FILE &&
	    !(names_own_file(text, up, down) && names_own_file(text, down, up)))
		return false;
	if (!(pair->adapted & ADAPTED_PLACE))
		return true;
	return (!function_of(p->up, pair->up).len ||
		names_function(text, p->up, pair->up)) &&
	       (!function_of(p->down, pair->down).len ||
		names_function(text, p->down, pair->down));
}

/* True when the variant makes other changes of the same function. */
static bool has_kept(const struct pairing *p, const struct pair *pair)
{
	const struct change *u = changes_first(p->up, pair->up);

	for (size_t i = 0; i < p->nr; i++) {
		const struct pair *other = &p->pair[i];
		const struct change *o;

		if (!other->up.nr || !other->down.nr)
			continue;
		o = changes_first(p->up, other->up);
		if (o->diff == u->diff && !change_scopes_differ(o, u))
			return true;
	}
	return false;
}

/* True when no line that the variant changes holds the name. */
static bool is_lost(const struct pairing *p, struct span name)
{
	return !in_lines(p->down, (struct range){ 0, p->down->nr }, name);
}

/*
 * Of a function that the variant changes otherwise, each lost change must be
 * named by a name of its own, if it has one: else one note would cover what
 * is rightly absent and what was lost beside it.
 */
static bool names_loss(struct span text, const struct pairing *p,
		       const struct pair *pair)
{
	bool own = false;

	if (names_hunk(text, p->up, pair->up) || !has_kept(p, pair))
		return true;
	for (size_t i = pair->up.from; i < pair->up.from + pair->up.nr; i++) {
		struct span lines = buf_span(&p->up->change[i].added), name;

		while (next_name(&lines, &name)) {
			if (!is_lost(p, name))
				continue;
			if (reason_has_word(text, name))
				return true;
			own = true;
		}
	}
	return !own;
}

/* The words that one side of a pair has more often than the other. */
struct odd_words {
	struct numbering names;
	int *count;
	struct buf up, down;
};

static void count_words(struct odd_words *o, struct span lines, int step)
{
	struct words w;

	words_split(&w, lines);
	for (size_t i = 0; i < w.nr; i++) {
		size_t before = o->names.nr, nr;

		if (w.word[i].space)
			continue;
		nr = numbering_add(&o->names, w.word[i].text);
		if (nr == before) {
			o->count = grow_array(o->count, nr + 1,
					      sizeof(*o->count));
			o->count[nr] = 0;
		}
		o->count[nr] += step;
	}
	words_release(&w);
}

static void add_lines(struct buf *out, const struct changes *all,
		      struct range range)
{
	for (size_t i = range.from; i < range.from + range.nr; i++) {
		const struct change *c = &all->change[i];

		buf_add(out, c->removed.at ? c->removed.at : "",
			c->removed.len);
		buf_add(out, c->added.at ? c->added.at : "", c->added.len);
	}
}

static void odd_words_find(struct odd_words *o, const struct pairing *p,
			   const struct pair *pair)
{
	*o = (struct odd_words){ 0 };
	add_lines(&o->up, p->up, pair->up);
	add_lines(&o->down, p->down, pair->down);
	count_words(o, buf_span(&o->up), 1);
	count_words(o, buf_span(&o->down), -1);
}

static void odd_words_release(struct odd_words *o)
{
	numbering_release(&o->names);
	free(o->count);
	buf_release(&o->up);
	buf_release(&o->down);
}

/*
 * What the text must still say of changed lines that differ. Where nothing but
 * values and operators differ (true for false, < for <=), it must name one, or
 * a name of the lines when only operators differ.
 */
static enum reason lines_reason(struct span text, const struct pairing *p,
				const struct pair *pair)
{
	struct odd_words o;
	size_t odd = 0, names = 0, values = 0;
	bool named = false;

	odd_words_find(&o, p, pair);
	for (size_t i = 0; i < o.names.nr; i++) {
		struct span word = o.names.name[i];

		if (!o.count[i])
			continue;
		odd++;
		values += reason_is_value(word);
		names += !reason_is_value(word) && is_word(word.at[0]);
		named |= is_word(word.at[0]) && !reason_word_is_generic(word) &&
			 reason_has_word(text, word);
	}
	odd_words_release(&o);
	if (named)
		return REASON_GIVEN;
	/* the same words in another order */
	if (!odd)
		return reason_says(text, SAYS_MOVED) ? REASON_GIVEN :
						       REASON_UNFIT;
	if (names)
		return reason_is_generic(text) ? REASON_UNFIT : REASON_GIVEN;
	return !values && names_lines(text, p, pair) ? REASON_GIVEN :
						       REASON_VALUE;
}

static enum reason says_what_became(struct span text, const struct pairing *p,
				    const struct pair *pair)
{
	const unsigned int moved = ADAPTED_PAST | ADAPTED_ORDER;

	if (pair->kind == PAIR_MISSING)
		return reason_says(text, SAYS_MISSING) &&
		       names_loss(text, p, pair) ? REASON_GIVEN : REASON_UNFIT;
	if (pair->kind == PAIR_EXTRA)
		return reason_says(text, SAYS_EXTRA) ? REASON_GIVEN :
						       REASON_UNFIT;
	if (!names_both(text, p, pair))
		return REASON_ONE_PLACE;
	if (pair->adapted & moved && !reason_says(text, SAYS_MOVED))
		return REASON_UNFIT;
	if (pair->adapted & (ADAPTED_AROUND | ADAPTED_BEHIND | ADAPTED_UNDER |
			     ADAPTED_BESIDE | ADAPTED_MODE) &&
	    reason_is_generic(text))
		return REASON_UNFIT;
	return pair->adapted & ADAPTED_LINES ? lines_reason(text, p, pair) :
					       REASON_GIVEN;
}

enum reason reason_of(const struct reasons *r, const struct pairing *p,
		      const struct pair *pair)
{
	enum reason best = REASON_UNNAMED;

	if (!pair_kind_needs_reason(pair->kind))
		return REASON_NOT_NEEDED;
	if (!r->nr)
		return REASON_NONE;
	for (size_t i = 0; i < r->notes->nr && best != REASON_GIVEN; i++) {
		struct span text = span_of(r->notes->note[i].reason);

		if (reasons_has(r, i) && names_pair(text, p, pair))
			best = says_what_became(text, p, pair);
	}
	return best;
}

static void explain_one_place(const struct pairing *p, const struct pair *pair,
			      struct buf *out)
{
	struct span up = function_of(p->up, pair->up);
	struct span down = function_of(p->down, pair->down);

	if (pair->adapted & ADAPTED_PLACE)
		buf_addf(out, " in another function: the note must name both, %.*s and %.*s",
			 up.len ? (int)up.len : 4, up.len ? up.at : "none",
			 down.len ? (int)down.len : 4,
			 down.len ? down.at : "none");
	else
		buf_adds(out, " in another file: the note must name both");
}

void reason_explain(enum reason reason, const struct pairing *p,
		    const struct pair *pair, struct buf *out)
{
	struct span where = function_of(p->up, pair->up);
	const char *brackets = where.len ? "()" : "";

	if (!where.len)
		where = function_of(p->down, pair->down);
	if (!where.len)
		where = span_of("FILE");
	switch (reason) {
	case REASON_NOT_NEEDED:
	case REASON_GIVEN:
		return;
	case REASON_NONE:
		buf_addf(out, " and the header gives no reason; add '[ you: %.*s%s: reason ]' before the last sign-off",
			 (int)where.len, where.at, brackets);
		return;
	case REASON_UNNAMED:
		buf_addf(out, " and no note of the header names it: a reason must name %.*s%s%s",
			 (int)where.len, where.at, brackets,
			 pair->up.nr ? " or the hunk" : "");
		return;
	case REASON_ONE_PLACE:
		explain_one_place(p, pair, out);
		return;
	case REASON_UNFIT:
		buf_adds(out, " and the note that names it does not say what became of it and why");
		return;
	case REASON_VALUE:
		buf_adds(out, " by a value alone, which the note must name");
		return;
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is a hunk's change in the file already? Only on evidence: what it adds stands
 * there and, where that is next to nothing, what it removes does not.
 */
#include "core/apply/place-merged.h"

#include <stdlib.h>

#include "core/apply/place-function.h"
#include "core/source/c-code.h"
#include "core/source/function-at.h"
#include "core/text/ascii.h"
#include "core/text/hash.h"
#include "core/text/lcs.h"

#define SLACK 3	/* lines that may stand between context and what was removed */
#define TELLING 12	/* bytes of a line that says something on its own */
#define ASKED_MAX 64	/* removed lines that are asked about */
#define UNIQUE 0x80000000u	/* of a number that no other line has */

/*
 * Where the postimage could stand. Lines that were only removed at an end must
 * be gone from that end of the file.
 */
static void merged_places(struct search *k, struct places *out)
{
	bool begin = !k->post.prefix && !hunk_adds_at_end(k->h, 1);
	bool end = !k->post.suffix && !hunk_adds_at_end(k->h, -1);
	struct place at_end = { 0 };
	struct places all;

	*out = (struct places){ 0 };
	if (end && !pattern_at_end(&k->post, k->t, &at_end))
		return;
	pattern_places(&k->post, k->t, k->from, PLACES_MAX, &all);
	out->place = all.place;
	for (size_t i = 0; i < all.nr; i++)
		if ((!begin || !all.place[i].line) &&
		    (!end || all.place[i].line == at_end.line))
			out->place[out->nr++] = all.place[i];
}

/*
 * Blank lines, lone brackets and jumps stand everywhere: they are no evidence.
 */
static bool is_distinctive(struct span line)
{
	struct span s = span_trim(line), word = ccode_word(s, 0);
	bool letter = false;

	for (size_t i = 0; i < s.len; i++)
		letter |= is_word(s.at[i]);
	return letter && (span_is(word, "case") || !ccode_is_jump(word)) &&
	       !span_is(word, "else") && !span_is(s, "do {");
}

static bool has_line(const struct hunk *h, struct span text, const char *kinds)
{
	for (size_t i = 0; i < h->nr; i++)
		if (strchr(kinds, h->line[i].kind) &&
		    span_equals(span_trim(h->line[i].text), span_trim(text)))
			return true;
	return false;
}

/*
 * True when another hunk of the file diff puts that line elsewhere: it is
 * moved, not removed.
 */
static bool is_moved(const struct search *k, struct span line)
{
	const struct file_diff *s = k->cursor->diff;

	for (size_t n = 0; s && n < s->nr; n++)
		if (has_line(&s->hunk[n], line, "+"))
			return true;
	return false;
}

static bool stands_once(const struct search *k, struct span wanted)
{
	struct span rest = k->t->bytes, line;
	size_t n = 0;

	/* what is indented belongs to a block, and there may be many such */
	if (wanted.len < TELLING || is_space(wanted.at[0]) ||
	    span_starts(wanted, "#include"))
		return false;
	if (text_indexed(k->t))
		return text_same(k->t, hash_line(wanted)).nr == 1;
	k->t->spent += rest.len;
	while (n < 2 && span_line(&rest, &line))
		n += span_equals(line, wanted);
	return n == 1;
}

static bool adds_evidence(const struct hunk *h)
{
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind == '+' && is_distinctive(h->line[i].text))
			return true;
	return false;
}

/* Lines as numbers: equal for equal ones that say something, else unique. */
struct numbered {
	uint32_t *id;
	size_t nr, telling;
};

static void number_line(struct numbered *n, struct numbering *known,
			struct span line)
{
	bool tells = is_distinctive(line);

	n->telling += tells;
	n->id[n->nr] = tells ? numbering_add(known, span_trim(line)) + 1 :
			       UNIQUE | (known->nr + n->nr);
	n->nr++;
}

/* How many telling lines of the preimage stand in [from, to) in its order. */
static size_t count_standing(const struct search *k, size_t from, size_t to,
			     size_t *telling)
{
	struct numbering known = { 0 };
	struct numbered a = { 0 }, b = { 0 };
	struct span rest, line;
	uint16_t *len;
	size_t at, standing;

	a.id = grow_array(NULL, k->pre.nr + 1, sizeof(*a.id));
	b.id = grow_array(NULL, to - from + 1, sizeof(*b.id));
	for (size_t i = 0; i < k->h->nr; i++)
		if (k->h->line[i].kind != '+')
			number_line(&a, &known, k->h->line[i].text);
	text_seek(k->t, from, &at);
	rest = span_skip(k->t->bytes, at);
	while (b.nr < to - from && span_line(&rest, &line))
		number_line(&b, &known, line);
	for (size_t i = 0; i < b.nr; i++)
		b.id[i] |= b.id[i] & UNIQUE ? UNIQUE >> 1 : 0;
	len = lcs_lengths(a.id, a.nr, b.id, b.nr);
	standing = len[0];
	*telling = a.telling;
	free(len);
	free(a.id);
	free(b.id);
	numbering_release(&known);
	return standing;
}

/*
 * True when a hunk that adds nothing to speak of would be merged at place, but
 * three quarters of the telling lines that it removes stand beside: then the
 * others have only changed. Outside functions, where nothing says how far away
 * that may be, each that stands once in the file counts.
 */
static bool removed_lines_stand(const struct search *k, struct place place)
{
	bool anywhere = !func_encloses(k->t, place.at);
	size_t removed = 0, tell = 0, once = 0, most, first, telling, standing;

	for (size_t i = 0; i < k->h->nr && tell < ASKED_MAX; i++) {
		struct span text = k->h->line[i].text;

		removed += k->h->line[i].kind == '-';
		if (k->h->line[i].kind != '-' || !is_distinctive(text) ||
		    has_line(k->h, text, " +") || is_moved(k, text))
			continue;
		tell++;
		once += anywhere && stands_once(k, text);
	}
	if (!tell)
		return false;
	most = tell < 2 ? tell : 3 * tell / 4;
	if (once >= most)
		return true;
	if (k->pre.nr > ASKED_MAX * 8)
		return false;
	first = removed + SLACK < place.line ? place.line - removed - SLACK : 0;
	standing = count_standing(k, first, place.line + k->post.nr + removed +
				  SLACK, &telling);
	/* all telling context lines stand, as part of the postimage */
	return standing + tell >= telling + most;
}

bool search_merged(struct search *k)
{
	const struct place *place;
	struct places p;

	if (!k->post.nr)
		return false;
	merged_places(k, &p);
	place = search_place_on(k, &k->post, &p, search_due(k));
	if (!place)
		place = p.nr == 1 ? p.place : search_place_in_func(k, &p);
	if (place && ((long)place->line == search_due(k) ||
		      !search_in_other_func(k, *place)) &&
	    (adds_evidence(k->h) || !removed_lines_stand(k, *place)))
		search_accept(k, *place, PLACED_MERGED);
	places_release(&p);
	return k->where->placed == PLACED_MERGED;
}

bool search_inserted(struct search *k, struct place place)
{
	if (!adds_evidence(k->h) ||
	    !pattern_at(&k->post, k->t->bytes, place.at))
		return false;
	search_accept(k, place, PLACED_MERGED);
	return true;
}

bool search_lies_in_postimage(struct search *k, const struct place *place)
{
	long first = (long)place->line - ((long)k->post.nr - (long)k->pre.nr);
	struct place post;

	if (first < (long)k->from)
		first = k->from;
	if (first > (long)place->line ||
	    !pattern_last_place(&k->post, k->t, first, place->line, &post))
		return false;
	k->pre.skip = k->pre.cut = k->where->fuzz = 0;
	search_accept(k, post, PLACED_MERGED);
	return true;
}

long search_changed_nearer(const struct search *k, const struct place *place,
			   long due)
{
	long most = labs((long)place->line - due), line = -1;
	bool tells = adds_evidence(k->h), in_func;
	struct places p;

	if (!most || !hunk_adds(k->h))
		return -1;
	in_func = func_holds(k->t, place->at, k->h->func);
	pattern_places(&k->post, k->t, k->from, PLACES_MAX, &p);
	for (size_t i = 0; i < p.nr; i++) {
		long far = labs((long)p.place[i].line - due);

		if (far >= most || (far && !tells) ||
		    (in_func &&
		     !func_holds(k->t, p.place[i].at, k->h->func)))
			continue;
		line = p.place[i].line;
		most = far;
	}
	places_release(&p);
	return line;
}

bool search_has_postimage(struct search *k)
{
	struct places p;
	bool has;

	merged_places(k, &p);
	has = p.nr;
	places_release(&p);
	return has;
}

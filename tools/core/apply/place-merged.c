// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is a hunk's change in the file already? Only on evidence: what it adds stands
 * there and, where that is next to nothing, what it removes does not.
 */
#include "core/apply/place-merged.h"

#include "core/apply/place-function.h"
#include "core/source/c-code.h"
#include "core/source/function-at.h"
#include "core/text/ascii.h"
#include "core/text/hash.h"

#define SLACK 3	/* lines that may stand between context and what was removed */
#define TELLING 12	/* bytes of a line that says something on its own */
#define ASKED_MAX 32	/* removed lines that are looked for */

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
	return letter && !ccode_is_jump(word) &&
	       !span_equals(word, span_of("else")) &&
	       !span_equals(s, span_of("do {"));
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

/* True when the line stands in [from, to), as indexes of the file's lines. */
static bool stands_within(const struct search *k, struct span wanted,
			  size_t from, size_t to)
{
	struct span rest, line;
	size_t at;

	if (!text_seek(k->t, from, &at))
		return false;
	wanted = span_trim(wanted);
	rest = span_skip(k->t->bytes, at);
	for (size_t n = from; n < to && span_line(&rest, &line); n++)
		if (span_equals(span_trim(line), wanted))
			return true;
	return false;
}

static bool stands_once(const struct search *k, struct span wanted)
{
	struct span rest = k->t->bytes, line;
	size_t n = 0;

	if (span_trim(wanted).len < TELLING)
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

/*
 * True when a hunk that adds nothing to speak of would be merged at place, but
 * a line that it removes stands right beside; or, outside functions, where
 * nothing says how far away that may be, once in the file.
 */
static bool removed_line_stands(const struct search *k, struct place place)
{
	bool anywhere = !func_encloses(k->t, place.at);
	size_t around = SLACK, asked = 0, first, last;

	for (size_t i = 0; i < k->h->nr; i++)
		around += k->h->line[i].kind == '-';
	first = place.line > around ? place.line - around : 0;
	last = place.line + k->post.nr + around;
	for (size_t i = 0; i < k->h->nr && asked < ASKED_MAX; i++) {
		struct span text = k->h->line[i].text;

		if (k->h->line[i].kind != '-' || !is_distinctive(text))
			continue;
		asked++;
		if ((stands_within(k, text, first, last) ||
		     (anywhere && stands_once(k, text))) &&
		    !has_line(k->h, text, " +") && !is_moved(k, text))
			return true;
	}
	return false;
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
	    (adds_evidence(k->h) || !removed_line_stands(k, *place)))
		search_accept(k, *place, PLACED_MERGED);
	places_release(&p);
	return k->where->placed == PLACED_MERGED;
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

bool search_has_postimage(struct search *k)
{
	struct places p;
	bool has;

	merged_places(k, &p);
	has = p.nr;
	places_release(&p);
	return has;
}

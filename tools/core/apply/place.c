// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a hunk goes: the strict ladder. Exact line, the only place, fuzz where
 * allowed, else refused.
 */
#include "core/apply/place.h"

#include "core/apply/place-function.h"
#include "core/apply/place-like-patch.h"
#include "core/apply/place-merged.h"
#include "core/source/function-at.h"
#include "core/source/function-name.h"

static void refuse(struct search *k, enum placed placed)
{
	k->where->placed = placed;
}

static void candidates(struct search *k, const struct places *p)
{
	k->where->places = p->nr;
	for (size_t i = 0; i < p->nr && i < CANDIDATE_MAX; i++)
		k->where->candidate[i] = p->place[i].line + 1;
}

/*
 * Code that stands twice, changed already where the hunk is due or nearer to
 * it: the other place is not the hunk's, unless its function's name says so.
 * Then the changed place is a candidate, too.
 */
static bool is_unfixed_twin(const struct search *k, const struct place *place,
			    long due)
{
	long line = search_changed_nearer(k, place, due);

	if (line < 0)
		return false;
	if (k->where->places < CANDIDATE_MAX)
		k->where->candidate[k->where->places] = line + 1;
	k->where->places++;
	return true;
}

/*
 * One place fits, and it is not the line wanted: accept it unless something
 * speaks against it.
 */
static void resolve_only(struct search *k, const struct place *place,
			 enum placed placed)
{
	long due = search_due(k);

	/* the hunks before it put it right there: so the tail is wrong */
	if ((long)place->line != due && search_in_other_func(k, *place)) {
		if (search_merged(k))
			return;
		refuse(k, PLACED_WRONG_FUNCTION);
		k->where->func_there = func_is_in(k->t, k->h->func);
		k->where->func_found = func_above(k->t, place->at);
		return;
	}
	if ((long)place->line != due && search_lies_in_postimage(k, place))
		return;
	if (is_unfixed_twin(k, place, due)) {
		refuse(k, PLACED_AMBIGUOUS);
		return;
	}
	search_accept(k, *place, placed);
}

/* True when the hunk's function is another one at all of the places. */
static bool all_in_other_funcs(const struct search *k, const struct places *p)
{
	if (p->nr > CANDIDATE_MAX)
		return false;
	for (size_t i = 0; i < p->nr; i++)
		if (!search_in_other_func(k, p->place[i]))
			return false;
	return true;
}

static void resolve_several(struct search *k, const struct places *p,
			    enum placed placed)
{
	long wanted = k->where->wanted - 1, due = search_due(k);
	const struct place *place = search_place_in_func(k, p);

	if (place && (long)place->line != due &&
	    search_lies_in_postimage(k, place))
		return;
	if (place && is_unfixed_twin(k, place, due)) {
		refuse(k, PLACED_AMBIGUOUS);
		return;
	}
	if (place) {
		k->where->by_func = true;
		search_accept(k, *place, placed);
		return;
	}
	/*
	 * the hunks before went elsewhere: the line that follows them, when it
	 * is the only hint
	 */
	if (k->cursor->drift && !search_place_on(k, &k->pre, p, wanted) &&
	    (place = search_place_on(k, &k->pre, p, due)))
		search_accept(k, *place, placed);
	else if (!all_in_other_funcs(k, p) || !search_merged(k))
		refuse(k, PLACED_AMBIGUOUS);
}

static void anchored_places(struct search *k, bool begin, bool end,
			    struct places *out)
{
	struct place place = { 0 };
	bool fits;

	*out = (struct places){ 0 };
	if (end)
		fits = pattern_at_end(&k->pre, k->t, &place) &&
		       (!begin || !place.line);
	else
		fits = pattern_at(&k->pre, k->t->bytes, 0);
	if (fits && place.line >= k->from)
		places_add(out, place);
}

/*
 * Sets the fuzz of this rung; tells which ends of the file the hunk is still
 * bound to.
 */
static void set_fuzz(struct search *k, int fuzz, bool *begin, bool *end)
{
	struct pattern *f = &k->pre;
	long most = f->prefix > f->suffix ? f->prefix : f->suffix;
	long skip = fuzz + (long)f->prefix - most;
	long cut = fuzz + (long)f->suffix - most;
	enum anchor a = k->where->anchor;

	*begin = skip < 0 && (a == ANCHOR_BEGIN || a == ANCHOR_BOTH);
	*end = (cut < 0 || (k->post.no_eol && !f->suffix)) &&
	       (a == ANCHOR_END || a == ANCHOR_BOTH);
	f->skip = skip > 0 ? skip : 0;
	f->cut = cut > 0 ? cut : 0;
}

/* One rung: true when it decided, one way or the other. */
static bool try_rung(struct search *k, int fuzz, bool count)
{
	long wanted = k->where->wanted - 1;
	bool begin, end, follows = !k->cursor->drift;
	const struct place *place;
	struct places p;
	enum placed moved = fuzz ? PLACED_FUZZ : PLACED_OFFSET;
	enum placed same = fuzz ? PLACED_FUZZ : PLACED_EXACT;
	size_t at;

	set_fuzz(k, fuzz, &begin, &end);
	if (k->pre.skip + k->pre.cut >= k->pre.nr)
		return false;
	k->where->fuzz = fuzz;
	if (follows && !begin && !end && !count &&
	    search_matches_on(&k->pre, k, wanted) &&
	    text_seek(k->t, wanted, &at)) {
		k->where->places = 1;
		search_accept(k, (struct place){ wanted, at }, same);
		return true;
	}
	if (begin || end)
		anchored_places(k, begin, end, &p);
	else
		pattern_places(&k->pre, k->t, k->from, PLACES_MAX, &p);
	candidates(k, &p);
	place = search_place_on(k, &k->pre, &p, wanted);
	if (place && (follows || p.nr == 1))
		search_accept(k, *place, same);
	else if (p.nr == 1)
		resolve_only(k, p.place, moved);
	else if (p.nr)
		resolve_several(k, &p, moved);
	places_release(&p);
	return k->where->places;
}

/*
 * The hunk has no context, so only its exact line counts, and only if nothing
 * in front has moved.
 */
static void locate_insertion(struct search *k)
{
	size_t line = k->h->old_start > 0 ? k->h->old_start : 0, at;
	struct span bytes = k->t->bytes;

	if (k->where->anchor == ANCHOR_EMPTY && bytes.len) {
		if (pattern_at(&k->post, bytes, 0) &&
		    text_count(k->t) == k->post.nr)
			search_accept(k, (struct place){ 0, 0 }, PLACED_MERGED);
		return;
	}
	if (k->cursor->drift || line < k->from ||
	    !text_seek(k->t, line, &at) ||
	    search_inserted(k, (struct place){ line, at }))
		return;
	if (at == bytes.len ? k->t->no_eol : k->post.no_eol)
		return;
	k->where->places = 1;
	search_accept(k, (struct place){ line, at }, PLACED_EXACT);
}

static enum anchor anchor_of(const struct search *k)
{
	bool begin, end;

	if (!k->pre.nr)
		return k->h->old_start || !k->cursor->alone ? ANCHOR_LINE :
							     ANCHOR_EMPTY;
	/*
	 * git and GNU patch agree on these two: diff leaves out context only
	 * where the file has none
	 */
	begin = k->h->old_start <= 1 && k->pre.prefix < k->pre.suffix;
	end = (!k->pre.suffix && k->pre.prefix) ||
	      (k->post.no_eol && !k->pre.suffix);
	return begin ? end ? ANCHOR_BOTH : ANCHOR_BEGIN :
		       end ? ANCHOR_END : ANCHOR_NONE;
}

static void locate_strictly(struct search *k, const struct place_options *how)
{
	long most = k->pre.prefix > k->pre.suffix ? k->pre.prefix :
						    k->pre.suffix;

	if (!k->pre.nr) {
		locate_insertion(k);
		return;
	}
	if (try_rung(k, 0, how->count) || search_merged(k))
		return;
	for (int fuzz = 1; fuzz <= how->fuzz && fuzz <= most; fuzz++)
		if (try_rung(k, fuzz, how->count))
			return;
	k->pre.skip = k->pre.cut = k->where->fuzz = 0;
}

void hunk_resolve(const struct hunk *h, struct text *t, long line,
		  struct placement *where)
{
	const struct cursor none = { 0 };
	struct search k = { .h = h, .t = t, .cursor = &none, .where = where };
	struct place place = { .line = line - 1 };

	pattern_init(&k.pre, h, '+');
	pattern_init(&k.post, h, '-');
	if (search_has_postimage(&k) ||
	    !search_matches_on(&k.pre, &k, place.line) ||
	    !text_seek(t, place.line, &place.at) ||
	    search_in_other_func(&k, place))
		return;
	search_accept(&k, place, PLACED_OFFSET);
	where->by_order = true;
	where->outside = placement_is_outside(h, t, where);
}

void hunk_accept(const struct hunk *h, struct text *t,
		 struct placement *where)
{
	const struct cursor none = { 0 };
	struct search k = { .h = h, .t = t, .cursor = &none, .where = where };
	struct place place = { .line = where->candidate[0] - 1 };

	pattern_init(&k.pre, h, '+');
	if (!text_seek(t, place.line, &place.at))
		return;
	search_accept(&k, place, PLACED_OFFSET);
	where->outside = placement_is_outside(h, t, where);
}

void hunk_locate(const struct hunk *h, struct text *t,
		 const struct cursor *cursor, const struct place_options *how,
		 struct placement *where)
{
	struct search k = { .h = h, .t = t, .cursor = cursor, .where = where };

	pattern_init(&k.pre, h, '+');
	pattern_init(&k.post, h, '-');
	*where = (struct placement){ .placed = PLACED_NOWHERE,
				     .drift = cursor->drift,
				     .func_wanted = span_trim(h->func) };
	where->wanted = k.pre.nr && h->old_start ? h->old_start :
						   h->old_start + 1;
	where->anchor = anchor_of(&k);
	/* hunks may not share a line that the patch does not share */
	k.from = where->wanted < cursor->old_end ? cursor->from : cursor->end;
	where->behind = k.from > 0;
	if (how->like_quilt)
		like_quilt_locate(&k.pre, t, cursor, how, where);
	else
		locate_strictly(&k, how);
	if (placed_ok(where->placed) && where->anchor != ANCHOR_EMPTY)
		where->outside = placement_is_outside(h, t, where);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Where a hunk goes: the strict ladder. Exact line, the only place, fuzz where allowed, else refused. */
#include "core/apply/place.h"

#include "core/apply/match.h"
#include "core/apply/place-like-patch.h"
#include "core/source/function-name.h"

/* A hunk being placed. */
struct search {
	const struct hunk *h;
	struct text *t;
	const struct cursor *after;
	size_t from;	/* index of the first line that h may have */
	struct pattern pre, post;
	struct place beyond;	/* one that was asked for behind PLACES_MAX others */
	struct placement *where;
};

/* More places than this decide nothing, so they are not looked for. */
#define PLACES_MAX 65536

static void accept(struct search *k, struct place place, enum placed placed)
{
	struct placement *w = k->where;

	w->placed = placed;
	w->found = place.line + 1;
	w->offset = w->found - w->wanted;
	w->at = place.at;
	w->skip = k->pre.skip;
	w->cut = k->pre.cut;
	w->func_found = func_above(k->t, place.at);
}

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

static bool matches_on(const struct pattern *f, const struct search *k, long line)
{
	size_t at;

	return line >= (long)k->from && text_seek(k->t, line, &at) &&
	       pattern_at(f, k->t->bytes, at);
}

/* The place of f on that line, which is one of p, whose list may have been cut; NULL: none. */
static const struct place *place_on(struct search *k, const struct pattern *f,
				    const struct places *p, long line)
{
	for (size_t i = 0; i < p->nr; i++)
		if ((long)p->place[i].line == line)
			return &p->place[i];
	if (p->nr < PLACES_MAX || !matches_on(f, k, line))
		return NULL;
	k->beyond.line = line;
	text_seek(k->t, line, &k->beyond.at);
	return &k->beyond;
}

/* The only place within the function that the hunk names; NULL when there is none or more than one. */
static const struct place *place_in_func(const struct search *k,
					 const struct places *p)
{
	const struct place *only = NULL;

	if (!k->h->func.len || p->nr == PLACES_MAX)
		return NULL;
	for (size_t i = 0; i < p->nr; i++) {
		if (!func_holds(k->t, p->place[i].at, k->h->func))
			continue;
		if (only)
			return NULL;
		only = &p->place[i];
	}
	return only;
}

/*
 * True when the context in front of the first change leaves the function that
 * the @@ tail names: then the context itself says where the change belongs.
 */
static bool leaves_func(const struct hunk *h)
{
	for (size_t i = 0; i < h->nr && h->line[i].kind == ' '; i++)
		if (func_is_line(h->line[i].text) ||
		    span_starts(h->line[i].text, "}"))
			return true;
	return false;
}

static bool in_wrong_func(const struct search *k, const struct place *place)
{
	return func_wrong(k->t, place->at, k->h->func) &&
	       !leaves_func(k->h);
}

/* Where the postimage could stand. Lines that were only removed at an end must be gone from that end of the file. */
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

/* The change is there already: where, or false. */
static bool is_merged(struct search *k)
{
	const struct place *place;
	struct places p;

	if (!k->post.nr)
		return false;
	merged_places(k, &p);
	place = place_on(k, &k->post, &p,
			 k->where->wanted - 1 + k->after->drift);
	if (!place)
		place = p.nr == 1 ? p.place : place_in_func(k, &p);
	if (place && !in_wrong_func(k, place))
		accept(k, *place, PLACED_MERGED);
	places_release(&p);
	return k->where->placed == PLACED_MERGED;
}

/*
 * True when the lines at place are there because the change is: an added block
 * that ends (or begins) like its context leaves the preimage standing within
 * the postimage, as "}" and a blank line do.
 */
static bool lies_in_postimage(struct search *k, const struct place *place)
{
	long first = (long)place->line - ((long)k->post.nr - (long)k->pre.nr);
	struct place post;

	if (first < (long)k->from)
		first = k->from;
	for (long line = place->line; line >= first; line--) {
		if (!matches_on(&k->post, k, line))
			continue;
		post.line = line;
		text_seek(k->t, line, &post.at);
		k->pre.skip = k->pre.cut = k->where->fuzz = 0;
		accept(k, post, PLACED_MERGED);
		return true;
	}
	return false;
}

/*
 * Code that stands twice, changed already where the hunk is due: the other place
 * is not the hunk's, unless its function's name says so.
 */
static bool is_unfixed_twin(const struct search *k, const struct place *place,
			    long due)
{
	struct span func = k->h->func;
	size_t at;

	if ((long)place->line == due || !matches_on(&k->post, k, due) ||
	    !hunk_adds(k->h))
		return false;
	text_seek(k->t, due, &at);
	return !func_holds(k->t, place->at, func) ||
	       func_holds(k->t, at, func);
}

/* One place fits, and it is not the line wanted: accept it unless something speaks against it. */
static void resolve_only(struct search *k, const struct place *place,
			enum placed placed)
{
	long due = k->where->wanted - 1 + k->after->drift;

	if (in_wrong_func(k, place)) {
		if (is_merged(k))
			return;
		refuse(k, PLACED_WRONG_FUNCTION);
		k->where->func_found = func_above(k->t, place->at);
		return;
	}
	if ((long)place->line != due && lies_in_postimage(k, place))
		return;
	if (is_unfixed_twin(k, place, due)) {
		k->where->candidate[k->where->places++] = due + 1;
		refuse(k, PLACED_AMBIGUOUS);
		return;
	}
	accept(k, *place, placed);
}

static void resolve_several(struct search *k, const struct places *p,
			   enum placed placed)
{
	long wanted = k->where->wanted - 1;
	const struct place *place = place_in_func(k, p);

	if (place && (long)place->line != wanted + k->after->drift &&
	    lies_in_postimage(k, place))
		return;
	if (place) {
		k->where->by_func = true;
		accept(k, *place, placed);
		return;
	}
	/* the hunks before went elsewhere: the line that follows them, when it is the only hint */
	if (k->after->drift && !place_on(k, &k->pre, p, wanted) &&
	    (place = place_on(k, &k->pre, p, wanted + k->after->drift)))
		accept(k, *place, placed);
	else
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

/* Sets the fuzz of this rung; tells which ends of the file the hunk is still bound to. */
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
	bool begin, end, follows = !k->after->drift;
	const struct place *place;
	struct places p;
	enum placed moved = fuzz ? PLACED_FUZZ : PLACED_OFFSET;
	enum placed same = fuzz ? PLACED_FUZZ : PLACED_EXACT;
	size_t at;

	set_fuzz(k, fuzz, &begin, &end);
	if (k->pre.skip + k->pre.cut >= k->pre.nr)
		return false;
	k->where->fuzz = fuzz;
	if (follows && !begin && !end && !count && matches_on(&k->pre, k, wanted) &&
	    text_seek(k->t, wanted, &at)) {
		k->where->places = 1;
		accept(k, (struct place){ wanted, at }, same);
		return true;
	}
	if (begin || end)
		anchored_places(k, begin, end, &p);
	else
		pattern_places(&k->pre, k->t, k->from, PLACES_MAX, &p);
	candidates(k, &p);
	place = place_on(k, &k->pre, &p, wanted);
	if (place && (follows || p.nr == 1))
		accept(k, *place, same);
	else if (p.nr == 1)
		resolve_only(k, p.place, moved);
	else if (p.nr)
		resolve_several(k, &p, moved);
	places_release(&p);
	return k->where->places;
}

/* No line of the file vouches for the place: only the very line will do, and nothing in front may have moved. */
static void locate_insertion(struct search *k)
{
	size_t line = k->h->old_start > 0 ? k->h->old_start : 0, at;
	struct span bytes = k->t->bytes;

	if (k->where->anchor == ANCHOR_EMPTY && bytes.len) {
		if (pattern_at(&k->post, bytes, 0) &&
		    text_count(k->t) == k->post.nr)
			accept(k, (struct place){ 0, 0 }, PLACED_MERGED);
		return;
	}
	if (k->after->drift || line < k->from ||
	    !text_seek(k->t, line, &at))
		return;
	if (at == bytes.len ? k->t->no_eol : k->post.no_eol)
		return;
	k->where->places = 1;
	accept(k, (struct place){ line, at }, PLACED_EXACT);
}

static enum anchor anchor_of(const struct search *k)
{
	bool begin, end;

	if (!k->pre.nr)
		return k->h->old_start || !k->after->alone ? ANCHOR_LINE :
							     ANCHOR_EMPTY;
	/* git and GNU patch agree on these two: diff leaves out context only where the file has none */
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
	if (try_rung(k, 0, how->count) || is_merged(k))
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
	struct search k = { .h = h, .t = t, .after = &none, .where = where };
	struct place place = { .line = line - 1 };
	struct places post;

	pattern_init(&k.pre, h, '+');
	pattern_init(&k.post, h, '-');
	merged_places(&k, &post);
	if (!post.nr && matches_on(&k.pre, &k, place.line) &&
	    text_seek(t, place.line, &place.at) && !in_wrong_func(&k, &place)) {
		accept(&k, place, PLACED_OFFSET);
		where->by_order = true;
	}
	places_release(&post);
}

void hunk_locate(const struct hunk *h, struct text *t,
		 const struct cursor *after, const struct place_options *how,
		 struct placement *where)
{
	struct search k = { .h = h, .t = t, .after = after, .where = where };

	pattern_init(&k.pre, h, '+');
	pattern_init(&k.post, h, '-');
	*where = (struct placement){ .placed = PLACED_NOWHERE,
				     .drift = after->drift,
				     .func_wanted = span_trim(h->func) };
	where->wanted = k.pre.nr && h->old_start ? h->old_start :
						   h->old_start + 1;
	where->anchor = anchor_of(&k);
	/* lines that are two in the patch are two in the file */
	k.from = where->wanted < after->old_end ? after->from : after->end;
	where->behind = k.from > 0;
	if (how->like_quilt)
		like_quilt_locate(&k.pre, t, after, how, where);
	else
		locate_strictly(&k, how);
}

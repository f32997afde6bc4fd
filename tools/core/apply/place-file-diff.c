// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hunks of one file diff placed together: what one hunk leaves open, the
 * others may settle.
 */
#include "core/apply/place-file-diff.h"

#include <limits.h>
#include <stdlib.h>

#include "core/text/buf.h"

/* A file diff's hunks being placed. */
struct diff_hunks {
	const struct file_diff *s;
	size_t *order;	/* hunk indexes */
	struct text *t;
	const struct place_options *how;
	struct placement *where;
};

static const struct hunk *hunk_at(const struct diff_hunks *r, size_t i)
{
	return &r->s->hunk[r->order[i]];
}

static struct placement *where_of(const struct diff_hunks *r, size_t i)
{
	return &r->where[r->order[i]];
}

static void locate_in_turn(struct diff_hunks *r)
{
	struct cursor after = { .alone = r->s->nr == 1, .diff = r->s };

	for (size_t i = 0; i < r->s->nr; i++) {
		hunk_locate(hunk_at(r, i), r->t, &after, r->how,
			    where_of(r, i));
		cursor_advance(&after, hunk_at(r, i), where_of(r, i));
	}
}

/* How many lines of the file the hunk stands on. */
static long lines_of(const struct diff_hunks *r, size_t i)
{
	return where_of(r, i)->placed == PLACED_MERGED ? hunk_at(r, i)->new_nr :
							 hunk_at(r, i)->old_nr;
}

/*
 * The first or the last line in [from, to) that hunk i can begin at, whole; 0:
 * none.
 */
static long line_within(const struct diff_hunks *r, size_t i, long from,
			long to, bool last)
{
	const struct placement *w = where_of(r, i);
	bool fixed = w->placed != PLACED_AMBIGUOUS;
	const long *line = fixed ? &w->found : w->candidate;
	size_t nr = fixed ? 1 : w->places;
	long best = 0;

	for (size_t k = 0; k < nr; k++)
		if (line[k] >= from && line[k] <= to - lines_of(r, i) &&
		    (!best || (line[k] > best) == last))
			best = line[k];
	return best;
}

/*
 * True when the hunks' order can settle it: none is refused for another reason,
 * and they are apart in the patch.
 */
static bool can_be_ordered(const struct diff_hunks *r)
{
	bool ambiguous = false;

	for (size_t i = 0; i < r->s->nr; i++) {
		const struct placement *w = where_of(r, i);

		if (w->placed == PLACED_AMBIGUOUS)
			ambiguous = true;
		else if (!placed_ok(w->placed))
			return false;
		if (w->placed == PLACED_AMBIGUOUS &&
		    (w->fuzz || w->anchor == ANCHOR_LINE ||
		     w->places > CANDIDATE_MAX))
			return false;
		if (i && hunk_at(r, i - 1)->old_start +
		    hunk_at(r, i - 1)->old_nr > hunk_at(r, i)->old_start)
			return false;
	}
	return ambiguous && r->s->nr > 1;
}

/*
 * Pushes all hunks as far up as they go, then as far down: where both give the
 * same line, it is the only one that leaves each other hunk a place.
 */
static void resolve_by_order(struct diff_hunks *r)
{
	long *up = grow_array(NULL, r->s->nr, sizeof(*up));
	long from = 1, to = LONG_MAX, line;
	size_t i;

	for (i = 0; i < r->s->nr; i++) {
		up[i] = line_within(r, i, from, LONG_MAX, false);
		if (!up[i])
			goto out;
		from = up[i] + lines_of(r, i);
	}
	while (i--) {
		line = line_within(r, i, 1, to, true);
		to = line;
		if (where_of(r, i)->placed == PLACED_AMBIGUOUS && line == up[i])
			hunk_resolve(hunk_at(r, i), r->t, line, where_of(r, i));
	}
out:
	free(up);
}

/*
 * The lines of the file that hunks stand on: per line a byte for the gap in
 * front of it, where an insertion stands, and one for the line.
 */
struct taken_lines {
	char *line;
	size_t nr;
};

/*
 * The bytes of so many lines from a line on, none behind the end of the file:
 * *first, and how many.
 */
static size_t taken_range(const struct taken_lines *g, long line, long lines,
			size_t *first)
{
	size_t nr = lines ? 2 * lines - 1 : 1;

	*first = 2 * line + (lines != 0);
	if (*first > g->nr)
		*first = g->nr;
	return nr < g->nr - *first ? nr : g->nr - *first;
}

static void taken_add(struct taken_lines *g, const struct diff_hunks *r,
		      size_t i)
{
	size_t first, nr;

	if (!placed_ok(where_of(r, i)->placed))
		return;
	nr = taken_range(g, where_of(r, i)->found, lines_of(r, i), &first);
	memset(g->line + first, 1, nr);
}

static void taken_init(struct taken_lines *g, const struct diff_hunks *r)
{
	g->nr = 2 * text_count(r->t) + 4;
	g->line = new_array(g->nr, 1);
	for (size_t i = 0; i < r->s->nr; i++)
		taken_add(g, r, i);
}

/*
 * Hunks that fit nowhere behind the one before them, tried on the whole file.
 * Tells whether any moved.
 */
static bool locate_apart(struct diff_hunks *r)
{
	const struct place_options how = { .count = true };
	const struct cursor none = { 0 };
	struct taken_lines taken = { 0 };
	size_t first, nr;
	struct placement w;
	bool moved = false;

	for (size_t i = 0; i < r->s->nr; i++) {
		if (where_of(r, i)->placed != PLACED_NOWHERE ||
		    !where_of(r, i)->behind || !hunk_at(r, i)->old_nr)
			continue;
		hunk_locate(hunk_at(r, i), r->t, &none, &how, &w);
		if ((w.placed != PLACED_EXACT && w.placed != PLACED_OFFSET) ||
		    w.places != 1)
			continue;
		if (!taken.line)
			taken_init(&taken, r);
		nr = taken_range(&taken, w.found, hunk_at(r, i)->old_nr,
				 &first);
		if (memchr(taken.line + first, 1, nr))
			continue;
		*where_of(r, i) = w;
		taken_add(&taken, r, i);
		moved = true;
	}
	free(taken.line);
	return moved;
}

/* What hunks are sorted by: a line or a byte, then their order until now. */
struct sort_key {
	long at;
	size_t turn, hunk;
};

static int compare_keys(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->turn < y->turn ? -1 : x->turn > y->turn;
}

static void sort_by(struct sort_key *key, size_t nr, size_t *order)
{
	qsort(key, nr, sizeof(*key), compare_keys);
	for (size_t i = 0; i < nr; i++)
		order[i] = key[i].hunk;
	free(key);
}

static void sort_by_place(struct diff_hunks *r)
{
	struct sort_key *key = grow_array(NULL, r->s->nr, sizeof(*key));

	for (size_t i = 0; i < r->s->nr; i++)
		key[i] =
			(struct sort_key){ where_of(r, i)->at, i, r->order[i] };
	sort_by(key, r->s->nr, r->order);
}

static bool agrees(const struct diff_hunks *r, size_t i, long offset)
{
	const struct placement *w = where_of(r, i);

	return placed_ok(w->placed) && w->placed != PLACED_MERGED &&
	       w->anchor != ANCHOR_LINE && w->offset == offset;
}

/*
 * A hunk whose only place lies in another function than it names belongs there
 * when the next hunk has moved by as many lines. (The one before it was asked
 * when the hunk was placed.)
 */
static void accept_by_neighbour(struct diff_hunks *r)
{
	for (size_t i = 0; i + 1 < r->s->nr; i++) {
		struct placement *w = where_of(r, i);

		if (w->placed == PLACED_WRONG_FUNCTION && !w->fuzz &&
		    agrees(r, i + 1, w->candidate[0] - w->wanted) &&
		    w->candidate[0] - 1 + hunk_at(r, i)->old_nr <=
		    where_of(r, i + 1)->found - 1)
			hunk_accept(hunk_at(r, i), r->t, w);
	}
}

void hunks_sort(const struct file_diff *s, size_t *order)
{
	struct sort_key *key = grow_array(NULL, s->nr, sizeof(*key));

	for (size_t i = 0; i < s->nr; i++)
		key[i] = (struct sort_key){ s->hunk[order[i]].old_start, i,
					    order[i] };
	sort_by(key, s->nr, order);
}

void hunks_locate(const struct file_diff *s, size_t *order, struct text *t,
		  const struct place_options *how, struct placement *where)
{
	struct diff_hunks r = {
		.s = s, .order = order, .t = t, .how = how, .where = where,
	};

	locate_in_turn(&r);
	if (how->like_quilt)
		return;
	accept_by_neighbour(&r);
	if (can_be_ordered(&r))
		resolve_by_order(&r);
	if (locate_apart(&r))
		sort_by_place(&r);
}

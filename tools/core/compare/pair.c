// SPDX-License-Identifier: GPL-2.0-only
/* Which change of one patch is which change of the other: partners joined to pairs, and their order. */
#include "core/compare/pair.h"

#include <stdlib.h>

#include "core/compare/best-pairs.h"

/* Joining another change must make a pair that much more alike. */
#define JOIN_GAIN	30

static void bag_of_range(struct bag *b, const struct changes *g, struct range range)
{
	for (size_t i = range.from; i < range.from + range.nr; i++) {
		bag_add(b, buf_span(&g->change[i].removed), '-');
		bag_add(b, buf_span(&g->change[i].added), '+');
	}
}

static int ranges_alike(const struct pairing *p, struct range up, struct range down)
{
	struct bag bu = { 0 }, bd = { 0 };
	int alike;

	bag_of_range(&bu, p->up, up);
	bag_of_range(&bd, p->down, down);
	alike = bag_alike(&bu, &bd);
	bag_release(&bu);
	bag_release(&bd);
	return alike;
}

/* True when change i, alone on its side, may belong to the range's change: next to it in the same file and scope. */
static bool borders(const struct changes *g, struct range range, size_t i)
{
	const struct change *a, *b = &g->change[i];

	if (i + 1 == range.from)
		a = &g->change[range.from];
	else if (i == range.from + range.nr)
		a = &g->change[i - 1];
	else
		return false;
	if (a->diff != b->diff || !a->hunk || !b->hunk ||
	    change_scopes_differ(a, b))
		return false;
	return a->hunk == b->hunk || (a->scope.name.len && b->scope.name.len);
}

static struct range widened(struct range range, size_t i)
{
	if (i < range.from)
		range.from = i;
	range.nr++;
	return range;
}

/* Tries to join lone change i of one side (down when is_down) to a pair beside it. */
static bool join(struct pairing *p, size_t i, bool is_down)
{
	const struct changes *g = is_down ? p->down : p->up;

	for (size_t j = 0; j < p->nr; j++) {
		struct pair *pair = &p->pair[j];
		struct range up = pair->up, down = pair->down;
		struct range *mine = is_down ? &down : &up;
		int before;

		if (!up.nr || !down.nr || !borders(g, *mine, i))
			continue;
		before = ranges_alike(p, up, down);
		*mine = widened(*mine, i);
		if (ranges_alike(p, up, down) < before + JOIN_GAIN)
			continue;
		pair->up = up;
		pair->down = down;
		return true;
	}
	return false;
}

static void drop_pair(struct pairing *p, size_t at)
{
	memmove(&p->pair[at], &p->pair[at + 1],
		(p->nr - at - 1) * sizeof(*p->pair));
	p->nr--;
}

/* Joins until nothing more fits: each round settles at least one lone change. */
static void join_lone(struct pairing *p)
{
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < p->nr; i++) {
			struct pair lone = p->pair[i];

			if (lone.up.nr && lone.down.nr)
				continue;
			if (!join(p, lone.up.nr ? lone.up.from : lone.down.from,
				  !lone.up.nr))
				continue;
			drop_pair(p, i--);
			again = true;
		}
	}
}

static void add_pair(struct pairing *p, struct range up, struct range down)
{
	p->pair[p->nr++] = (struct pair){ .up = up, .down = down };
}

/* True when a and b stand in one function, on either side, and in turned order. */
static bool turned(const struct pairing *p, const struct pair *a,
		   const struct pair *b)
{
	const struct change *ua, *ub, *da, *db;

	if (!a->up.nr || !a->down.nr || !b->up.nr || !b->down.nr ||
	    (a->up.from < b->up.from) == (a->down.from < b->down.from))
		return false;
	ua = &p->up->change[a->up.from];
	ub = &p->up->change[b->up.from];
	da = &p->down->change[a->down.from];
	db = &p->down->change[b->down.from];
	return ua->diff == ub->diff && da->diff == db->diff &&
	       ua->scope.ordered && da->scope.ordered &&
	       !change_scopes_differ(ua, ub) &&
	       !change_scopes_differ(da, db);
}

static size_t count_turned(const struct pairing *p, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nr; i++)
		n += i != at && !(p->pair[i].adapted & ADAPTED_ORDER) &&
		     turned(p, &p->pair[at], &p->pair[i]);
	return n;
}

/* Marks the fewest pairs that explain a different order: always the one most out of line. */
static void mark_order(struct pairing *p)
{
	for (;;) {
		size_t worst = 0, most = 0;

		for (size_t i = 0; i < p->nr; i++) {
			size_t n = p->pair[i].adapted & ADAPTED_ORDER ?
				   0 : count_turned(p, i);

			if (n && n >= most) {
				most = n;
				worst = i;
			}
		}
		if (!most)
			return;
		p->pair[worst].adapted |= ADAPTED_ORDER;
	}
}

void pairing_make(struct pairing *p, const struct changes *up,
		  const struct changes *down)
{
	struct partners got;

	*p = (struct pairing){ .up = up, .down = down };
	partners_find(&got, p);
	p->pair = grow_array(NULL, up->nr + down->nr, sizeof(*p->pair));
	for (size_t i = 0; i < up->nr; i++)
		add_pair(p, (struct range){ i, 1 },
			 (struct range){ got.of_up[i],
				       got.of_up[i] != PARTNER_NONE });
	for (size_t i = 0; i < down->nr; i++)
		if (got.of_down[i] == PARTNER_NONE)
			add_pair(p, (struct range){ PARTNER_NONE, 0 },
				 (struct range){ i, 1 });
	partners_release(&got);
	join_lone(p);
	mark_order(p);
	for (size_t i = 0; i < p->nr; i++)
		pair_judge(p, &p->pair[i]);
}

void pairing_release(struct pairing *p)
{
	free(p->pair);
	*p = (struct pairing){ 0 };
}

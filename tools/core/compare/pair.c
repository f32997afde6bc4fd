// SPDX-License-Identifier: GPL-2.0-only
/* Which change of one patch is which change of the other: partners joined to pairs, and their order. */
#include "core/compare/pair.h"

#include <stdlib.h>

#include "core/compare/best-pairs.h"

/* Joining another group must make a pair that much more alike. */
#define JOIN_GAIN	30

static void bag_of_run(struct bag *b, const struct groups *g, struct run run)
{
	for (size_t i = run.from; i < run.from + run.nr; i++) {
		bag_add(b, buf_span(&g->group[i].gone), '-');
		bag_add(b, buf_span(&g->group[i].come), '+');
	}
}

static int runs_alike(const struct pairing *p, struct run up, struct run down)
{
	struct bag bu = { 0 }, bd = { 0 };
	int alike;

	bag_of_run(&bu, p->up, up);
	bag_of_run(&bd, p->down, down);
	alike = bag_alike(&bu, &bd);
	bag_release(&bu);
	bag_release(&bd);
	return alike;
}

/* True when group i, alone on its side, may belong to run's change: next to it in the same file and place. */
static bool borders(const struct groups *g, struct run run, size_t i)
{
	const struct group *a, *b = &g->group[i];

	if (i + 1 == run.from)
		a = &g->group[run.from];
	else if (i == run.from + run.nr)
		a = &g->group[i - 1];
	else
		return false;
	if (a->section != b->section || !a->hunk || !b->hunk ||
	    group_places_differ(a, b))
		return false;
	return a->hunk == b->hunk || (a->place.name.len && b->place.name.len);
}

static struct run widened(struct run run, size_t i)
{
	if (i < run.from)
		run.from = i;
	run.nr++;
	return run;
}

/* Tries to join lone group i of one side (down when is_down) to a pair beside it. */
static bool join(struct pairing *p, size_t i, bool is_down)
{
	const struct groups *g = is_down ? p->down : p->up;

	for (size_t j = 0; j < p->nr; j++) {
		struct pair *pair = &p->pair[j];
		struct run up = pair->up, down = pair->down;
		struct run *mine = is_down ? &down : &up;
		int before;

		if (!up.nr || !down.nr || !borders(g, *mine, i))
			continue;
		before = runs_alike(p, up, down);
		*mine = widened(*mine, i);
		if (runs_alike(p, up, down) < before + JOIN_GAIN)
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

/* Joins until nothing more fits: each round settles at least one lone group. */
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

static void add_pair(struct pairing *p, struct run up, struct run down)
{
	p->pair[p->nr++] = (struct pair){ .up = up, .down = down };
}

/* True when a and b stand in one function, on either side, and in turned order. */
static bool turned(const struct pairing *p, const struct pair *a,
		   const struct pair *b)
{
	const struct group *ua, *ub, *da, *db;

	if (!a->up.nr || !a->down.nr || !b->up.nr || !b->down.nr ||
	    (a->up.from < b->up.from) == (a->down.from < b->down.from))
		return false;
	ua = &p->up->group[a->up.from];
	ub = &p->up->group[b->up.from];
	da = &p->down->group[a->down.from];
	db = &p->down->group[b->down.from];
	return ua->section == ub->section && da->section == db->section &&
	       ua->place.ordered && da->place.ordered &&
	       !group_places_differ(ua, ub) &&
	       !group_places_differ(da, db);
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

void pairing_make(struct pairing *p, const struct groups *up,
		  const struct groups *down)
{
	struct partners got;

	*p = (struct pairing){ .up = up, .down = down };
	partners_find(&got, p);
	p->pair = grow_array(NULL, up->nr + down->nr, sizeof(*p->pair));
	for (size_t i = 0; i < up->nr; i++)
		add_pair(p, (struct run){ i, 1 },
			 (struct run){ got.of_up[i],
				       got.of_up[i] != PARTNER_NONE });
	for (size_t i = 0; i < down->nr; i++)
		if (got.of_down[i] == PARTNER_NONE)
			add_pair(p, (struct run){ PARTNER_NONE, 0 },
				 (struct run){ i, 1 });
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

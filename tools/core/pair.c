// SPDX-License-Identifier: GPL-2.0-only
/* Which change of one patch is which change of the other. */
#include "pair.h"

#include <stdlib.h>

#include "assign.h"

/* Worth of a pair: its changed words count 0 to 1000, the rest settles ties. */
#define WORTH_FILE	100
#define WORTH_BASENAME	50
#define WORTH_PLACE	150
#define WORTH_AROUND	150	/* for equal surroundings */
#define WORTH_TURN	20	/* for standing equally far down the patch */
/* What a pair must be worth: below it, one change is missing and one extra. */
#define WORTH_LEAST	380
/* Above this many groups each file is assigned by itself: the work grows by the cube. */
#define ASSIGN_MOST	700
/* A file with more is assigned in blocks of so many. */
#define ASSIGN_BLOCK	300
/* Joining another group must make a pair that much more alike. */
#define JOIN_GAIN	30

static bool same_basename(const char *a, const char *b)
{
	const char *x = strrchr(a, '/'), *y = strrchr(b, '/');

	return !strcmp(x ? x + 1 : a, y ? y + 1 : b);
}

static int worth_of_file(const struct group *u, const struct group *d)
{
	const char *a = section_name(u->section), *b = section_name(d->section);

	if (!strcmp(a, b))
		return WORTH_FILE;
	return same_basename(a, b) ? WORTH_BASENAME : 0;
}

static int worth_of_place(const struct group *u, const struct group *d)
{
	if (group_places_differ(u, d))
		return -WORTH_PLACE;
	return u->place.known && d->place.known ? WORTH_PLACE : 0;
}

static int worth_of_turn(const struct pairing *p, size_t u, size_t d)
{
	long apart = (long)(u * 1000 / p->up->nr) -
		     (long)(d * 1000 / p->down->nr);

	return WORTH_TURN - (int)(labs(apart) * WORTH_TURN / 1000);
}

static int worth(const struct pairing *p, size_t u, size_t d)
{
	const struct group *gu = &p->up->group[u], *gd = &p->down->group[d];

	if (!gu->hunk != !gd->hunk)
		return 0;
	return bag_alike(&gu->changed, &gd->changed) + worth_of_file(gu, gd) +
	       worth_of_place(gu, gd) + worth_of_turn(p, u, d) +
	       bag_alike(&gu->around, &gd->around) * WORTH_AROUND / 1000;
}

/* Groups that are still without a partner, as indices. */
struct free_list {
	size_t *at, nr;
};

static void list_free(struct free_list *list, const size_t *partner, size_t nr)
{
	list->at = grow_array(NULL, nr, sizeof(*list->at));
	list->nr = 0;
	for (size_t i = 0; i < nr; i++)
		if (partner[i] == ASSIGN_NONE)
			list->at[list->nr++] = i;
}

/* Partners while pairing, by group number on either side. */
struct partners {
	size_t *of_up, *of_down;
};

/*
 * The best pairs among two lists. Every row also has a column of its own that
 * stands for staying alone.
 */
static void assign_lists(const struct pairing *p, const struct free_list *up,
			 const struct free_list *down, struct partners *got)
{
	struct costs c = { .rows = up->nr, .cols = up->nr + down->nr };
	size_t *column;
	int *cost;

	if (!up->nr || !down->nr)
		return;
	column = grow_array(NULL, c.rows, sizeof(*column));
	cost = grow_array(NULL, c.rows * c.cols, sizeof(*cost));
	for (size_t r = 0; r < c.rows; r++)
		for (size_t i = 0; i < c.cols; i++)
			cost[r * c.cols + i] = i < down->nr ?
				-worth(p, up->at[r], down->at[i]) :
				-WORTH_LEAST;
	c.cost = cost;
	assign_columns(&c, column);
	for (size_t r = 0; r < c.rows; r++) {
		if (column[r] >= down->nr)
			continue;
		got->of_up[up->at[r]] = down->at[column[r]];
		got->of_down[down->at[column[r]]] = up->at[r];
	}
	free(column);
	free(cost);
}

static void keep_file(struct free_list *list, const struct groups *g,
		      const char *name)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->nr; i++)
		if (!strcmp(section_name(g->group[list->at[i]].section), name))
			list->at[kept++] = list->at[i];
	list->nr = kept;
}

/* list[from, to), as far as it goes; shares list's storage. */
static struct free_list slice(const struct free_list *list, size_t from,
			      size_t to)
{
	if (to > list->nr)
		to = list->nr;
	if (from > to)
		from = to;
	return (struct free_list){ list->at + from, to - from };
}

/* Assigns a long list block by block, each to what stands about as far down the other one. */
static void assign_blocks(const struct pairing *p, const struct free_list *up,
			  const struct free_list *down, struct partners *got)
{
	for (size_t from = 0; from < up->nr; from += ASSIGN_BLOCK) {
		size_t mid = from * down->nr / up->nr, kept = 0;
		struct free_list block = slice(up, from, from + ASSIGN_BLOCK);
		struct free_list near = slice(down,
			mid > ASSIGN_BLOCK ? mid - ASSIGN_BLOCK : 0,
			mid + 2 * ASSIGN_BLOCK);
		struct free_list open = { grow_array(NULL, near.nr, sizeof(*open.at)), 0 };

		for (size_t i = 0; i < near.nr; i++)
			if (got->of_down[near.at[i]] == ASSIGN_NONE)
				open.at[kept++] = near.at[i];
		open.nr = kept;
		assign_lists(p, &block, &open, got);
		free(open.at);
	}
}

static void assign_by_file(const struct pairing *p, struct partners *got)
{
	const struct patch *patch = p->up->patch;

	for (size_t i = 0; i < patch->nr; i++) {
		struct free_list up, down;

		list_free(&up, got->of_up, p->up->nr);
		list_free(&down, got->of_down, p->down->nr);
		keep_file(&up, p->up, section_name(&patch->section[i]));
		keep_file(&down, p->down, section_name(&patch->section[i]));
		if (up.nr <= ASSIGN_MOST && down.nr <= ASSIGN_MOST)
			assign_lists(p, &up, &down, got);
		else
			assign_blocks(p, &up, &down, got);
		free(up.at);
		free(down.at);
	}
}

static bool same_lines(const struct group *a, const struct group *b)
{
	return !a->hunk == !b->hunk &&
	       span_equals(buf_span(&a->gone), buf_span(&b->gone)) &&
	       span_equals(buf_span(&a->come), buf_span(&b->come));
}

/* The number of the only group of g with the same lines in that file, else ASSIGN_NONE. */
static size_t only_like(const struct groups *g, const struct group *like)
{
	size_t found = ASSIGN_NONE;

	for (size_t i = 0; i < g->nr; i++) {
		if (g->group[i].changed.nr != like->changed.nr ||
		    !same_lines(&g->group[i], like) ||
		    strcmp(section_name(g->group[i].section),
			   section_name(like->section)))
			continue;
		if (found != ASSIGN_NONE)
			return ASSIGN_NONE;
		found = i;
	}
	return found;
}

/* Changes that each side makes exactly once in a file need no weighing. */
static void pair_the_only(const struct pairing *p, struct partners *got)
{
	for (size_t u = 0; u < p->up->nr; u++) {
		const struct group *g = &p->up->group[u];
		size_t d;

		if (only_like(p->up, g) != u)
			continue;
		d = only_like(p->down, g);
		if (d == ASSIGN_NONE)
			continue;
		got->of_up[u] = d;
		got->of_down[d] = u;
	}
}

static void pair_groups(const struct pairing *p, struct partners *got)
{
	struct free_list up, down;

	pair_the_only(p, got);
	list_free(&up, got->of_up, p->up->nr);
	list_free(&down, got->of_down, p->down->nr);
	if (up.nr <= ASSIGN_MOST && down.nr <= ASSIGN_MOST)
		assign_lists(p, &up, &down, got);
	else
		assign_by_file(p, got);
	free(up.at);
	free(down.at);
}

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
	got.of_up = grow_array(NULL, up->nr, sizeof(*got.of_up));
	got.of_down = grow_array(NULL, down->nr, sizeof(*got.of_down));
	for (size_t i = 0; i < up->nr; i++)
		got.of_up[i] = ASSIGN_NONE;
	for (size_t i = 0; i < down->nr; i++)
		got.of_down[i] = ASSIGN_NONE;
	pair_groups(p, &got);
	p->pair = grow_array(NULL, up->nr + down->nr, sizeof(*p->pair));
	for (size_t i = 0; i < up->nr; i++)
		add_pair(p, (struct run){ i, 1 },
			 (struct run){ got.of_up[i],
				       got.of_up[i] != ASSIGN_NONE });
	for (size_t i = 0; i < down->nr; i++)
		if (got.of_down[i] == ASSIGN_NONE)
			add_pair(p, (struct run){ ASSIGN_NONE, 0 },
				 (struct run){ i, 1 });
	free(got.of_up);
	free(got.of_down);
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

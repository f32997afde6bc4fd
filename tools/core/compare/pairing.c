// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which change of one patch is which change of the other: partners joined to
 * pairs, and their order.
 */
#include "core/compare/pairing.h"

#include <stdlib.h>

#include "core/compare/best-pairs.h"
#include "core/compare/judge.h"

/* Joining another change must make a pair that much more alike. */
#define JOIN_GAIN	30
/* With more pairs in a function, their order is not weighed. */
#define WEIGHED_MOST	300

static void bag_of_range(struct bag *b, const struct changes *g,
			 struct range range)
{
	for (size_t i = range.from; i < range.from + range.nr; i++) {
		bag_add(b, buf_span(&g->change[i].removed), '-');
		bag_add(b, buf_span(&g->change[i].added), '+');
	}
}

static int ranges_alike(const struct pairing *p, struct range up,
			struct range down)
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

/*
 * True when change i, alone on its side, may belong to the range's change: next
 * to it in the same file and scope.
 */
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

/* The pair of each change of one side, by number. */
struct owners {
	size_t *up, *down;
};

static void own(struct owners *owners, const struct pairing *p, size_t nr)
{
	const struct pair *pair = &p->pair[nr];

	for (size_t i = 0; i < pair->up.nr; i++)
		owners->up[pair->up.from + i] = nr;
	for (size_t i = 0; i < pair->down.nr; i++)
		owners->down[pair->down.from + i] = nr;
}

/* Tries to join lone change i of one side to the pair nr. */
static bool join_to(struct pairing *p, size_t nr, size_t i, bool is_down)
{
	const struct changes *g = is_down ? p->down : p->up;
	struct pair *pair = &p->pair[nr];
	struct range up = pair->up, down = pair->down;
	struct range *mine = is_down ? &down : &up;
	int before;

	if (!up.nr || !down.nr || !borders(g, *mine, i))
		return false;
	before = ranges_alike(p, up, down);
	*mine = widened(*mine, i);
	if (ranges_alike(p, up, down) < before + JOIN_GAIN)
		return false;
	pair->up = up;
	pair->down = down;
	return true;
}

/* Tries to join a lone change to the pair of a change beside it. */
static bool join(struct pairing *p, struct owners *owners, size_t lone)
{
	bool is_down = !p->pair[lone].up.nr;
	size_t i = is_down ? p->pair[lone].down.from : p->pair[lone].up.from;
	size_t nr = is_down ? p->down->nr : p->up->nr;
	const size_t *owner = is_down ? owners->down : owners->up;
	size_t beside[2] = { i ? owner[i - 1] : lone,
			     i + 1 < nr ? owner[i + 1] : lone };
	size_t first = beside[0] > beside[1];

	for (size_t k = 0; k < 2; k++) {
		size_t to = beside[k ^ first];

		if (to == lone || !join_to(p, to, i, is_down))
			continue;
		p->pair[lone] = (struct pair){ 0 };
		own(owners, p, to);
		return true;
	}
	return false;
}

static bool is_lone(const struct pair *pair)
{
	return !pair->up.nr != !pair->down.nr;
}

/* Joins until nothing more can be joined. */
static void join_lone(struct pairing *p)
{
	struct owners owners = {
		grow_array(NULL, p->up->nr, sizeof(size_t)),
		grow_array(NULL, p->down->nr, sizeof(size_t)),
	};
	size_t kept = 0;

	for (size_t i = 0; i < p->nr; i++)
		own(&owners, p, i);
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < p->nr; i++)
			again |= is_lone(&p->pair[i]) && join(p, &owners, i);
	}
	for (size_t i = 0; i < p->nr; i++)
		if (p->pair[i].up.nr || p->pair[i].down.nr)
			p->pair[kept++] = p->pair[i];
	p->nr = kept;
	free(owners.up);
	free(owners.down);
}

static void add_pair(struct pairing *p, struct range up, struct range down)
{
	p->pair[p->nr++] = (struct pair){ .up = up, .down = down };
}

static const struct change *up_of(const struct pairing *p, size_t nr)
{
	return changes_first(p->up, p->pair[nr].up);
}

static bool is_whole(const struct pair *pair)
{
	return pair->up.nr && pair->down.nr;
}

/* True when two pairs stand in one function, on either side. */
static bool same_function(const struct pairing *p, size_t a, size_t b)
{
	const struct change *ua = up_of(p, a), *ub = up_of(p, b);
	const struct change *da = changes_first(p->down, p->pair[a].down);
	const struct change *db = changes_first(p->down, p->pair[b].down);

	return ua->diff == ub->diff && da->diff == db->diff &&
	       ua->scope.ordered && da->scope.ordered &&
	       !change_scopes_differ(ua, ub) && !change_scopes_differ(da, db);
}

/* Pairs of one upstream function, in upstream's order. */
struct function_pairs {
	size_t *nr, count;
};

static bool turned(const struct pairing *p, size_t a, size_t b)
{
	const struct pair *x = &p->pair[a], *y = &p->pair[b];

	return (x->up.from < y->up.from) != (x->down.from < y->down.from) &&
	       same_function(p, a, b);
}

static size_t count_turned(const struct pairing *p,
			   const struct function_pairs *f, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < f->count; i++)
		n += i != at && !(p->pair[f->nr[i]].adapted & ADAPTED_ORDER) &&
		     turned(p, f->nr[at], f->nr[i]);
	return n;
}

/* Marks the fewest that explain another order: always the worst one. */
static void mark_worst(struct pairing *p, const struct function_pairs *f)
{
	for (;;) {
		size_t worst = 0, most = 0;

		for (size_t i = 0; i < f->count; i++) {
			size_t n = p->pair[f->nr[i]].adapted & ADAPTED_ORDER ?
				   0 : count_turned(p, f, i);

			if (n && n >= most) {
				most = n;
				worst = f->nr[i];
			}
		}
		if (!most)
			return;
		p->pair[worst].adapted |= ADAPTED_ORDER;
	}
}

/* Marks what stands above any that was in front of it: for many, quickly. */
static void mark_lower(struct pairing *p, const struct function_pairs *f)
{
	size_t last = f->nr[0];

	for (size_t i = 1; i < f->count; i++) {
		if (turned(p, last, f->nr[i]))
			p->pair[f->nr[i]].adapted |= ADAPTED_ORDER;
		else
			last = f->nr[i];
	}
}

static bool in_order(const struct pairing *p, const struct function_pairs *f)
{
	for (size_t i = 1; i < f->count; i++)
		if (p->pair[f->nr[i]].down.from <
		    p->pair[f->nr[i - 1]].down.from)
			return false;
	return true;
}

/* Marks the pairs that stand in another order, function by function. */
static void mark_order(struct pairing *p)
{
	struct function_pairs f = {
		.nr = grow_array(NULL, p->nr, sizeof(*f.nr))
	};

	for (size_t i = 0; i < p->nr;) {
		f.count = 0;
		for (; i < p->nr; i++) {
			if (!is_whole(&p->pair[i]))
				continue;
			if (f.count &&
			    (up_of(p, f.nr[0])->diff != up_of(p, i)->diff ||
			     change_scopes_differ(up_of(p, f.nr[f.count - 1]),
						  up_of(p, i))))
				break;
			f.nr[f.count++] = i;
		}
		if (in_order(p, &f))
			continue;
		if (f.count <= WEIGHED_MOST)
			mark_worst(p, &f);
		else
			mark_lower(p, &f);
	}
	free(f.nr);
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

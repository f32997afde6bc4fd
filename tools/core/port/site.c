// SPDX-License-Identifier: GPL-2.0-only
/* Where a change goes in a file that differs from what it was made for. */
#include "core/port/site.h"

#include "core/port/side.h"
#include "core/source/words.h"

/* Of 1000: how much of a hunk must be there, and by how much it must lead. */
#define SCORE_LEAST 200
#define SCORE_LEAST_ANYWHERE 450
#define LEAD_LEAST 60
/* The same for a function that only its body tells. */
#define SCORE_LEAST_BY_BODY 500
#define LEAD_LEAST_BY_BODY 120

/* So many lines beside a change say where it goes. */
#define NEAR 3

/* A line of this weight that stands once in a file is a place by itself. */
#define WEIGHT_ALONE 5

/* The lines of the file at which c changes something. */
static void set_range(struct port_site *s, const struct port_change *c)
{
	const struct alignment *a = &s->a;

	s->from = a->end;
	s->end = a->from;
	for (size_t i = c->first ? c->first - 1 : 0;
	     i <= c->last && i < a->nr; i++) {
		if (a->to[i] == ALIGN_NONE)
			continue;
		if (a->to[i] < s->from)
			s->from = a->to[i];
		if (a->to[i] + 1 > s->end)
			s->end = a->to[i] + 1;
	}
}

/*
 * True when the place rests on the lines right at the change, not on distant
 * ones.
 */
static bool rests_on_neighbours(const struct port_change *c,
				const struct alignment *a)
{
	int weight = 0;

	for (size_t i = c->first; i < c->last && i < a->nr; i++)
		if (c->removed[i] && a->to[i] != ALIGN_NONE &&
		    (a->same[i] || port_line_key(c->old.line[i].text).len))
			weight += c->old.line[i].weight;
	if (weight >= 4)
		return true;
	return (c->first && a->same[c->first - 1]) ||
	       (c->last < a->nr && a->same[c->last]);
}

/* Of lines [from, end) the one that says most; its match counts too. */
static size_t telling_line(const struct port_change *c,
			   const struct alignment *a, size_t from, size_t end,
			   bool removed)
{
	size_t core = ALIGN_NONE;
	int best = 0;

	for (size_t i = from; i < end && i < a->nr; i++) {
		int says = (a->same[i] ? 3 : 1) * c->old.line[i].weight;

		if (a->to[i] == ALIGN_NONE || says <= best ||
		    (removed && !c->removed[i]))
			continue;
		core = i;
		best = says;
	}
	return core;
}

/* How well the change would do if line core of it stood on another line. */
static int elsewhere(const struct port_change *c, const struct alignment *a,
		     const struct align_scope *scope,
		     const struct port_function *f, size_t core)
{
	struct align_bar bar = { .line = core,
				 .from = f ? f->from : scope->from,
				 .end = f ? f->end : scope->end };

	return core == ALIGN_NONE ? 0 :
	       align_elsewhere(&c->old, scope, &bar, a);
}

/*
 * The score of the second best place: where the lines that c removes stand
 * otherwise; else where both the lines in front of what it adds and those
 * behind it do.
 */
static int second_best(const struct port_change *c, const struct alignment *a,
		       const struct align_scope *scope,
		       const struct port_function *f)
{
	size_t core = telling_line(c, a, c->first, c->last, true);
	size_t front, back;
	int score;

	if (core != ALIGN_NONE && c->old.line[core].weight >= WEIGHT_TELLING)
		return elsewhere(c, a, scope, f, core);
	front = telling_line(c, a, c->first > NEAR ? c->first - NEAR : 0,
			     c->first, false);
	back = telling_line(c, a, c->last, c->last + NEAR, false);
	score = elsewhere(c, a, scope, f, front);
	if (front != ALIGN_NONE && back != ALIGN_NONE && score) {
		int other = elsewhere(c, a, scope, f, back);

		if (other < score)
			return other;
	}
	return front != ALIGN_NONE ? score : elsewhere(c, a, scope, f, back);
}

/*
 * True when the lines that c removes and those right beside it stand there in
 * the same words.
 */
static bool stands_verbatim(const struct port_change *c,
			    const struct alignment *a)
{
	for (size_t i = c->first ? c->first - 1 : 0;
	     i <= c->last && i < a->nr; i++)
		if (!a->same[i])
			return false;
	return true;
}

struct align_scope port_site_lines(const struct port_lines *target,
				   const struct port_function *f, size_t more)
{
	struct align_scope lines = { .file = target, .end = target->nr };

	if (f && f->from > more)
		lines.from = f->from - more;
	if (f && f->end + more < lines.end)
		lines.end = f->end + more;
	return lines;
}

/* The old line before gap that is not empty; ALIGN_NONE: there is none. */
static size_t line_before(const struct port_change *c, size_t gap)
{
	while (gap && !span_trim(c->old.line[gap - 1].text).len)
		gap--;
	return gap ? gap - 1 : ALIGN_NONE;
}

/* A statement stands behind gap, empty lines aside, and the file has it. */
static bool has_statement_behind(const struct port_change *c,
				 const struct alignment *a, size_t gap)
{
	struct span text;

	while (gap < c->old.nr && !span_trim(c->old.line[gap].text).len)
		gap++;
	if (gap == c->old.nr || !a->same[gap])
		return false;
	text = span_trim(c->old.line[gap].text);
	return text.at[0] != '/' && text.at[0] != '*';
}

/* Both lines call something, and not the same. */
static bool calls_another(struct span line, struct span other)
{
	struct span a[2], b[2];

	return words_list(line, a, 2) == 2 && words_list(other, b, 2) == 2 &&
	       span_is(a[1], "(") && span_is(b[1], "(") &&
	       !span_equals(a[0], b[0]);
}

/*
 * True when c adds something behind a call that is another one there, and in
 * front of nothing that would hold it: which of the two comes first is open.
 */
static bool follows_another_call(const struct port_site *s,
				 const struct port_change *c,
				 const struct port_lines *target)
{
	for (size_t i = 0; i < c->added.nr; i++) {
		size_t gap = c->before[i], front = line_before(c, gap);

		if (front != ALIGN_NONE && !c->removed[front] &&
		    s->a.to[front] != ALIGN_NONE && !s->a.same[front] &&
		    !(gap < c->old.nr && c->removed[gap]) &&
		    !has_statement_behind(c, &s->a, gap) &&
		    calls_another(c->old.line[front].text,
				  target->line[s->a.to[front]].text))
			return true;
	}
	return false;
}

/*
 * How often the lines that c removes stand in scope, as far from each other;
 * *where is the last place.
 */
static size_t copies_of_removed(const struct port_change *c,
				const struct site_scope *scope, size_t *where)
{
	const struct port_lines *t = scope->target;
	const struct port_function *f = scope->function;
	size_t end = f ? f->end : t->nr, copies = 0;

	for (size_t at = f ? f->from : 0; at + (c->last - c->first) <= end;
	     at++) {
		size_t i = c->first;

		while (i < c->last &&
		       (!c->removed[i] ||
			port_line_same(&c->old.line[i],
				       &t->line[at + i - c->first])))
			i++;
		if (i == c->last) {
			copies++;
			*where = at;
		}
	}
	return copies;
}

/*
 * Little is there of the lines around, but one place has those that c removes,
 * and one of them says a lot: aligns with that place.
 */
static bool find_alone(struct port_site *s, const struct port_change *c,
		       const struct site_scope *scope)
{
	size_t at, nr = c->last - c->first;
	struct align_scope near = { .file = scope->target,
				    .end = scope->target->nr };
	int weight = 0;

	for (size_t i = c->first; i < c->last; i++)
		if (c->removed[i] && c->old.line[i].weight > weight)
			weight = c->old.line[i].weight;
	if (weight < WEIGHT_ALONE || copies_of_removed(c, scope, &at) != 1)
		return false;
	if (at > NEAR)
		near.from = at - NEAR;
	if (at + nr + NEAR < near.end)
		near.end = at + nr + NEAR;
	alignment_release(&s->a);
	align_lines(&c->old, &near, &s->a);
	set_range(s, c);
	for (size_t i = c->first; i < c->last; i++)
		if (c->removed[i] && s->a.to[i] != at + i - c->first)
			return false;
	s->alone = true;
	return true;
}

/* Why c has no place by all of its lines; NULL when it has one. */
static const char *find_by_all(struct port_site *s, const struct port_change *c,
			       const struct site_scope *scope,
			       const struct align_scope *in)
{
	const struct port_function *f = scope->function;

	align_lines(&c->old, in, &s->a);
	set_range(s, c);
	if (scope->by_body && (s->a.score < SCORE_LEAST_BY_BODY ||
			       !stands_verbatim(c, &s->a)))
		return "no other one has enough of it";
	if (s->a.score < (f ? SCORE_LEAST : SCORE_LEAST_ANYWHERE))
		return find_alone(s, c, scope) ? NULL :
		       "too little of it is here";
	if (s->a.score - second_best(c, &s->a, in, f) <
	    (scope->by_body ? LEAD_LEAST_BY_BODY : LEAD_LEAST))
		return "it could stand in two places";
	if (f && (s->from >= f->end || s->end <= f->from))
		return "it would stand outside the function that it names";
	if (!rests_on_neighbours(c, &s->a))
		return "the lines next to the change differ here";
	if (follows_another_call(s, c, scope->target))
		return "what it adds would follow another call than it was made to";
	return NULL;
}

const char *port_site_find(struct port_site *s, const struct port_change *c,
			   const struct site_scope *scope)
{
	struct align_scope in = port_site_lines(scope->target, scope->function,
						c->old.nr);
	struct align_scope all = in;
	const char *wrong;

	all.first = c->first ? c->first - 1 : 0;
	all.last = c->last + 1;
	wrong = find_by_all(s, c, scope, &all);
	if (!wrong || scope->function || scope->by_body ||
	    !site_rest_on_side(&s->a, c, &in))
		return wrong;
	set_range(s, c);
	return NULL;
}

/*
 * True when the nearest telling lines in front of old line gap and behind it
 * are the same there.
 */
static bool stands_between(const struct port_site *s,
			   const struct port_change *c, size_t gap)
{
	size_t front = gap, back = gap;

	while (front && c->old.line[front - 1].weight < WEIGHT_TELLING)
		front--;
	while (back < c->old.nr && c->old.line[back].weight < WEIGHT_TELLING)
		back++;
	return front && s->a.same[front - 1] && back < c->old.nr &&
	       s->a.same[back];
}

/* True when what c adds where it removes nothing stands between its lines. */
static bool additions_are_held(const struct port_site *s,
			       const struct port_change *c)
{
	for (size_t i = 0; i < c->added.nr; i++) {
		size_t gap = c->before[i];

		if ((gap && c->removed[gap - 1]) ||
		    (gap < c->old.nr && c->removed[gap]))
			continue;
		if (!stands_between(s, c, gap))
			return false;
	}
	return true;
}

const char *port_site_doubt(const struct port_site *s,
			    const struct port_change *c,
			    const struct site_scope *scope)
{
	const struct port_line *there = scope->target->line;
	bool removes = false;
	size_t at;
	int tells = 0;

	if (s->alone)
		return "only the lines that it removes are here";
	for (size_t i = c->first; i < c->last; i++) {
		if (!c->removed[i])
			continue;
		removes = true;
		if (!s->a.same[i])
			return "a line that it removes is not here";
		if (!words_equal_but_space(c->old.line[i].text,
					   there[s->a.to[i]].text))
			return "a line that it removes has another comment here";
		if (c->old.line[i].weight > tells)
			tells = c->old.line[i].weight;
	}
	if (removes && (tells < WEIGHT_TELLING ||
			copies_of_removed(c, scope, &at) != 1))
		return "what it removes stands elsewhere, too";
	return additions_are_held(s, c) ? NULL :
	       "lines next to the change differ here";
}

void port_site_release(struct port_site *s)
{
	alignment_release(&s->a);
	*s = (struct port_site){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Alignment of a hunk's preimage with a file: dynamic programming over lines,
 * where the file may go on before and behind at no cost.
 */
#include "core/merge/align.h"

#include <stdlib.h>

#include "core/text/buf.h"

/* Points, by the weight of a line. */
#define SAME	64	/* the same words */
#define LIKE	48	/* times likeness: at most */
#define LOST	16	/* a preimage line that the file lacks */
#define EXTRA	8	/* a line of the file within, whatever its weight */
#define NEXT	8	/* more for a preimage line next to the change */
#define APART	1	/* less for a line of the file next to the change */
#define NEVER	(-100000000)

/* So many preimage lines on either side of a change are near it. */
#define NEAR	2

/*
 * Of hunk lines times file lines: 64 MiB of steps. Larger ones are not aligned.
 */
#define CELLS_MOST ((size_t)64 << 20)

enum step { STEP_STOP, STEP_BOTH, STEP_LOST, STEP_EXTRA };

struct cells {
	const struct port_lines *p, *t;
	size_t from, width;	/* of the file's lines */
	int *row, *above;	/* scores, width + 1 each */
	unsigned char *step;	/* (nr + 1) * (width + 1) */
	/*
	 * This line of p must be there, in [least, most) of t and elsewhere
	 * than on this line; ALIGN_NONE: none
	 */
	size_t must, elsewhere, least, most;
	size_t first, last;	/* lines of p next to the change */
};

static int points(const struct port_line *p, const struct port_line *t)
{
	int like;

	if (port_line_same(p, t))
		return SAME * p->weight;
	if (p->weight < 3 ||
	    !span_equals(port_line_key(p->text), port_line_key(t->text)))
		return NEVER;
	like = port_line_likeness(p, t);
	if (like < ALIGN_LIKE)
		return NEVER;
	return LIKE * p->weight * (like - 300) / 700;
}

/*
 * Where the line that must be elsewhere must not be. What was found verbatim is
 * not looked for as something alike.
 */
static bool is_barred(const struct cells *b, const struct port_line *p,
		      size_t at)
{
	const struct port_line *first = &b->t->line[b->elsewhere];

	return at == b->elsewhere || at < b->least || at >= b->most ||
	       (port_line_same(p, first) &&
		!port_line_same(p, &b->t->line[at]));
}

static void fill_row(struct cells *b, size_t i)
{
	const struct port_line *p = &b->p->line[i - 1];
	unsigned char *step = b->step + i * (b->width + 1);
	bool must = i - 1 == b->must;
	int next = i - 1 >= b->first && i - 1 < b->last ? NEXT : 0;
	/* The file's own line would stand in front of line i of p. */
	bool near = b->last && i + NEAR > b->first && i < b->last + NEAR;
	int own = near ? EXTRA + APART : EXTRA;

	b->row[0] = must ? NEVER : b->above[0] - LOST * p->weight;
	step[0] = STEP_LOST;
	for (size_t k = 1; k <= b->width; k++) {
		size_t at = b->from + k - 1;
		int both = b->above[k - 1] + (must && is_barred(b, p, at) ?
			NEVER : points(p, &b->t->line[at]) + next);
		int lost = must ? NEVER : b->above[k] - LOST * p->weight;
		int extra = b->row[k - 1] - own;

		if (both >= lost && both >= extra) {
			b->row[k] = both;
			step[k] = STEP_BOTH;
		} else if (lost >= extra) {
			b->row[k] = lost;
			step[k] = STEP_LOST;
		} else {
			b->row[k] = extra;
			step[k] = STEP_EXTRA;
		}
	}
}

static void swap_rows(struct cells *b)
{
	int *row = b->row;

	b->row = b->above;
	b->above = row;
}

static void read_back(const struct cells *b, size_t end, struct alignment *a)
{
	size_t i = a->nr, k = end;

	a->from = a->end = b->from + end;
	while (i) {
		switch (b->step[i * (b->width + 1) + k]) {
		case STEP_BOTH:
			i--;
			k--;
			a->to[i] = a->from = b->from + k;
			a->same[i] = port_line_same(&b->p->line[i],
						    &b->t->line[a->to[i]]);
			break;
		case STEP_LOST:
			i--;
			break;
		default:
			k--;
		}
	}
	for (i = a->nr; i && a->to[i - 1] == ALIGN_NONE;)
		i--;
	a->end = i ? a->to[i - 1] + 1 : a->from;
}

/* Nothing is aligned yet. */
static void begin(struct alignment *a, size_t nr)
{
	*a = (struct alignment){ .nr = nr };
	a->to = grow_array(NULL, nr + 1, sizeof(*a->to));
	a->same = grow_array(NULL, nr + 1, sizeof(*a->same));
	for (size_t i = 0; i < nr; i++) {
		a->to[i] = ALIGN_NONE;
		a->same[i] = false;
	}
}

void align_verbatim(struct alignment *a, size_t nr, size_t at)
{
	begin(a, nr);
	for (size_t i = 0; i < nr; i++) {
		a->to[i] = at + i;
		a->same[i] = true;
	}
	a->from = at;
	a->end = at + nr;
	a->score = 1000;
}

/*
 * Fills the table; returns the column where the best way ends, which is in
 * b->above.
 */
static size_t fill(struct cells *b)
{
	size_t cells = b->width + 1, best = 0;

	b->row = grow_array(NULL, cells, sizeof(*b->row));
	b->above = grow_array(NULL, cells, sizeof(*b->above));
	b->step = grow_array(NULL, (b->p->nr + 1) * cells, 1);
	for (size_t k = 0; k < cells; k++) {
		b->above[k] = 0;
		b->step[k] = STEP_STOP;
	}
	for (size_t i = 0; i < b->p->nr; i++) {
		fill_row(b, i + 1);
		swap_rows(b);
	}
	for (size_t k = 1; k < cells; k++)
		if (b->above[k] > b->above[best])
			best = k;
	return best;
}

static void cells_release(struct cells *b)
{
	free(b->row);
	free(b->above);
	free(b->step);
}

/* Points as a part of those that p could reach, 0 to 1000. */
static int score_of(const struct port_lines *p, int points)
{
	int full = 0;

	for (size_t i = 0; i < p->nr; i++)
		full += SAME * p->line[i].weight;
	if (points > full)
		return 1000;
	return points > 0 ? (int)(1000L * points / full) : 0;
}

static struct cells cells_of(const struct port_lines *p,
			     const struct align_scope *scope)
{
	return (struct cells){ .p = p, .t = scope->file, .from = scope->from,
			       .width = scope->end - scope->from,
			       .must = ALIGN_NONE,
			       .first = scope->first, .last = scope->last };
}

void align_lines(const struct port_lines *p, const struct align_scope *scope,
		 struct alignment *a)
{
	struct cells b = cells_of(p, scope);
	size_t best;

	begin(a, p->nr);
	if ((p->nr + 1) * (b.width + 1) > CELLS_MOST)
		return;
	best = fill(&b);
	read_back(&b, best, a);
	a->score = score_of(p, b.above[best]);
	cells_release(&b);
}

int align_elsewhere(const struct port_lines *p, const struct align_scope *scope,
		    const struct align_bar *bar, const struct alignment *a)
{
	struct cells b = cells_of(p, scope);
	size_t best;
	int score;

	if ((p->nr + 1) * (b.width + 1) > CELLS_MOST)
		return 0;
	b.must = bar->line;
	b.elsewhere = a->to[bar->line];
	b.least = bar->from;
	b.most = bar->end;
	best = fill(&b);
	score = score_of(p, b.above[best]);
	cells_release(&b);
	return score;
}

void alignment_release(struct alignment *a)
{
	free(a->to);
	free(a->same);
	*a = (struct alignment){ 0 };
}

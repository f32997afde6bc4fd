// SPDX-License-Identifier: GPL-2.0-only
/*
 * Alignment of a hunk's preimage with a file: dynamic programming over lines,
 * where the file may go on before and behind at no cost.
 */
#include "core/port/align.h"

#include <stdlib.h>

#include "core/text/buf.h"

/* Points, by the weight of a line. */
#define SAME	8	/* the same words */
#define LIKE	6	/* times likeness: at most */
#define LOST	2	/* a preimage line that the file lacks */
#define EXTRA	1	/* a line of the file within, whatever its weight */
#define LIKE_LEAST 520	/* of 1000: below, two lines are not alike */
#define NEVER	(-1000000)

/*
 * Of hunk lines times file lines: 64 MiB of steps. Larger ones are not aligned.
 */
#define CELLS_MOST ((size_t)64 << 20)

enum step { STEP_STOP, STEP_BOTH, STEP_LOST, STEP_EXTRA };

struct cells {
	const struct port_lines *p, *t;
	size_t from, width;	/* of the file's lines */
	int *row, *above;	/* scores, width + 1 each */
	/* where the best way into a cell began */
	size_t *start, *start_above;
	unsigned char *step;	/* (nr + 1) * (width + 1) */
};

static int points(const struct port_line *p, const struct port_line *t)
{
	int like;

	if (port_line_same(p, t))
		return SAME * p->weight;
	if (p->weight < 3 || span_starts(span_trim(p->text), "#include"))
		return NEVER;
	like = port_line_likeness(p, t);
	if (like < LIKE_LEAST)
		return NEVER;
	return LIKE * p->weight * (like - 300) / 700;
}

static void fill_row(struct cells *b, size_t i)
{
	const struct port_line *p = &b->p->line[i - 1];
	unsigned char *step = b->step + i * (b->width + 1);

	b->row[0] = b->above[0] - LOST * p->weight;
	b->start[0] = 0;
	step[0] = STEP_LOST;
	for (size_t k = 1; k <= b->width; k++) {
		int both = b->above[k - 1] +
			points(p, &b->t->line[b->from + k - 1]);
		int lost = b->above[k] - LOST * p->weight;
		int extra = b->row[k - 1] - EXTRA;

		if (both >= lost && both >= extra) {
			b->row[k] = both;
			b->start[k] = b->start_above[k - 1];
			step[k] = STEP_BOTH;
		} else if (lost >= extra) {
			b->row[k] = lost;
			b->start[k] = b->start_above[k];
			step[k] = STEP_LOST;
		} else {
			b->row[k] = extra;
			b->start[k] = b->start[k - 1];
			step[k] = STEP_EXTRA;
		}
	}
}

static void swap_rows(struct cells *b)
{
	int *row = b->row;
	size_t *start = b->start;

	b->row = b->above;
	b->above = row;
	b->start = b->start_above;
	b->start_above = start;
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

void align_lines(const struct port_lines *p, const struct port_lines *t,
		 size_t from, size_t end, struct alignment *a)
{
	struct cells b = { .p = p, .t = t, .from = from, .width = end - from };
	size_t cells = b.width + 1, best = 0;
	int full = 0, second = NEVER;

	begin(a, p->nr);
	if ((p->nr + 1) * cells > CELLS_MOST)
		return;
	b.row = grow_array(NULL, cells, sizeof(*b.row));
	b.above = grow_array(NULL, cells, sizeof(*b.above));
	b.start = grow_array(NULL, cells, sizeof(*b.start));
	b.start_above = grow_array(NULL, cells, sizeof(*b.start_above));
	b.step = grow_array(NULL, (p->nr + 1) * cells, 1);
	for (size_t k = 0; k < cells; k++) {
		b.above[k] = 0;
		b.start_above[k] = k;
		b.step[k] = STEP_STOP;
	}
	for (size_t i = 0; i < p->nr; i++) {
		full += SAME * p->line[i].weight;
		fill_row(&b, i + 1);
		swap_rows(&b);
	}
	for (size_t k = 1; k < cells; k++)
		if (b.above[k] > b.above[best])
			best = k;
	for (size_t k = 0; k < cells; k++)
		if ((k <= b.start_above[best] || b.start_above[k] >= best) &&
		    b.above[k] > second)
			second = b.above[k];
	read_back(&b, best, a);
	if (full) {
		a->score = b.above[best] > 0 ? 1000 * b.above[best] / full : 0;
		a->second = second > 0 ? 1000 * second / full : 0;
	}
	free(b.row);
	free(b.above);
	free(b.start);
	free(b.start_above);
	free(b.step);
}

void alignment_release(struct alignment *a)
{
	free(a->to);
	free(a->same);
	*a = (struct alignment){ 0 };
}

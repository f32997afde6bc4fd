// SPDX-License-Identifier: GPL-2.0-only
/* For a refused hunk: the place that comes nearest, and how it differs. */
#include "near.h"

#include <stdint.h>
#include <stdlib.h>

#include "func.h"

#define DRIFT 3	/* lines that the file may have more or fewer within the hunk */
#define ROWS_MAX 400	/* lines of a hunk that are compared one by one */
#define AROUND 3	/* equal lines shown beside a difference */

/* The preimage of h as hashed lines; the caller frees them. */
static struct text_line *preimage(const struct hunk *h, size_t *nr)
{
	struct text_line *line = grow_array(NULL, h->nr, sizeof(*line));

	*nr = 0;
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind != '+')
			line[(*nr)++] = (struct text_line){
				h->line[i].text, text_hash(h->line[i].text) };
	return line;
}

static bool same(const struct text_line *a, const struct text_line *b)
{
	return a->hash == b->hash && span_equals(a->text, b->text);
}

/* Blank lines and lone brackets stand everywhere: they say next to nothing. */
static int weight(struct span line)
{
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i] | 0x20;

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			return 8;
	}
	return 1;
}

/* The lines of the function that tail names, [*from, *to); the whole file when it is not there. */
static void scope(const struct text *t, struct span tail, size_t *from,
		  size_t *to)
{
	*from = 0;
	*to = t->nr;
	if (!func_decides(tail))
		return;
	for (size_t i = 0; i < t->nr; i++) {
		if (!func_defines(t->line[i].text, tail))
			continue;
		*from = i;
		for (*to = i + 1; *to < t->nr; (*to)++)
			if (func_is_line(t->line[*to].text))
				break;
		return;
	}
}

/* score[first line + nr] for each first line from -nr on. */
static void count_votes(const struct text *t, const struct text_line *want,
			size_t nr, struct span tail, uint32_t *score)
{
	size_t from, to;

	scope(t, tail, &from, &to);
	for (size_t k = 0; k < nr; k++)
		for (size_t i = from; i < to; i++)
			if (same(&want[k], &t->line[i]))
				score[i + nr - k] += weight(want[k].text);
}

/* Lines in between may have come or gone: neighbours count half. */
static uint32_t around(const uint32_t *score, size_t at, size_t room)
{
	uint32_t sum = 2 * score[at];

	for (size_t d = 1; d <= DRIFT; d++)
		sum += (at >= d ? score[at - d] : 0) +
		       (at + d < room ? score[at + d] : 0);
	return sum;
}

long near_find(const struct hunk *h, struct span bytes, long wanted)
{
	size_t nr, room, best = 0;
	struct text_line *want;
	uint32_t *score, sum, most = 0;
	struct text t;

	want = preimage(h, &nr);
	text_split(&t, bytes);
	room = t.nr + nr + 1;
	score = grow_array(NULL, room, sizeof(*score));
	memset(score, 0, room * sizeof(*score));
	count_votes(&t, want, nr, h->func, score);
	for (size_t at = 0; at < room; at++) {
		long line = (long)at - (long)nr + 1;

		sum = score[at] ? around(score, at, room) : 0;
		if (sum < most || (sum == most &&
		    labs(line - wanted) >= labs((long)best - (long)nr + 1 - wanted)))
			continue;
		best = at;
		most = sum;
	}
	free(score);
	free(want);
	room = t.nr;
	text_release(&t);
	if (most < 16 || !room)
		return 0;
	return best > nr ? (long)(best - nr) + 1 : 1;
}

/* One row of the comparison. */
struct row {
	char kind;
	struct span text;
};

/* The longest common subsequence's lengths, backwards: cell (i, k) is for want[i..], have[k..]. */
static uint16_t *common(const struct text_line *want, size_t nr,
			const struct text_line *have, size_t have_nr)
{
	size_t wide = have_nr + 1;
	uint16_t *len = grow_array(NULL, (nr + 1) * wide, sizeof(*len));

	memset(len, 0, (nr + 1) * wide * sizeof(*len));
	for (size_t i = nr; i-- > 0;)
		for (size_t k = have_nr; k-- > 0;) {
			uint16_t down = len[(i + 1) * wide + k];
			uint16_t right = len[i * wide + k + 1];

			len[i * wide + k] = same(&want[i], &have[k]) ?
				len[(i + 1) * wide + k + 1] + 1 :
				down > right ? down : right;
		}
	return len;
}

static size_t compare(const struct text_line *want, size_t nr,
		      const struct text_line *have, size_t have_nr,
		      struct row *row)
{
	uint16_t *len = common(want, nr, have, have_nr);
	size_t wide = have_nr + 1, i = 0, k = 0, n = 0;

	while (i < nr || k < have_nr) {
		if (i < nr && k < have_nr && same(&want[i], &have[k])) {
			row[n++] = (struct row){ ' ', want[i].text };
			i++, k++;
		} else if (i < nr && (k == have_nr ||
			   len[(i + 1) * wide + k] >= len[i * wide + k + 1])) {
			row[n++] = (struct row){ '-', want[i++].text };
		} else {
			row[n++] = (struct row){ '+', have[k++].text };
		}
	}
	free(len);
	return n;
}

static bool near_change(const struct row *row, size_t n, size_t at)
{
	size_t from = at > AROUND ? at - AROUND : 0;

	for (size_t i = from; i < n && i <= at + AROUND; i++)
		if (row[i].kind != ' ')
			return true;
	return false;
}

/* A CR is what no terminal shows and what differs most often. */
static void add_row(const struct row *row, struct buf *out)
{
	bool cr = row->text.len && row->text.at[row->text.len - 1] == '\r';

	buf_addc(out, row->kind);
	buf_add(out, row->text.at, row->text.len - cr);
	buf_adds(out, cr ? "^M\n" : "\n");
}

void near_diff(const struct hunk *h, struct span bytes, long lineno,
	       struct buf *out)
{
	size_t nr, from, to, n, first = 0;
	struct text_line *want = preimage(h, &nr);
	struct row *row;
	struct text t;

	text_split(&t, bytes);
	if (nr > ROWS_MAX)
		nr = ROWS_MAX;
	from = lineno > 1 ? lineno - 1 : 0;
	if (from > t.nr)
		from = t.nr;
	to = from + nr + DRIFT < t.nr ? from + nr + DRIFT : t.nr;
	from = from > DRIFT ? from - DRIFT : 0;
	row = grow_array(NULL, nr + to - from, sizeof(*row));
	n = compare(want, nr, t.line + from, to - from, row);
	/* the file's lines before and behind the hunk are no difference */
	while (first < n && row[first].kind == '+')
		first++;
	while (n > first && row[n - 1].kind == '+')
		n--;
	for (size_t i = first; i < n; i++)
		if (near_change(row + first, n - first, i - first))
			add_row(&row[i], out);
	free(row);
	free(want);
	text_release(&t);
}

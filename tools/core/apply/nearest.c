// SPDX-License-Identifier: GPL-2.0-only
/* For a refused hunk: the place that comes nearest, and how it differs. */
#include "core/apply/nearest.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/source/function-name.h"
#include "core/text/ascii.h"
#include "core/text/hash.h"
#include "core/text/lcs.h"

#define DRIFT 3	/* lines that the file may have more or fewer within the hunk */
#define ROWS_MAX 400	/* lines of a hunk that are compared one by one */
#define AROUND 3	/* equal lines shown beside a difference */
#define REPEATS_MAX 16	/* equal lines of a hunk that are looked for */
#define SHOWN_MAX 400	/* bytes of a line that are shown */
#define LIKE_MIN 500	/* of 1000: names less alike are of different things */

/* The preimage of h as hashed lines; the caller frees them. */
static struct text_line *preimage(const struct hunk *h, size_t *nr)
{
	struct text_line *line = grow_array(NULL, h->nr, sizeof(*line));

	*nr = 0;
	for (size_t i = 0; i < h->nr; i++)
		if (h->line[i].kind != '+')
			line[(*nr)++] = (struct text_line){
				h->line[i].text, hash_line(h->line[i].text) };
	return line;
}

static bool same(const struct text_line *a, const struct text_line *b)
{
	return a->hash == b->hash && span_equals(a->text, b->text);
}

/* Blank lines and lone brackets stand everywhere: they say next to nothing. */
static int weight(struct span line)
{
	for (size_t i = 0; i < line.len; i++)
		if (is_letter_or_digit(line.at[i]))
			return 8;
	return 1;
}

/*
 * The line that opens tail's function or, without it, the one named most like
 * it; t->nr: none is like it.
 */
static size_t head_like(const struct text *t, struct span tail)
{
	int best = LIKE_MIN - 1, like;
	size_t found = t->nr;

	for (size_t i = 0; i < t->nr; i++) {
		if (func_defines(t->line[i].text, tail))
			return i;
		if (!func_is_line(t->line[i].text) ||
		    func_line_ends(t->line[i].text, ';'))
			continue;
		like = func_likeness(tail, t->line[i].text);
		if (like > best) {
			best = like;
			found = i;
		}
	}
	return found;
}

/*
 * The lines of the function that tail names or of one like it, [*from, *to);
 * the whole file when there is none.
 */
static void scope(const struct text *t, struct span tail, size_t *from,
		  size_t *to)
{
	*from = func_decides(tail) ? head_like(t, tail) : t->nr;
	*to = *from + 1;
	while (*to < t->nr && !func_is_line(t->line[*to].text))
		++*to;
	if (*from == t->nr) {
		*from = 0;
		*to = t->nr;
	}
}

/*
 * A hunk's lines by their hash; of a line that it has often, only the first few
 * are found.
 */
static void index_lines(struct table *index, const struct text_line *want,
			size_t nr)
{
	for (size_t k = 0; k < nr; k++) {
		size_t probe = 0, item;
		int seen = 0;

		while (table_next(index, want[k].hash, &probe, &item))
			seen += same(&want[item], &want[k]);
		if (seen < REPEATS_MAX)
			table_add(index, want[k].hash, k);
	}
}

/* score[first line + nr] for each first line from -nr on. */
static void count_votes(const struct text *t, const struct text_line *want,
			size_t nr, struct span tail, uint32_t *score)
{
	struct table index = { 0 };
	size_t from, to;

	index_lines(&index, want, nr);
	scope(t, tail, &from, &to);
	for (size_t i = from; i < to; i++) {
		size_t probe = 0, k;

		while (table_next(&index, t->line[i].hash, &probe, &k))
			if (same(&want[k], &t->line[i]))
				score[i + nr - k] += weight(t->line[i].text);
	}
	table_release(&index);
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

long nearest_line(const struct hunk *h, const struct text *t, long wanted)
{
	size_t nr, room, best = 0;
	struct text_line *want;
	uint32_t *score, sum, most = 0;

	want = preimage(h, &nr);
	room = t->nr + nr + 1;
	score = new_array(room, sizeof(*score));
	count_votes(t, want, nr, h->func, score);
	for (size_t at = 0; at < room; at++) {
		long line = (long)at - (long)nr + 1;

		sum = score[at] ? around(score, at, room) : 0;
		if (sum < most ||
		    (sum == most &&
		     labs(line - wanted) >=
			     labs((long)best - (long)nr + 1 - wanted)))
			continue;
		best = at;
		most = sum;
	}
	free(score);
	free(want);
	if (most < 16 || !t->nr)
		return 0;
	return best > nr ? (long)(best - nr) + 1 : 1;
}

/* One row of the comparison. */
struct diff_line {
	char kind;
	struct span text;
};

static void number_lines(struct numbering *n, const struct text_line *line,
			 size_t nr, uint32_t *number)
{
	for (size_t i = 0; i < nr; i++)
		number[i] = numbering_add(n, line[i].text);
}

static size_t compare(const struct text_line *want, size_t nr,
		      const struct text_line *have, size_t have_nr,
		      struct diff_line *row)
{
	struct numbering n = { 0 };
	uint32_t *number = grow_array(NULL, nr + have_nr, sizeof(*number));
	size_t at, i = 0, k = 0;
	char *edit;

	number_lines(&n, want, nr, number);
	number_lines(&n, have, have_nr, number + nr);
	edit = lcs_edits(number, nr, number + nr, have_nr);
	for (at = 0; edit[at]; at++) {
		row[at].kind = edit[at];
		row[at].text = edit[at] == '+' ? have[k].text : want[i].text;
		i += edit[at] != '+';
		k += edit[at] != '-';
	}
	free(edit);
	free(number);
	numbering_release(&n);
	return at;
}

static bool beside_change(const struct diff_line *row, size_t n, size_t at)
{
	size_t from = at > AROUND ? at - AROUND : 0;

	for (size_t i = from; i < n && i <= at + AROUND; i++)
		if (row[i].kind != ' ')
			return true;
	return false;
}

/* A CR is what no terminal shows and what differs most often. */
static void add_row(const struct diff_line *row, struct buf *out)
{
	size_t len = row->text.len;
	bool cr = len && row->text.at[len - 1] == '\r';

	buf_addc(out, row->kind);
	buf_add(out, row->text.at, len > SHOWN_MAX ? SHOWN_MAX : len - cr);
	buf_adds(out, len > SHOWN_MAX ? "...\n" : cr ? "^M\n" : "\n");
}

static void show_rows(const struct diff_line *row, size_t n, struct buf *out)
{
	size_t first = 0;

	/* the file's lines before and behind the hunk are no difference */
	while (first < n && row[first].kind == '+')
		first++;
	while (n > first && row[n - 1].kind == '+')
		n--;
	for (size_t i = first; i < n; i++)
		if (beside_change(row + first, n - first, i - first))
			add_row(&row[i], out);
}

/* How many lines can be passed over to come to the first difference. */
static size_t equal_lines(const struct text_line *want, size_t nr,
			  const struct text *t, size_t from)
{
	size_t n = 0;

	while (n < nr && from + n < t->nr && same(&want[n], &t->line[from + n]))
		n++;
	return n > AROUND ? n - AROUND : 0;
}

void nearest_diff(const struct hunk *h, const struct text *t, long lineno,
	       struct buf *out)
{
	size_t nr, from, to, passed;
	struct text_line *want = preimage(h, &nr);
	struct diff_line *row;

	from = lineno > 1 ? lineno - 1 : 0;
	if (from > t->nr)
		from = t->nr;
	passed = nr > ROWS_MAX ? equal_lines(want, nr, t, from) : 0;
	from += passed;
	nr -= passed;
	if (nr > ROWS_MAX)
		nr = ROWS_MAX;
	to = from + nr + DRIFT < t->nr ? from + nr + DRIFT : t->nr;
	if (!passed)
		from = from > DRIFT ? from - DRIFT : 0;
	row = grow_array(NULL, nr + to - from, sizeof(*row));
	show_rows(row, compare(want + passed, nr, t->line + from, to - from,
			       row), out);
	free(row);
	free(want);
}

static uint32_t hash_but_for_space(struct span line)
{
	uint64_t h = HASH_START;

	for (size_t i = 0; i < line.len; i++)
		if (!is_space(line.at[i]))
			h = hash_byte(h, line.at[i]);
	return h ^ h >> 32;
}

/* The line, from 1, where want stands but for white space; 0: nowhere. */
static long find_but_for_space(const struct text_line *want, size_t nr,
			       const struct text *t)
{
	const size_t size = sizeof(uint32_t);
	uint32_t *hash = grow_array(NULL, nr + t->nr + 1, size);
	const char *have = (char *)(hash + nr), *at = have, *hit;
	const char *end = have + t->nr * size;
	bool telling = false;
	long line = 0;

	for (size_t i = 0; i < nr; i++) {
		hash[i] = hash_but_for_space(want[i].text);
		telling |= weight(want[i].text) > 1;
	}
	for (size_t i = 0; i < t->nr; i++)
		hash[nr + i] = hash_but_for_space(t->line[i].text);
	while (telling && !line &&
	       (hit = memmem(at, end - at, hash, nr * size))) {
		/* bytes that match across two hashes are no match */
		if ((hit - have) % size == 0)
			line = (hit - have) / size + 1;
		at = have + ((hit - have) / size + 1) * size;
	}
	free(hash);
	return line;
}

static void fill(struct nearest *n, const struct file_diff *s,
		 const struct application *a, const struct text *t)
{
	const struct placement *w = &a->where[n->hunk];
	const struct hunk *h = &s->hunk[n->hunk];
	struct buf diff = { 0 };
	size_t nr;

	if (w->placed == PLACED_NOWHERE) {
		struct text_line *want = preimage(h, &nr);

		n->line = find_but_for_space(want, nr, t);
		n->but_for_space = n->line;
		free(want);
	}
	if (!n->line)
		n->line = nearest_line(h, t, w->wanted + w->drift);
	if (!n->line)
		return;
	nearest_diff(h, t, n->line, &diff);
	n->diff = buf_detach(&diff);
}

void nearest_list_make(struct nearest_list *n, const struct file_diff *s,
		const struct application *a, struct span preimage, size_t most)
{
	struct text t;

	*n = (struct nearest_list){ 0 };
	text_open(&t, preimage);
	for (size_t i = 0; a->where && i < a->nr; i++) {
		if (a->where[i].placed != PLACED_NOWHERE &&
		    (a->where[i].placed != PLACED_WRONG_FUNCTION ||
		     !a->where[i].func_there))
			continue;
		if (n->nr == most) {
			n->left_out++;
			continue;
		}
		if (!n->nr)
			text_split(&t, preimage);
		n->nearest =
			grow_array(n->nearest, n->nr + 1, sizeof(*n->nearest));
		n->nearest[n->nr] = (struct nearest){ .hunk = i };
		fill(&n->nearest[n->nr++], s, a, &t);
	}
	text_release(&t);
}

void nearest_list_release(struct nearest_list *n)
{
	while (n->nr)
		free(n->nearest[--n->nr].diff);
	free(n->nearest);
	*n = (struct nearest_list){ 0 };
}

const struct nearest *nearest_of(const struct nearest_list *n, size_t hunk)
{
	for (size_t i = 0; i < n->nr; i++)
		if (n->nearest[i].hunk == hunk)
			return &n->nearest[i];
	return NULL;
}

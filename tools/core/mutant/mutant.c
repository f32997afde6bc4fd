// SPDX-License-Identifier: GPL-2.0-only
/* A mutant as a file, and as a patch. */
#include "core/mutant/mutant.h"

#include <stdlib.h>

#include "core/source/lines.h"

enum { CONTEXT = 3 };

const char *mutant_kind_name(enum mutant_kind kind)
{
	static const char *const names[] = {
		[MUTANT_HUNK] = "hunk", [MUTANT_CALL] = "call",
		[MUTANT_BOOL] = "bool", [MUTANT_MOVE] = "move",
	};

	return names[kind];
}

void mutant_apply(const struct mutant *m, struct span after, struct buf *out)
{
	struct text t;
	size_t from = 0, to = 0;

	text_open(&t, after);
	text_seek(&t, m->from, &from);
	if (!text_seek(&t, m->from + m->nr, &to))
		to = after.len;
	buf_add(out, after.at, from);
	buf_add(out, m->text.at ? m->text.at : "", m->text.len);
	buf_add(out, after.at + to, after.len - to);
	text_release(&t);
}

static void add_lines(struct buf *out, char kind, const struct text *t,
		      size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		buf_addc(out, kind);
		buf_add(out, t->line[i].text.at, t->line[i].text.len);
		buf_addc(out, '\n');
		if (t->no_eol && i + 1 == t->nr)
			buf_adds(out, "\\ No newline at end of file\n");
	}
}

static bool same_line(const struct text *a, size_t i, const struct text *b,
		      size_t k)
{
	return span_equals(a->line[i].text, b->line[k].text) &&
	       (a->no_eol && i + 1 == a->nr) == (b->no_eol && k + 1 == b->nr);
}

void mutant_patch(const struct mutant *m, struct span after, const char *path,
		  struct buf *out)
{
	struct buf made = { 0 };
	struct text a, b;
	size_t head = 0, tail = 0, from, to;

	mutant_apply(m, after, &made);
	text_split(&a, after);
	text_split(&b, buf_span(&made));
	while (head < a.nr && head < b.nr && same_line(&a, head, &b, head))
		head++;
	while (tail < a.nr - head && tail < b.nr - head &&
	       same_line(&a, a.nr - tail - 1, &b, b.nr - tail - 1))
		tail++;
	from = head > CONTEXT ? head - CONTEXT : 0;
	to = tail > CONTEXT ? tail - CONTEXT : 0;
	buf_addf(out, "--- a/%s\n+++ b/%s\n@@ -%zu,%zu +%zu,%zu @@ %s\n", path,
		 path, from + 1, a.nr - to - from, from + 1, b.nr - to - from,
		 m->func);
	add_lines(out, ' ', &a, from, head);
	add_lines(out, '-', &a, head, a.nr - tail);
	add_lines(out, '+', &b, head, b.nr - tail);
	add_lines(out, ' ', &a, a.nr - tail, a.nr - to);
	text_release(&a);
	text_release(&b);
	buf_release(&made);
}

void mutants_release(struct mutants *m)
{
	for (size_t i = 0; i < m->nr; i++) {
		free(m->mutant[i].func);
		free(m->mutant[i].what);
		buf_release(&m->mutant[i].text);
	}
	free(m->mutant);
	memset(m, 0, sizeof(*m));
}

// SPDX-License-Identifier: GPL-2.0-only
/* Lines that a patch moves from one file to another. */
#include "core/port/half-move.h"

#include "core/merge/lines.h"

/* A line of less weight, as a lone name, stands in many files. */
#define WEIGHT_LEAST 3

/* Adds the lines that d adds ('+') or removes ('-'), without a ; behind. */
static void add_lines(struct port_lines *l, const struct file_diff *d,
		      char kind)
{
	for (size_t i = 0; i < d->nr; i++)
		for (size_t k = 0; k < d->hunk[i].nr; k++) {
			struct span text = span_trim(d->hunk[i].line[k].text);

			if (d->hunk[i].line[k].kind != kind)
				continue;
			if (span_ends(text, ";"))
				text.len--;
			port_lines_add(l, text);
		}
}

static bool shares_line(const struct file_diff *a, char kind_a,
			const struct file_diff *b, char kind_b)
{
	struct port_lines from = { 0 }, to = { 0 };
	bool shares = false;

	add_lines(&from, a, kind_a);
	add_lines(&to, b, kind_b);
	for (size_t i = 0; i < from.nr && !shares; i++)
		for (size_t k = 0; k < to.nr && !shares; k++)
			shares = from.line[i].weight >= WEIGHT_LEAST &&
				 !span_starts(from.line[i].text, "#include") &&
				 port_line_same(&from.line[i], &to.line[k]);
	port_lines_release(&from);
	port_lines_release(&to);
	return shares;
}

const struct file_diff *port_half_move(const struct patch *p,
				       const struct file_diff *d)
{
	for (size_t i = 0; i < p->nr; i++) {
		const struct file_diff *other = &p->diff[i];

		if (other != d && (shares_line(d, '-', other, '+') ||
				   shares_line(d, '+', other, '-')))
			return other;
	}
	return NULL;
}

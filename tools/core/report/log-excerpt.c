// SPDX-License-Identifier: GPL-2.0-only
/* Which lines of a long log are worth showing. */
#include "core/report/log-excerpt.h"

size_t excerpt_lines(struct span text)
{
	struct span line;
	size_t nr = 0;

	while (span_line(&text, &line))
		nr++;
	return nr;
}

static void keep_lines(bool *keep, size_t nr, size_t from, size_t to,
		       size_t *room)
{
	for (size_t i = from; i < to && i < nr && *room; i++)
		if (!keep[i]) {
			keep[i] = true;
			--*room;
		}
}

void excerpt_choose(const char *mark, size_t nr, bool *keep)
{
	size_t room = EXCERPT_MOST;

	memset(keep, nr <= EXCERPT_WHOLE, nr * sizeof(*keep));
	if (nr <= EXCERPT_WHOLE)
		return;
	keep_lines(keep, nr, 0, EXCERPT_HEAD, &room);
	keep_lines(keep, nr, nr - EXCERPT_TAIL, nr, &room);
	for (size_t i = 0; i < nr; i++)
		if (mark[i])
			keep_lines(keep, nr, i > EXCERPT_AROUND ?
				   i - EXCERPT_AROUND : 0,
				   i + EXCERPT_AROUND + 1, &room);
}

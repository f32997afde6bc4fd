// SPDX-License-Identifier: GPL-2.0-only
/* The fixes of a branch in the order of its series. */
#include "sys/conf/series-order.h"

#include <stdlib.h>
#include <string.h>

#include "core/patch/series.h"
#include "sys/conf/branch-files.h"

/* Moves the fixes of that patch behind the first nr; returns the new nr. */
static size_t take(struct branch *b, size_t nr, const char *patch)
{
	for (size_t i = nr; i < b->nr_fixes; i++) {
		struct fix *f = b->fix[i];

		if (strcmp(f->patch, patch))
			continue;
		memmove(&b->fix[nr + 1], &b->fix[nr],
			(i - nr) * sizeof(*b->fix));
		b->fix[nr++] = f;
	}
	return nr;
}

int series_order(struct branch *b, const char *root, struct diag *why)
{
	char *path = branch_series(b, root);
	struct buf text = { 0 };
	struct series s = { 0 };
	struct diag ignored;
	size_t nr = 0;
	int ret = branch_series_read(&text, b, root, why);

	if (!ret && !series_parse(&s, buf_span(&text), path, &ignored))
		for (size_t i = 0; i < s.nr && nr < b->nr_fixes; i++)
			nr = take(b, nr, s.entry[i].name);
	else
		nr = b->nr_fixes;
	b->nr_in_series = nr;
	b->nr_steps = nr ? nr + 1 : 2;
	series_release(&s);
	buf_release(&text);
	free(path);
	return ret < 0 ? -1 : 0;
}

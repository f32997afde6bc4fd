// SPDX-License-Identifier: GPL-2.0-only
/* What a pair of changes is called, and how it is found. */
#include "core/compare/pair.h"

#include <stdlib.h>

static const char *const names[] = {
	[PAIR_IDENTICAL] = "identical", [PAIR_CONTEXT] = "context",
	[PAIR_SPACE] = "space", [PAIR_ADAPTED] = "adapted",
	[PAIR_MISSING] = "missing", [PAIR_EXTRA] = "extra",
};

const char *pair_kind_name(enum pair_kind kind)
{
	return names[kind];
}

bool pair_kind_needs_reason(enum pair_kind kind)
{
	return kind >= PAIR_ADAPTED;
}

const struct pair *pairing_find(const struct pairing *p, size_t up)
{
	size_t low = 0, high = p->nr;

	/* pairs stand in upstream's order, what the variant alone has behind */
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (p->pair[mid].up.nr && p->pair[mid].up.from <= up)
			low = mid;
		else
			high = mid;
	}
	return &p->pair[low];
}

void pairing_release(struct pairing *p)
{
	free(p->pair);
	*p = (struct pairing){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/* Whether a check can fail as the signatures of its fixes say. */
#include "sys/boot/signature.h"

#include <stdlib.h>
#include <string.h>

/* Does a file of the check hold that text? */
static bool holds(const struct guest_check *g, struct span text)
{
	for (size_t i = 0; i < g->nr; i++)
		if (memmem(buf_span(&g->file[i].bytes).at,
			   g->file[i].bytes.len, text.at, text.len))
			return true;
	return false;
}

/* True when a check is known to have other steps than the one of its name. */
static bool prints_steps(const struct guest_check *g)
{
	return g->check->kunit || g->nr_programs > 1 ||
	       holds(g, span_of("TAP version "));
}

/* Whether the check can have a step of that name, as far as that is known. */
static bool has_step(const struct guest_check *g, struct span name)
{
	const struct check *c = g->check;

	return c->kunit || c->ltp || c->selftest || holds(g, name) ||
	       span_equals(name, span_of(c->splat ? "splat" : c->name));
}

/*
 * 1 and *why when the signature names a step that the check does not have, or
 * is missing for a check that has steps.
 */
static int check_signature(const struct fix *f, const struct guest_check *g,
			   struct diag *why)
{
	struct span rest = span_of(fix_signature(f));
	bool given = f->signature || f->checked_by->signature;

	if (!span_trim(rest).len || (!given && !f->checked_by->splat &&
				     prints_steps(g))) {
		diag_set(why, NULL, 0, "fix '%s' has no signature: name the steps of its check that may fail without it, in " CHECKS "/%s/check.conf",
			 f->name, f->check);
		return 1;
	}
	while (rest.len) {
		const char *comma = memchr(rest.at, ',', rest.len);
		size_t n = comma ? (size_t)(comma - rest.at) : rest.len;
		struct span name = span_trim((struct span){ rest.at, n });

		if (!has_step(g, name)) {
			diag_set(why, NULL, 0, "the signature of fix '%s' names step '%.*s', which check '%s' does not have",
				 f->name, (int)name.len, name.at, f->check);
			return 1;
		}
		rest = span_skip(rest, comma ? n + 1 : n);
	}
	return 0;
}

/*
 * Asks it of the fixes of a check: *why says what is wrong with one of them.
 * Returns how many are right.
 */
static size_t count_right(const struct branch *b, const struct guest_check *g,
			  struct diag *why)
{
	size_t nr = 0;

	for (size_t i = 0; i < b->nr_fixes; i++)
		nr += b->fix[i]->checked_by == g->check &&
		      !check_signature(b->fix[i], g, why);
	return nr;
}

int guest_check_signatures(struct guest *g, const struct branch *b,
			   struct diag *why)
{
	struct diag *wrong = new_array(g->nr, sizeof(*wrong));
	const struct diag *first = NULL;
	size_t left = 0;
	bool divided = false;

	for (size_t i = 0; i < g->nr; i++) {
		size_t right = g->check[i].why ? 0 :
			count_right(b, &g->check[i], &wrong[i]);

		left += right > 0;
		if (!wrong[i].text[0])
			continue;
		divided |= right > 0;
		first = first ? first : &wrong[i];
	}
	divided |= !left;
	for (size_t i = 0; !divided && i < g->nr; i++)
		if (wrong[i].text[0])
			guest_leave_out(&g->check[i], &wrong[i]);
	if (divided && first)
		*why = *first;
	free(wrong);
	return divided && first ? 1 : 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/* What would make a boot fail that can be known before anything is built. */
#include "sys/boot/preflight.h"

#include <stdlib.h>
#include <string.h>

#include "sys/boot/guest.h"
#include "sys/boot/qemu-program.h"

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

int boot_preflight(const char *root, const struct branch *b,
		   struct strings *left_out, struct diag *why)
{
	char *version = qemu_version(b->target, why);
	struct guest g = { 0 };
	int ret = version ? guest_find(&g, root, b, why) : 1;

	for (size_t i = 0; !ret && i < b->nr_fixes; i++) {
		const struct guest_check *c =
			guest_check_of(&g, b->fix[i]->checked_by->name);

		if (!c->why)
			ret = check_signature(b->fix[i], c, why);
	}
	for (size_t i = 0; !ret && left_out && i < g.nr; i++)
		if (g.check[i].why)
			strings_add(left_out, g.check[i].why);
	guest_release(&g);
	free(version);
	return ret;
}

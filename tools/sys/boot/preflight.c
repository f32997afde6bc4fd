// SPDX-License-Identifier: GPL-2.0-only
/* What would make a boot fail that can be known before anything is built. */
#include "sys/boot/preflight.h"

#include <stdlib.h>
#include <string.h>

#include "sys/boot/guest.h"
#include "sys/boot/qemu.h"

/*
 * 1 and *why when the signature names a step that the check's program does not.
 */
static int check_signature(const struct fix *f, struct span program,
			   struct diag *why)
{
	struct span rest = span_of(f->signature ? f->signature : "");

	if (!span_trim(rest).len) {
		diag_set(why, NULL, 0, "fix '%s' has no signature: name the steps of its check that may fail without it",
			 f->name);
		return 1;
	}
	while (rest.len) {
		const char *comma = memchr(rest.at, ',', rest.len);
		size_t n = comma ? (size_t)(comma - rest.at) : rest.len;
		struct span name = span_trim((struct span){ rest.at, n });

		if (!memmem(program.at, program.len, name.at, name.len)) {
			diag_set(why, NULL, 0, "the signature of fix '%s' names step '%.*s', which check '%s' does not have",
				 f->name, (int)name.len, name.at, f->check);
			return 1;
		}
		rest = span_skip(rest, comma ? n + 1 : n);
	}
	return 0;
}

int boot_preflight(const char *root, const struct branch *b, struct diag *why)
{
	char *version = qemu_version(b->target, why);
	int ret = version ? 0 : 1;

	for (size_t i = 0; !ret && i < b->nr_fixes; i++) {
		struct guest g = { 0 };

		ret = guest_find(&g, root, b, b->fix[i], NULL, why);
		if (!ret)
			ret = check_signature(b->fix[i], buf_span(&g.init),
					      why);
		guest_release(&g);
	}
	free(version);
	return ret;
}

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_NEW_WARNINGS_H
#define SYS_BUILD_NEW_WARNINGS_H

#include <jansson.h>

#include "core/verdict/verdict.h"
#include "sys/build/build-warnings.h"
#include "sys/build/touched-objects.h"

/* What a build warned of, and what of it the other side's had not. */
struct new_warnings {
	struct warnings now, before;
	bool compared;		/* before's are known */
	const struct warning **new;
	bool *touched;		/* in a file that the fixes touch */
	size_t nr;
};

/*
 * Gathers the warnings of the build that k has just made; for after, compares
 * them with those that before kept. 0 or -1 and *why.
 */
int new_warnings_find(struct new_warnings *w, const struct kbuild *k,
		const struct strings *t, const char *side, struct diag *why);

/*
 * The new ones as an array, null when there was nothing to compare with; the
 * caller's reference.
 */
json_t *new_warnings_json(const struct new_warnings *w);

/*
 * PASS; with strict, FAIL for a new one in a touched file, and ERROR when
 * nothing could be compared. A sentence on what is new is added to reason.
 */
enum outcome new_warnings_judge(const struct new_warnings *w, bool strict,
				char *reason, size_t size);

/* Frees the contents and leaves *w empty. */
void new_warnings_release(struct new_warnings *w);

#endif

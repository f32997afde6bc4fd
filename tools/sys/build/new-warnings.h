/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_NEW_WARNINGS_H
#define SYS_BUILD_NEW_WARNINGS_H

#include <jansson.h>

#include "core/verdict/verdict.h"
#include "sys/build/build-warnings.h"
#include "sys/build/kernel.h"

/* The warnings of a build, and which of them the step before does not have. */
struct new_warnings {
	struct warnings now, before;
	bool compared;		/* those of the step before are known */
	const struct warning **new;
	bool *touched;		/* in a file that the fixes touch */
	size_t nr;
	struct step_name last;	/* the step before */
};

/*
 * Gathers the warnings of the build of a step that kbuild has just made, and
 * compares them with those that the step before kept. 0 or -1 and *why.
 */
int new_warnings_find(struct new_warnings *w, const struct kernel *k,
		      const struct kbuild *kbuild, size_t step,
		      struct diag *why);

/* The same of a step that has the warnings of another one, w->now. */
int new_warnings_compare(struct new_warnings *w, const struct kernel *k,
			 size_t step, struct diag *why);

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

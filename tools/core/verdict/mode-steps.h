/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_MODE_STEPS_H
#define CORE_VERDICT_MODE_STEPS_H

#include "core/console/console.h"
#include "core/text/strings.h"

/*
 * The steps of a check in the boots of one mode, by their names with the round,
 * "1.own", sorted: a check that passes because it ends early has not run what
 * fails without the fix. { 0 } is of no boot.
 */
struct mode_steps {
	struct strings failed;	/* in a boot with the fix's signature */
	struct strings passed;	/* in every boot */
	long boots;
};

/* Adds a boot; signature: it failed as the fix's signature says. */
void mode_steps_add(struct mode_steps *s, const struct console *c,
		    bool signature);

/*
 * The first step that fails without the fix and does not pass with it; NULL for
 * none. Borrowed.
 */
const char *mode_steps_missing(const struct mode_steps *without,
			       const struct mode_steps *with);

/* Frees the contents and leaves *s empty. */
void mode_steps_release(struct mode_steps *s);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_BUILD_WARNINGS_H
#define SYS_BUILD_BUILD_WARNINGS_H

#include "core/build/warnings.h"
#include "sys/build/kbuild.h"

/*
 * A side's build compiles only what the other side's left different: warnings
 * of all else are in a record beside the objects, obj/.warnings, which each
 * build brings up to date.
 */

/*
 * Reads what k's log says, adds what the record has of the rest, and writes the
 * record. 0 or -1 and *why; w is the caller's.
 */
int build_warnings_update(const struct kbuild *k, struct warnings *w,
		  struct diag *why);

/*
 * Writes them into the file warnings.json of a side's images. 0 or -1 and *why.
 */
int build_warnings_keep(const struct branch *b, const char *side,
		const struct warnings *w, struct diag *why);

/* True when that file is there. */
bool build_warnings_kept(const struct branch *b, const char *side);

/* Reads them back. 0, 1 when there are none, -1 and *why. */
int build_warnings_load(const struct branch *b, const char *side,
			struct warnings *w, struct diag *why);

#endif

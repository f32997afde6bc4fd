/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_APPLY_PLACE_H
#define CORE_APPLY_PLACE_H

#include "core/apply/placement.h"
#include "core/source/lines.h"

/*
 * Finds where h goes in t, given what the hunks placed so far leave. Never
 * fails: a refusal is a value of where->placed; nearest_line() then tells where
 * to look.
 */
void hunk_locate(const struct hunk *h, struct text *t,
		 const struct cursor *cursor, const struct place_options *how,
		 struct placement *where);

/*
 * Settles an ambiguous hunk on one of its candidate lines, which the other
 * hunks leave as the only one; unless its change is in the file already or the
 * line lies in the wrong function: then it stays ambiguous.
 */
void hunk_resolve(const struct hunk *h, struct text *t, long line,
		 struct placement *where);

/* Places a hunk refused for its function on its only place after all. */
void hunk_accept(const struct hunk *h, struct text *t,
		 struct placement *where);

#endif

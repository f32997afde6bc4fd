/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_REASON_H
#define CORE_COMPARE_REASON_H

#include "core/compare/pair.h"
#include "core/mail/trailers.h"

/*
 * Does a variant's header explain a pair? A note must name what it is about,
 * the function, the hunk ("hunk 3"), or the file for what stands in no
 * function; and it must say what became of it.
 */
enum reason {
	REASON_NOT_NEEDED,
	REASON_GIVEN,
	REASON_NONE,		/* the header has no note that counts */
	REASON_UNNAMED,		/* no note names it */
	REASON_ONE_PLACE,	/* stands elsewhere: the note must name both */
	REASON_UNFIT,		/* the note does not say what became of it */
	REASON_VALUE,		/* lines differ by a value that no note names */
};

/* The notes of a variant that can be a reason: not upstream's own. */
struct reasons {
	const struct notes *notes;
	const struct notes *upstream;	/* may be NULL */
	size_t nr;			/* of those that can be a reason */
};

/* Counts the notes that can be a reason; both must outlive *r. */
void reasons_find(struct reasons *r, const struct notes *notes,
		  const struct notes *upstream);

/* Looks for the note that explains the pair. */
enum reason reason_of(const struct reasons *r, const struct pairing *p,
		      const struct pair *pair);

/*
 * Adds what the header lacks, as the rest of a sentence that began with the
 * pair and its kind.
 */
void reason_explain(enum reason reason, const struct pairing *p,
		    const struct pair *pair, struct buf *out);

#endif

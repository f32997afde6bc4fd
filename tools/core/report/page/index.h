/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_INDEX_H
#define CORE_REPORT_PAGE_INDEX_H

#include "core/text/buf.h"
#include "core/verdict/verdict.h"

/* A branch of one of several projects; all borrowed, "" where not known. */
struct index_row {
	const char *project, *branch, *base, *reason;
	const char *written;	/* when its results were, RFC 3339 */
	const char *report;	/* relative URL of its page, "": there is none */
	enum verdict verdict;
};

/*
 * Writes a page with a line per row, the worst first, that needs no script and
 * nothing beside it; csp is its policy.
 */
void report_index(const struct index_row *row, size_t nr, const char *csp,
		  struct buf *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_TABLE_H
#define CORE_REPORT_TABLE_H

#include "buf.h"
#include "verdict.h"

/* What is known of a branch; strings are borrowed. */
struct report_row {
	const char *branch, *base;
	struct stage_word stage[NR_STAGES];
	double seconds[NR_STAGES];	/* as stored with the stage */
	bool judged;		/* it has a verdict */
	enum verdict verdict;
	const char *reason;	/* the verdict's */
};

/* How many branches came to what. */
struct report_count {
	size_t verdict[SKIPPED + 1];	/* by enum verdict */
	size_t unjudged;
};

/* Counts the rows. */
struct report_count report_count(const struct report_row *rows, size_t nr);

/* How the matrix as a whole went. */
enum report_sum {
	REPORT_PROVED,	/* at least one branch, and nothing wrong */
	REPORT_WRONG,	/* a branch is unproved, broken, in error, or came to no verdict */
	REPORT_NOTHING,	/* nothing was judged; with strict also when a branch was skipped */
};

/* Sums the matrix up; a skipped branch is never a success. */
enum report_sum report_sum(const struct report_count *count, bool strict);

/* Writes the table for a terminal, then a sentence for each branch that is not proved, then the sum. */
void report_table(const struct report_row *rows, size_t nr, bool colour,
		  struct buf *out);

#endif

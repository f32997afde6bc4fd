/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MATRIX_PROGRESS_H
#define CORE_MATRIX_PROGRESS_H

#include "core/text/buf.h"
#include "core/verdict/verdict.h"

/* What is seen of a branch while the matrix runs; strings are borrowed. */
struct progress {
	const char *branch;
	unsigned long running;	/* bit 1 << enum stage_name */
	enum stage_name stage;	/* of those, the one that is told of */
	double elapsed_s;	/* of that stage */
	double left_s;		/* estimated; negative when not known */
	/*
	 * objects compiled, and how many there were last time; total 0 when
	 * not known
	 */
	long done, total;
	const char *said;	/* last line of its console; NULL for none */
	unsigned long there;	/* bit 1 << enum stage_name: it has a result */
	enum outcome outcome[NR_PLANNED];
	bool judged;
	enum verdict verdict;
	const char *reason;
	double took_s;		/* of all stages, when judged */
};

/* How lines are drawn. */
struct progress_style {
	int width;	/* columns; never more are used */
	int branch;	/* columns for the branches' names */
	bool colour, utf8;
};

/*
 * Adds one line about the branch, without its \n: stage, bar, times, the
 * console's last words.
 */
void progress_line(const struct progress *p, const struct progress_style *style,
		   struct buf *out);

/*
 * Adds a line for each thing that has come about since then, for a log: a stage
 * that began or ended, a verdict. Returns how many.
 */
size_t progress_events(const struct progress *then, const struct progress *now,
		       struct buf *out);

#endif

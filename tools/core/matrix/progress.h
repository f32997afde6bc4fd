/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MATRIX_PROGRESS_H
#define CORE_MATRIX_PROGRESS_H

#include "core/text/buf.h"
#include "core/verdict/verdict.h"

/* A stage. */
struct progress_stage {
	bool running, there;	/* there: it has a result */
	enum outcome outcome;
};

/* What is seen of a branch while the matrix runs; strings are borrowed. */
struct progress {
	const char *branch;
	size_t nr_steps;
	struct progress_stage *stage;	/* stage_count() of them */
	size_t told;	/* the running stage that the line is about */
	double elapsed_s;	/* of that stage */
	double left_s;		/* estimated; negative when not known */
	/*
	 * objects compiled, and how many there were last time; total 0 when
	 * not known
	 */
	long done, total;
	const char *said;	/* last line of its console; NULL for none */
	bool at_rest;		/* no matrix runs that it could wait for */
	bool judged;
	enum verdict verdict;
	const char *reason;
	double took_s;		/* of all stages, when judged */
};

/* True when one of the branch's stages runs. */
bool progress_is_running(const struct progress *p);

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
 * Adds a line, for a log, for each stage that began or ended since then, and
 * for a verdict. Returns how many.
 */
size_t progress_events(const struct progress *then, const struct progress *now,
		       struct buf *out);

#endif

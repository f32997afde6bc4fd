/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_HISTORY_H
#define CORE_REPORT_HISTORY_H

#include "core/matrix/matrix.h"

/* A run of the past. */
struct past_run {
	long nr;
	const struct matrix *report;
};

/*
 * Writes a table with one line per run, the oldest first, and one column per
 * branch; below it one sparkline per branch of how long its stages took
 * (Unicode blocks with utf8, else ASCII); then what changed between the last
 * two runs.
 */
void report_past(const struct past_run *run, size_t nr, bool utf8,
		 struct buf *out);

/*
 * Writes a line for each thing that differs from then to now: verdicts,
 * outcomes, inputs of stages. Returns how many.
 */
size_t report_changes(const struct matrix *then, const struct matrix *now,
		      struct buf *out);

/*
 * Adds one letter per value, low to high, scaled to the largest; a negative
 * value is a blank.
 */
void spark_add(struct buf *out, const double *value, size_t nr, bool utf8);

#endif

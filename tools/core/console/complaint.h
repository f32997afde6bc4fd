/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_COMPLAINT_H
#define CORE_CONSOLE_COMPLAINT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/console/complaint-table.h"
#include "core/text/span.h"

#define COMPLAINTS_MAX 20	/* kept; what tells less is only counted */

/* One incident: its lines up to "end trace" count once. */
struct complaint {
	enum complaint_kind kind;	/* the worst of its lines */
	struct span text;	/* borrowed from the log: the line that tells */
	long lineno;	/* in the console log, from 1 */
	bool early;	/* before the guest spoke */
};

struct complaints {
	struct complaint first[COMPLAINTS_MAX];
	size_t nr;	/* in first[] */
	/* all of them; a panic counts as an oops */
	size_t nr_oops, nr_warning;
	size_t nr_early;	/* of those, before the guest spoke */
	struct span early[COMPLAINTS_MAX];	/* texts of the first */
	/* borrowed: the first panic line; empty if none */
	struct span panic;
	/* the incident under way */
	bool open;
	long opened;	/* its first line */
	struct complaint incident;
	struct complaint *current;	/* in first[]; NULL: it is not kept */
};

/*
 * The row of the table that says what a console line, cleaned of control
 * characters, complains of; NULL: nothing.
 */
const struct complaint_row *complaint_row_of(struct span line);

/* Its kind; NO_COMPLAINT when there is none. */
enum complaint_kind complaint_in(struct span line);

/*
 * Takes the next line of the kernel, which may be NO_COMPLAINT; ends_trace says
 * that the incident under way ends with it.
 */
void complaints_take(struct complaints *c, const struct complaint *now,
		     bool ends_trace);

/* A line of the guest ends the incident under way. */
void complaints_close(struct complaints *c);

/*
 * The worst complaint after the guest spoke: a panic, else an oops, else a
 * warning; NULL if none.
 */
const struct complaint *complaints_worst(const struct complaints *c);

/* line without the time stamps that printk and firmware put before it. */
struct span complaint_text(struct span line);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_REPORT_H
#define CMD_REPORT_REPORT_H

#include "cmd/cmd.h"
#include "core/text/buf.h"
#include "sys/matrix/read.h"

/* Where a report goes. */
struct report_to {
	const char *file;	/* NULL: stdout */
	/* where out/ is published, without a / at its end; NULL: nowhere */
	const char *url;
};

/* Writes the page; its links to logs are relative to its file. */
void report_html(const struct ctx *ctx, struct stored_matrix *f,
		 const struct report_to *to, struct buf *out);

/* Appends the branches named (none: all) to the history. 0 or -1 and *why. */
int report_remember(const struct stored_matrix *f, char *const *names,
		    struct diag *why);

/* Prints the last nr runs; returns the exit status. */
int report_show_history(const struct ctx *ctx, char *const *names, long nr);

/*
 * Prints what changed from a run (its number, or a date: the last until then)
 * to the stored results; returns the exit status.
 */
int report_show_since(const struct ctx *ctx, const struct stored_matrix *f,
		      const char *since);

/* True when colour is wanted on stdout: a terminal, and no NO_COLOR. */
bool report_wants_colour(void);

/*
 * Columns of the terminal: COLUMNS, else what it says; 0 when stdout is none.
 */
int report_width(void);

/* True when the locale's letters are UTF-8. */
bool report_utf8(void);

#endif

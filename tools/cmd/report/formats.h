/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_FORMATS_H
#define CMD_REPORT_FORMATS_H

#include "cmd/cmd.h"
#include "cmd/report/destination.h"
#include "core/text/buf.h"
#include "sys/matrix/read.h"

/* A form of a report. */
struct format {
	/* for --publish, below out/; NULL: not among them */
	const char *name, *file;
	bool with_logs;
	const char *nothing;	/* what it means that one is empty; or NULL */
	/* NULL for one that is no form of the matrix as it is */
	void (*write)(const struct ctx *ctx, struct stored_matrix *f,
		      const struct report_to *to, struct buf *out);
};

enum {
	FORMAT_TABLE, FORMAT_JSON, FORMAT_KTAP, FORMAT_JUNIT, FORMAT_KCIDB,
	FORMAT_HTML, FORMAT_OPENVEX, FORMAT_MAIL, NR_FORMATS,
};

extern const struct format formats[NR_FORMATS];

/* The one of that name; NULL when there is none. */
const struct format *format_named(const char *name);

#endif

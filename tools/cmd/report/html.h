/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_HTML_H
#define CMD_REPORT_HTML_H

#include "cmd/cmd.h"
#include "cmd/report/destination.h"
#include "core/text/buf.h"
#include "sys/matrix/read.h"

/* Writes the page; its links to logs are relative to its file. */
void report_html(const struct ctx *ctx, struct stored_matrix *f,
		 const struct report_to *to, struct buf *out);

/*
 * Adds the policy of a page that has the template's style, and with script its
 * script too.
 */
void report_policy(struct buf *out, bool script);

#endif

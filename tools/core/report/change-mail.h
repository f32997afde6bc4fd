/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_CHANGE_MAIL_H
#define CORE_REPORT_CHANGE_MAIL_H

#include "core/mail/address.h"
#include "core/matrix/matrix.h"

/* A mail of what changed since a run; all borrowed. */
struct change_mail {
	const struct addresses *from, *to;
	const char *id;		/* its Message-ID, without <> */
	long long when;		/* seconds since 1970; its Date: is in UTC */
	const struct matrix *now;
	long run;		/* since that one */
	const char *ended;	/* when it did, RFC 3339 */
	struct span changes;	/* of report_changes() */
	size_t nr_changes;
	const char *url;	/* where out/ is published; NULL: nowhere */
};

/* Writes it, headers and body, as RFC 5322 wants it, with LF at line ends. */
void report_change_mail(const struct change_mail *m, struct buf *out);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_MAIL_H
#define CMD_REPORT_MAIL_H

#include "cmd/cmd.h"
#include "cmd/report/destination.h"
#include "core/mail/address.h"
#include "sys/matrix/read.h"

/* A mail of what changed. */
struct report_mail {
	const char *since;	/* a run's number, or a date */
	char *const *names;	/* of these branches; none: all */
	struct report_to where;
	struct addresses to;	/* none: those of the configuration */
	bool send;		/* and not write it anywhere */
};

/*
 * Mails what changed since that run to the stored results, or says on stderr
 * that nothing did; returns the exit status.
 */
int report_mail_since(const struct ctx *ctx, const struct stored_matrix *f,
		      const struct report_mail *m);

/* "Name <mail>", or the mail of one without a name; caller frees. */
char *report_address(const struct address *a);

/*
 * Whom what is reported is from: [mail] from, or git's configured identity. 0
 * or -1 and *why; addresses_release() either way.
 */
int report_find_from(const struct ctx *ctx, struct addresses *from,
		     struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_DEP3_H
#define CORE_MAIL_DEP3_H

#include "core/mail/read.h"
#include "core/text/buf.h"

/*
 * What a DEP-3 header says besides the patch's own message. Borrowed; NULL when
 * not known.
 */
struct dep3 {
	/* 12 to 40 hex: the commit that it is a backport of */
	const char *upstream;
	const char *since;	/* the first release that has it */
	/* YYYY-MM-DD of the last update; the mail's date without one */
	const char *date;
	const char *subject;	/* when the mail has none */
	/* the patch file, whose own header is kept; may be empty */
	struct span text;
};

/*
 * Adds a DEP-3 header (dep-team.debian.net/deps/dep3), up to and with its
 * "---": subject and message as Description, the trailers as fields, the links
 * to bugs as Bug.
 */
void dep3_write(struct buf *out, const struct mail *m, const struct dep3 *d);

#endif

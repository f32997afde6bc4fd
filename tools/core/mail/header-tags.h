/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_HEADER_TAGS_H
#define CORE_MAIL_HEADER_TAGS_H

#include "core/mail/read.h"
#include "core/mail/trailers.h"

/*
 * What DEP-3 and SUSE's patches say in front of the message, and a commit in
 * its trailers: reviewers, bugs, references.
 */

/*
 * Adds to out, a line each, the fields in the first paragraph of the patch file
 * text that tell of reviewers, bugs and references, but for those that the
 * message has too.
 */
void header_tags_add(struct buf *out, struct span text, struct span message);

/* The value of one field of that paragraph; empty when it has none. */
struct span header_tag(struct span text, const char *key);

/*
 * Adds the message of m as stable wants it to out: with "commit ID upstream."
 * in front unless it has such a line or upstream is NULL, and with the
 * fields that header_tags_add() adds in its last block of trailers.
 */
void stable_message(struct buf *out, const struct mail *m, struct span text,
		    const char *upstream);

#endif

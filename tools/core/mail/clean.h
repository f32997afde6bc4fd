/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_CLEAN_H
#define CORE_MAIL_CLEAN_H

#include <stdbool.h>

#include "core/text/buf.h"

/* What git am does to a mail's parts before it makes a commit of them. */

/* White space runs become one space. */
void clean_spaces(struct buf *b);

/*
 * Takes Re:, [PATCH ...] and white space off the front, and white space off the
 * end. Other tags stay, as with git am --keep-non-patch: "[media] x".
 */
void clean_subject(struct buf *b);

/*
 * A subject's number in its series, and of how many: 2 and 3 for "[PATCH v2
 * 2/3]"; both 0 when it has none. False for a reply: "Re: [PATCH 2/3]".
 */
bool subject_number(const char *subject, int *part, int *parts);

/*
 * subject without the [tags] in front of it, which name who it is for:
 * [SRU][J], [media].
 */
const char *subject_untagged(const char *subject);

/*
 * Adds s to out without trailing white space and needless empty lines, as git
 * stripspace does.
 */
void clean_message(struct span s, struct buf *out);

/*
 * The name and address in a From: value, as git am reads them. name and email
 * are emptied first.
 */
void parse_from(struct span value, struct buf *name, struct buf *email);

/* What git takes off both ends of a name or address, and <, > and \n inside. */
void clean_ident(struct buf *b);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_MAILBOX_H
#define CORE_MAIL_MAILBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "core/mail/read.h"

/*
 * How many mails the file holds, a mailbox by its From_ lines as git mailsplit
 * tells them: 1 for any other text.
 */
size_t mail_count(struct span text);

/*
 * Cuts the next mail off *rest into *mail, with its From_ line; a text that is
 * no mailbox is one mail. False when *rest is empty.
 */
bool mail_next(struct span *rest, struct span *mail);

/*
 * A mail of a mailbox that holds no diff may be left out: 0 for a cover letter,
 * an answer, or one without a number. A patch of a series, "[PATCH 2/3]", has
 * lost its diff: -1 and *why.
 */
int mail_leave_out(const struct mail *m, const char *path, long lineno,
		   struct diag *why);

#endif

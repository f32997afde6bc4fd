/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_MAILBOX_H
#define CORE_MAIL_MAILBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

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

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_PLAIN_H
#define CORE_MAIL_PLAIN_H

#include "core/mail/headers.h"

/*
 * Reads the top of a text that has no header of a mail: Mercurial's export
 * ("# HG changeset patch"), or a message whose first line, with an empty one
 * behind, is the subject (quilt, StGit). r->line is then the body's first line.
 * False, and nothing read, for a mail or a DEP-3 header.
 */
bool plain_top(struct reader *r);

#endif

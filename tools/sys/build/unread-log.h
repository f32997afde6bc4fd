/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BUILD_UNREAD_LOG_H
#define SYS_BUILD_UNREAD_LOG_H

#include <stddef.h>

#include "core/text/diag.h"

/*
 * A log says once what the compiler warns of: what it compiled is not compiled
 * again. So a note beside obj names the log of a make until its warnings are
 * in the record; when the one that started the make was ended before that, the
 * next one reads them.
 */

/* Notes the log; what it says from that byte on is about the objects in obj. */
int unread_log_note(const char *work, const char *log, size_t from,
		    struct diag *why);

/* Brings obj's record up to date with the log that a left note names. */
int unread_log_read(const char *work, const char *obj, const char *src,
		    struct diag *why);

/* Removes the note: the record is up to date. */
int unread_log_done(const char *work, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_NOTICE_H
#define SYS_IMPORT_NOTICE_H

/*
 * Says where to tell the user what takes long (a download); until a command
 * calls it, nothing is told.
 */
void import_tell(void (*say)(const char *sentence));

/* Tells it. */
void import_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_NOTICE_H
#define SYS_IMPORT_NOTICE_H

/*
 * Sets what is called with a sentence on what takes long, such as a download.
 * Until a command sets it, nothing is told.
 */
void import_on_notice(void (*say)(const char *sentence));

/* Tells the user so. */
void import_notice(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_STORE_LIVE_LOG_H
#define SYS_STORE_LIVE_LOG_H

#include <stddef.h>
#include <sys/types.h>

/* A log that grows, read on from where it was left; { 0 } at first. */
struct follow {
	off_t at;	/* the start of the first line not read yet */
	ino_t file;
	long compiles;	/* so far */
};

/*
 * Reads what has come and returns how many lines so far are compilers'
 * (buildlog_is_compile()); begins anew when the file is another or shorter.
 */
long follow_compiles(struct follow *f, const char *path);

/*
 * Copies the last line that is not blank of folder's newest file whose name
 * begins with prefix and ends in .log.
 */
void follow_newest(const char *folder, const char *prefix, char *line,
		   size_t size);

#endif

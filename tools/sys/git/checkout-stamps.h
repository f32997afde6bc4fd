/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_CHECKOUT_STAMPS_H
#define SYS_GIT_CHECKOUT_STAMPS_H

#include <git2.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "core/text/diag.h"

/*
 * What was on disk right after a file was written: as long as it holds, the
 * file is untouched.
 */
struct stamp {
	char *path;	/* below the checkout */
	git_oid id;
	bool exec;
	uint64_t size, inode;
	int64_t mtime_ns;
};

/* The record of a checkout, kept beside it. */
struct stamps {
	struct stamp *at;
	size_t nr, cap;
};

/* Frees the contents and leaves *s empty. */
void stamps_release(struct stamps *s);

/* Adds one: the file at path (copied) that holds id and looks like st. */
void stamps_add(struct stamps *s, const char *path, const git_oid *id,
		const struct stat *st);

/*
 * The stamp of path, NULL when there is none. *s must come from stamps_read().
 */
const struct stamp *stamps_find(const struct stamps *s, const char *path);

/*
 * Asks whether the file that looks like st is still the one that was stamped.
 */
bool stamp_holds(const struct stamp *stamp, const struct stat *st);

/*
 * Reads the record at path, sorted; one that is not understood gives none, so
 * that every file is looked at. 0 or -1 and *why.
 */
int stamps_read(struct stamps *s, const char *path, struct diag *why);

/* Publishes it. 0 or -1 and *why. */
int stamps_write(const struct stamps *s, const char *path, struct diag *why);

#endif

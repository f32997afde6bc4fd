/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_FAST_IMPORT_H
#define SYS_IMPORT_FAST_IMPORT_H

#include <git2.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/text/diag.h"
#include "sys/os/piped.h"

/*
 * One tree, file after file in any order, into a single pack and a commit without parents
 * whose id depends on the tree alone (git fast-import does the packing, at half the cost of a
 * second pass over loose objects). After a call that returns false only feed_end() or feed_stop().
 */
struct feed {
	struct child git;
	struct buf line;
};

/* Begins in the bare repository at gitdir. 0 or -1 and *why; feed_stop() either way. */
int feed_start(struct feed *f, const char *gitdir, struct diag *why);

/* The file or link at path with mode; exactly size bytes follow by feed_bytes(). */
bool feed_file(struct feed *f, const char *path, unsigned int mode,
	       uint64_t size);
bool feed_bytes(struct feed *f, const void *bytes, size_t len);

/* Ends the file that feed_file() began. */
bool feed_file_end(struct feed *f);

/* path becomes what from, fed before, is. */
bool feed_copy(struct feed *f, const char *from, const char *path);

/* The whole tree becomes the folder at path in it. */
bool feed_strip(struct feed *f, const char *path);

/* The whole tree is this one, which the repository has. */
bool feed_tree(struct feed *f, const git_oid *tree);

/* Packs and commits to refs/heads/base of the repository. 0 or -1 and *why. */
int feed_end(struct feed *f, struct diag *why);

/* Ends it without a commit. */
void feed_stop(struct feed *f);

#endif

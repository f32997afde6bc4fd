/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_FAST_IMPORT_H
#define SYS_IMPORT_FAST_IMPORT_H

#include <git2.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/text/diag.h"
#include "sys/os/piped.h"

/* No kernel's tree has so many files or bytes; what claims to is refused. */
#define IMPORT_FILES_MAX	250000
#define IMPORT_MIB_MAX		6144

/*
 * One tree, file after file in any order, into a single pack and a commit
 * without parents whose id depends on the tree alone (git fast-import does the
 * packing, at half the cost of a second pass over loose objects). After a call
 * that returns false only fast_import_end() or fast_import_stop().
 */
struct fast_import {
	size_t files;		/* sent so far */
	uint64_t bytes;
	struct piped git;
	struct buf line;
};

/*
 * Begins in the bare repository at gitdir. 0 or -1 and *why; fast_import_stop()
 * either way.
 */
int fast_import_start(struct fast_import *f, const char *gitdir,
		      struct diag *why);

/*
 * The file or link at path with mode; exactly size bytes follow
 * by fast_import_bytes().
 */
bool fast_import_file(struct fast_import *f, const char *path,
		      unsigned int mode, uint64_t size);
bool fast_import_bytes(struct fast_import *f, const void *bytes, size_t len);

/* 0, or -1 and *why when what was sent of source is above the limits. */
int fast_import_check(const struct fast_import *f, const char *source,
		      struct diag *why);

/* Ends the file that fast_import_file() began. */
bool fast_import_file_end(struct fast_import *f);

/* path becomes what from, fed before, is. */
bool fast_import_copy(struct fast_import *f, const char *from,
		      const char *path);

/* The whole tree becomes the folder at path in it. */
bool fast_import_strip(struct fast_import *f, const char *path);

/* The whole tree is this one, which the repository has. */
bool fast_import_tree(struct fast_import *f, const git_oid *tree);

/* Packs and commits to refs/heads/base of the repository. 0 or -1 and *why. */
int fast_import_end(struct fast_import *f, struct diag *why);

/* Ends it without a commit. */
void fast_import_stop(struct fast_import *f);

#endif

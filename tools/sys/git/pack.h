/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_PACK_H
#define SYS_GIT_PACK_H

#include <git2.h>
#include <stdbool.h>

#include "core/text/diag.h"
#include "sys/git/object.h"

/*
 * New objects on their way into a repository, all in one pack. Threads deflate
 * them while more are added. Nothing is seen in the repository before
 * pack_publish(): a killed program leaves a tmp_pack_* file, which git gc
 * removes as one of its own.
 */
struct pack;

/* The level all of it is deflated with: zlib's fastest. */
#define PACK_LEVEL	1

/* A pack for repo, which must outlive it. NULL and *why. */
struct pack *pack_new(git_repository *repo, struct diag *why);

/*
 * Adds an object unless it is there already, and marks it saved; its bytes are
 * shared, not copied. from is an older version that a delta may be made from,
 * NULL for none.
 */
void pack_add(struct pack *p, git_object_t kind, struct gitobject *b,
	      struct gitobject *from);

/*
 * Finishes the pack and makes it part of the repository, unless it is empty. 0
 * or -1 and *why.
 */
int pack_publish(struct pack *p, struct diag *why);

/* Frees it; what was not published is gone. NULL is fine. */
void pack_free(struct pack *p);

#endif

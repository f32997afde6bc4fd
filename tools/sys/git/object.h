/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_OBJECT_H
#define SYS_GIT_OBJECT_H

#include <git2.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "core/text/hash.h"

/*
 * The bytes of a git object, shared and never changed: the tree in memory, its
 * undo log and the threads that deflate hold the same ones.
 */
struct gitobject {
	atomic_uint refs;
	bool known;		/* id is its id */
	/* in the repository, or on its way into a pack */
	bool saved;
	unsigned int depth;	/* of its delta chain in our pack */
	git_oid id;
	struct span bytes;
	char *own;		/* one of these two holds the bytes */
	git_odb_object *object;
};

/*
 * Takes over the buffer's contents, *b being empty after. The caller holds the
 * one reference.
 */
struct gitobject *gitobject_new(struct buf *b);

/*
 * Reads an object of the repository; unless it is trusted, its bytes must hash
 * to its id. The caller holds the one reference. NULL and *why.
 */
struct gitobject *gitobject_read(git_odb *odb, const git_oid *id, bool trusted,
				 struct diag *why);

/*
 * Whether libgit2 hashes what it reads, which is slow. This is set for the
 * whole process, so switch it off only while gitobject_read() is what reads.
 */
void gitobject_hash_by_libgit2(bool wanted);

/* One more reference; NULL stays NULL. */
struct gitobject *gitobject_ref(struct gitobject *b);

/* Drops a reference; NULL is fine. */
void gitobject_put(struct gitobject *b);

/* Its id as an object of that kind, hashed when first asked for. */
const git_oid *gitobject_id(struct gitobject *b, git_object_t kind);

/*
 * The id of bytes as a git object. libcrypto's SHA-1, several times faster
 * than libgit2's.
 */
void gitobject_hash(git_oid *id, git_object_t kind, struct span bytes);

/* The hash of an id, for a table. */
static inline uint32_t hash_id(const git_oid *id)
{
	return hash_line((struct span){ (const char *)id->id, sizeof(id->id) });
}

#endif

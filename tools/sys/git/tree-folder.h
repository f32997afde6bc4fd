/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_TREE_FOLDER_H
#define SYS_GIT_TREE_FOLDER_H

#include <git2.h>
#include <stdbool.h>

#include "core/text/diag.h"
#include "sys/git/object.h"

/*
 * One folder of a tree in memory: the bytes of its git tree object, and on top
 * the entries that somebody looked at. The others are never parsed into
 * anything, so that a folder of a thousand files costs a walk over its bytes.
 */
struct folder;

#define MODE_FOLDER	0040000
#define MODE_LINK	0120000
#define MODE_MODULE	0160000

struct entry {
	char *name;
	unsigned int mode;	/* git's; 0: not there */
	/* good while blob is NULL and sub is not stale */
	git_oid id;
	struct gitobject *blob;	/* contents of a file, once read or written */
	/* what was last saved of it, to make a delta from */
	struct gitobject *last;
	struct folder *sub;	/* a folder, once opened; may outlive mode */
	size_t ahead;		/* reading ahead: its number; 0: none */
	size_t uses;		/* patches to come that touch it */
	size_t at;		/* in the folder's bytes; NOT_IN_BYTES */
	struct folder *folder;	/* that it stands in */
};

#define NOT_IN_BYTES	((size_t)-1)

struct folder {
	struct folder *parent;
	struct entry *in_parent;	/* NULL for the root */
	struct gitobject *bytes;	/* of the tree object */
	struct gitobject *last;	/* as last saved, to make a delta from */
	struct entry **entry;	/* those looked at, by name */
	size_t nr, cap;
	/* entries that are there, in bytes and on top */
	size_t live;
	bool stale;		/* bytes and id are older than the entries */
	bool unsaved;		/* not all below it is in the repository */
};

/*
 * A folder on top of the bytes of a git tree (taken over; NULL for an empty
 * one). NULL and *why if they are torn.
 */
struct folder *folder_new(struct entry *in_parent, struct gitobject *bytes,
			  struct diag *why);

/* Frees it and all below; NULL is fine. */
void folder_free(struct folder *f);

/* The entry of that name, made (with mode 0) if it is not there. Owned by f. */
struct entry *folder_entry(struct folder *f, const char *name, size_t len);

/*
 * Changes an entry's mode and contents (a reference taken over) and marks what
 * stands above as stale.
 */
void entry_set(struct entry *e, unsigned int mode, struct gitobject *blob,
	       const git_oid *id);

/* Makes f's bytes anew from its entries, whose ids must be right. */
void folder_rebuild(struct folder *f);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_TRANSACTION_H
#define SYS_IMPORT_TRANSACTION_H

#include <git2.h>

#include "core/text/diag.h"

/*
 * A base on its way in: a repository of its own, linux.git/incoming, that
 * borrows the cache's objects. Nothing reaches the cache before all is there;
 * then its packs are moved and the ref is set last. What a killed import left
 * is finished, if all was there, or removed, by the next one. A lock lets one
 * import at a time do this.
 */
struct transaction {
	git_repository *cache, *repo;
	char *path;	/* of repo */
	int lock;	/* -1: not held */
};

/*
 * Waits for its turn, puts right what an interrupted one left, and begins. 0 or
 * -1 and *why; transaction_end() either way.
 */
int transaction_begin(struct transaction *t, git_repository *cache,
		   struct diag *why);

/*
 * Takes the lock and puts right what an interrupted one left, no more: for the
 * removal of a base. Same rules.
 */
int transaction_recover(struct transaction *t, git_repository *cache,
		   struct diag *why);

/*
 * Begins once more, after a source that failed: nothing of it stays, nor what
 * was borrowed from it. 0 or -1 and *why, which else stays as it is.
 */
int transaction_restart(struct transaction *t, struct diag *why);

/*
 * Makes repo borrow objects from the folder at objects, too. 0 or -1 and *why.
 */
int transaction_borrow(struct transaction *t, const char *objects,
		    struct diag *why);

/* Remembers that the commit's parents are left out. 0 or -1 and *why. */
int transaction_cut(struct transaction *t, const git_oid *commit,
		    struct diag *why);

/*
 * Reads the id of the commit that a feed or a fetch left under ref. 0 or -1
 * and *why.
 */
int transaction_find_commit(struct transaction *t, const char *ref,
			    git_oid *commit, struct diag *why);

/*
 * Makes commit, which repo has, the base of that name; from says in a few words
 * where it was found. Refuses one of which a file is neither in repo itself nor
 * in the cache. 0 or -1 and *why.
 */
int transaction_commit(struct transaction *t, const char *name,
		       const git_oid *commit, const char *from,
		       struct diag *why);

/*
 * Removes it if it did not land, and lets the next one in. failed: why it did
 * not, or NULL; where that is a full disk, it gets what to do about it.
 */
void transaction_end(struct transaction *t, struct diag *failed);

#endif

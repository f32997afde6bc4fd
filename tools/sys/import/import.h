/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_IMPORT_H
#define SYS_IMPORT_IMPORT_H

#include <git2.h>

#include "core/text/diag.h"
#include "sys/conf/conf.h"

/*
 * Puts source's tree (a git directory at rev, a kernel tarball, or a folder)
 * under refs/bases/name, packed. All or nothing, also when killed: a ref is
 * moved last, and what an interrupted import left is put right by the next. A
 * base of that name is replaced. A git commit is kept without its parents; any
 * other tree gets a commit whose id depends on the tree alone. 0 or -1 and
 * *why.
 */
int import_base(git_repository *repo, const char *name, const char *source,
		const char *rev, struct diag *why);

/*
 * Gets the branch's base, unless it is there, from the first of README's four
 * sources that works. 0: it is there; 1: no source has it, and *why tells the
 * command that would provide it; -1: could not be carried out.
 */
int import_branch(git_repository *repo, const struct conf *conf,
		  const struct branch *branch, struct diag *why);

/* What asking the sources again gave; ids are of commits. */
struct base_move {
	bool had, moved;	/* there was a base; it is another one now */
	git_oid was, is;
	long nr_commits;	/* between them; -1 when nobody here can tell */
};

/*
 * Asks the configured sources for the branch's base again and takes what they
 * have, when that is another one, in place of what is there. Returns as
 * import_branch(); *m is good for 0.
 */
int import_update(git_repository *repo, const struct conf *conf,
		  const struct branch *branch, struct base_move *m,
		  struct diag *why);

/*
 * As import_branch(), but nothing is fetched and nothing written: 1 and *why,
 * too, when a configured source might have it.
 */
int import_find(git_repository *repo, const struct branch *branch,
		struct diag *why);

/*
 * Removes the base of that name. Its objects stay for unneeded_objects(), which
 * keeps the trees that results name. 0 or -1 and *why.
 */
int import_remove(git_repository *repo, const char *name, struct diag *why);

/* What was noted when a base came in; empty strings when nothing was. */
struct base_record {
	char date[32];	/* RFC 3339 */
	char files[16];	/* their number */
	char from[1024];
};

/* Reads it, for the base of that name. 0 or -1 and *why. */
int import_record(git_repository *repo, const char *name,
		  struct base_record *r, struct diag *why);

#endif

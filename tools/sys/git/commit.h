/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_COMMIT_H
#define SYS_GIT_COMMIT_H

#include <git2.h>

#include "core/mail/read.h"
#include "core/text/buf.h"
#include "core/text/diag.h"
#include "sys/git/object.h"

/* Commits as git am writes them. */

/* Who and when. Strings are owned. */
struct ident {
	char *name, *email;
	long long when;		/* seconds since 1970 */
	int zone_min;		/* minutes east of UTC */
};

/*
 * The committer from git's environment (GIT_COMMITTER_NAME, _EMAIL, _DATE) and
 * configuration (user.name, user.email), now if no date is given. 0 or -1 and
 * *why; ident_release() either way.
 */
int ident_committer(struct ident *id, git_repository *repo, struct diag *why);

/*
 * The same for a project: the git repository that its folder root is in
 * configures it, where there is one, else the user's own configuration does.
 */
int ident_of_project(struct ident *id, const char *root, struct diag *why);

/* Frees the contents and leaves *id empty. */
void ident_release(struct ident *id);

/*
 * The commit object of a patch: author, date and message from its mail header;
 * where that is silent, the committer and the patch's name. parent NULL: a root
 * commit. The caller holds the one reference.
 */
struct gitobject *commit_new(const git_oid *tree, const git_oid *parent,
			const struct mail *m, const char *name,
			const struct ident *committer);

/* A branch that commits will be moved to, checked before the work. */
struct commit_ref {
	char *name;		/* refs/... */
	git_oid old;		/* what it is now */
	bool there;
};

/*
 * Looks up the ref of that name (refs/heads/ is put before a short one).
 * Refuses bad names, and the branch that a work tree has checked out. 0 or -1
 * and *why; commit_ref_release() either way.
 */
int commit_ref_open(struct commit_ref *r, git_repository *repo,
		    const char *name, struct diag *why);

/* Moves it to id, unless somebody else moved it since. 0 or -1 and *why. */
int commit_ref_move(const struct commit_ref *r, git_repository *repo,
		    const git_oid *id, struct diag *why);

/* Frees the contents and leaves *r empty. */
void commit_ref_release(struct commit_ref *r);

#endif

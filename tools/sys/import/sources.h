/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_SOURCES_H
#define SYS_IMPORT_SOURCES_H

#include "core/text/buf.h"
#include "sys/import/transaction.h"

/*
 * The kinds of source a base comes from. Each brings the source's tree into *t
 * and names its commit; nothing else. 0 or -1 and *why.
 */

/* A git directory at rev; its commit is kept, a bare tree gets one. */
int import_git(struct transaction *t, const char *path, const char *rev,
	       git_oid *commit, struct diag *why);

/*
 * The tag of a repository at url, without its history; gives up within seconds
 * when nobody answers.
 */
int import_remote(struct transaction *t, const char *url, const char *tag,
		  git_oid *commit, struct diag *why);

/* A tarball, compressed or not; one folder around all is taken off. */
int import_tar(struct transaction *t, const char *path, git_oid *commit,
	       struct diag *why);

/* The tarball inside a binary package of Debian. */
int import_deb(struct transaction *t, const char *path, git_oid *commit,
	       struct diag *why);

/* A folder as it stands, without .git. */
int import_folder(struct transaction *t, const char *path, git_oid *commit,
		  struct diag *why);

/*
 * Debian's package of kernel source: the installed one, else the one apt
 * downloads. from gets the package's name and version. As above, or 1 and *why
 * when there is no such package to be had.
 */
int import_debian(struct transaction *t, const char *package, struct buf *from,
		  git_oid *commit, struct diag *why);

/*
 * Reads the id of the commit that a feed or a fetch left under ref. 0 or -1
 * and *why.
 */
int import_commit(struct transaction *t, const char *ref, git_oid *commit,
		  struct diag *why);

#endif

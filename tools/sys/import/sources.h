/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_SOURCES_H
#define SYS_IMPORT_SOURCES_H

#include "core/text/buf.h"
#include "sys/import/transaction.h"

/*
 * The kinds of source a base comes from. Each brings the source's tree into *in and names its
 * commit; nothing else. 0 or -1 and *why.
 */

/* A git directory at rev; its commit is kept, a bare tree gets one. */
int import_git(struct incoming *in, const char *path, const char *rev,
	       git_oid *commit, struct diag *why);

/* The tag of a repository at url, without its history; gives up within seconds when nobody answers. */
int import_remote(struct incoming *in, const char *url, const char *tag,
		  git_oid *commit, struct diag *why);

/* A tarball, compressed or not; one folder around all is taken off. */
int import_tar(struct incoming *in, const char *path, git_oid *commit,
	       struct diag *why);

/* The tarball inside a binary package of Debian. */
int import_deb(struct incoming *in, const char *path, git_oid *commit,
	       struct diag *why);

/* A folder as it stands, without .git. */
int import_folder(struct incoming *in, const char *path, git_oid *commit,
		  struct diag *why);

/*
 * Debian's package of kernel source: the installed one, else the one apt downloads. from
 * gets the package's name and version. As above, or 1 and *why when there is no such package to be had.
 */
int import_debian(struct incoming *in, const char *package, struct buf *from,
		  git_oid *commit, struct diag *why);

/* Reads the id of the commit that a feed or a fetch left under ref. 0 or -1 and *why. */
int import_commit(struct incoming *in, const char *ref, git_oid *commit,
		  struct diag *why);

#endif

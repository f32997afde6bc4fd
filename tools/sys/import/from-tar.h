/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_FROM_TAR_H
#define SYS_IMPORT_FROM_TAR_H

#include "sys/import/transaction.h"

/* Brings the tree into *t and names its commit. 0 or -1 and *why. */

/* A tarball, compressed or not; one folder around all is taken off. */
int import_tar(struct transaction *t, const char *path, git_oid *commit,
	       struct diag *why);

/* The tarball inside a binary package of Debian. */
int import_deb(struct transaction *t, const char *path, git_oid *commit,
	       struct diag *why);

#endif

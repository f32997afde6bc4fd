/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_DEBIAN_H
#define SYS_IMPORT_DEBIAN_H

#include "core/text/buf.h"
#include "sys/import/transaction.h"

/*
 * Debian's package of kernel source: the installed one, else the one apt
 * downloads. from gets the package's name and version. 0; 1 and *why when
 * there is no such package; -1 and *why.
 */
int import_debian(struct transaction *t, const char *package, struct buf *from,
		  git_oid *commit, struct diag *why);

#endif

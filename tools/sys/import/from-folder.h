/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_FROM_FOLDER_H
#define SYS_IMPORT_FROM_FOLDER_H

#include "sys/import/transaction.h"

/* Brings the tree into *t and names its commit. 0 or -1 and *why. */

/* All files of a folder but .git. */
int import_folder(struct transaction *t, const char *path, git_oid *commit,
		  struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_IMPORT_RECORD_H
#define SYS_IMPORT_RECORD_H

#include <git2.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/*
 * Adds to record the lines that import_record() reads back, for a commit of
 * which all files must be in repo. 0 or -1 and *why.
 */
int record_make(struct buf *record, git_repository *repo,
		const git_oid *commit, const char *from, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_GIT_BUNDLE_H
#define SYS_GIT_BUNDLE_H

#include <git2.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/*
 * Adds a git bundle (gitformat-bundle(5), version 2) to out: ref at the last of
 * nr commits, which stand on each other and the first of them on base, which
 * the receiver must have. Packed is what each commit's tree has and its
 * parent's has not. All of it must be in repo, base's tree as base_tree. 0 or
 * -1 and *why.
 */
int gitbundle_write(git_repository *repo, const git_oid *base,
		    const git_oid *base_tree, const git_oid *commit, size_t nr,
		    const char *ref, struct buf *out, struct diag *why);

#endif

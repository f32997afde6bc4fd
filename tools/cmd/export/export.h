/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EXPORT_EXPORT_H
#define CMD_EXPORT_EXPORT_H

#include "cmd/cmd.h"
#include "core/mail/address.h"
#include "core/mail/read.h"
#include "core/patch/series.h"
#include "sys/git/commit.h"
#include "sys/os/tar.h"
#include "sys/series/steps.h"
#include "sys/matrix/read.h"

/* A patch of the series. */
struct export_patch {
	const struct series_entry *entry;
	struct buf text;	/* the file, unpacked */
	struct mail mail;
	const struct fix *fix;	/* whose variant it is; NULL: another patch */
	size_t step;		/* of the branch: the first that has it */
	bool in_base;		/* the base has it */
	/* what stands between "---" and the diff; may be empty */
	struct span stat;
	struct span diff;	/* from the first file to the end */
};

struct export {
	const struct ctx *ctx;
	const struct branch *branch;
	git_repository *repo;	/* the cache's */
	struct stored_matrix stored;
	const struct matrix_branch *told;	/* the branch of facts */
	struct matrix rows;	/* the same by fix */
	struct branch_steps steps;
	struct series series;
	struct buf series_text;
	struct export_patch *patch;
	size_t nr;
	struct ident maker;	/* who sends it: git's configured identity */
	char *line;		/* "4.9.y" */
	char *doubt;		/* why it is not proved; NULL when it is */
	char *unfit;		/* why it cannot be told what the base lacks */
	bool nothing;		/* the base has all that was asked for */
	const char *only;	/* --fix; NULL: all that the base lacks */
	const char *out;	/* -o; NULL: stdout */
	const char *onto;	/* --onto */
	const char *date;	/* --date, YYYY-MM-DD */
	struct addresses to, cc;	/* --to, none: stable@; --cc */
	long version;		/* -v; 0: not said */
	char *reply_to;		/* --in-reply-to, without <>; NULL: to none */
};

#endif

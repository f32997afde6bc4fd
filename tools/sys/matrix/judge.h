/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_MATRIX_JUDGE_H
#define SYS_MATRIX_JUDGE_H

#include "core/verdict/verdict.h"
#include "sys/conf/conf.h"
#include "sys/store/result.h"

/* What is stored of a branch's stages, and what that makes of the branch. */
struct judging {
	const struct branch *branch;	/* borrowed */
	struct result stage[NR_STAGES];
	struct mode_result *before, *after;
	struct evidence e;	/* views into the above */
	enum verdict verdict;
	char reason[1400];
};

/* Reads the results of b below out and judges them. 0 or -1 and *why; judging_release() either way. */
int judge_branch(struct judging *j, const struct conf *conf,
		 const struct branch *b, const char *out, struct diag *why);

/* Frees the contents. */
void judging_release(struct judging *j);

#endif

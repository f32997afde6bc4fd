/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_MATRIX_JUDGE_H
#define SYS_MATRIX_JUDGE_H

#include "core/verdict/fix-judge.h"
#include "sys/conf/conf.h"
#include "sys/matrix/consoles.h"
#include "sys/store/result.h"

/* Which results are judged. */
struct judge_what {
	/* where paths of logs begin: "." or an unpacked bundle */
	const char *root;
	const char *out;	/* folder of the results below root */
	/* by themselves: not compared with what there is now */
	bool as_stored;
	bool any_message;	/* see struct stale_check */
};

/* The verdict on one of a branch's fixes. */
struct judged_fix {
	const struct fix *fix;	/* borrowed */
	struct fix_evidence e;	/* views into struct judging */
	struct step_evidence *step;
	enum verdict verdict;
	char reason[1400];
};

/*
 * The verdicts on a branch's fixes, worked out from its stages' results and
 * consoles. What a stored result claims is not believed.
 */
struct judging {
	const struct branch *branch;	/* borrowed */
	size_t nr_steps;
	/* stage_count() of them; there is none of objects */
	struct result *stage;
	struct consoles *boots;	/* one per step */
	/* kernels of each step, as its build and its boots name them */
	char **built, **booted;
	struct judged_fix *fix;	/* in the order of the branch */
	size_t nr;
	char *doubt;
	enum verdict verdict;	/* the worst of the fixes */
	char reason[1600];
};

/*
 * Reads the results of b and judges them. 0 or -1 and *why; judging_release()
 * either way.
 */
int judge_branch(struct judging *j, const struct judge_what *what,
		 const struct branch *b, struct diag *why);

/*
 * Writes out/BRANCH/verdict.json, which says what was judged; nothing reads it
 * back. 0 or -1 and *why.
 */
int judging_publish(const struct judging *j, const char *out, struct diag *why);

/* The verdict as the object that is published; the caller's reference. */
json_t *judging_json(const struct judging *j);

/* Frees the contents. */
void judging_release(struct judging *j);

#endif

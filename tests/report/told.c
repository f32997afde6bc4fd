// SPDX-License-Identifier: GPL-2.0-only
/*
 * Verdicts as out/BRANCH/verdict.json tells them: linked in front of
 * judge_branch(), so that the formats can be held against results of any
 * kind, also such as no kernel ever gave. No part of backport.
 */
#include <jansson.h>
#include <stdio.h>

#include "sys/matrix/judge.h"

int __real_judge_branch(struct judging *j, const struct judge_what *what,
			const struct branch *b, struct diag *why);
int __wrap_judge_branch(struct judging *j, const struct judge_what *what,
			const struct branch *b, struct diag *why);

int __wrap_judge_branch(struct judging *j, const struct judge_what *what,
			const struct branch *b, struct diag *why)
{
	int ret = __real_judge_branch(j, what, b, why);
	char path[256];
	const char *verdict, *reason;
	json_t *o;

	snprintf(path, sizeof(path), "%s/%s/verdict.json", what->out, b->name);
	o = json_load_file(path, 0, NULL);
	j->verdict = NO_VERDICT;
	j->reason[0] = '\0';
	if (!json_unpack(o, "{s:s, s:s}", "verdict", &verdict, "reason",
			 &reason)) {
		verdict_of(verdict, &j->verdict);
		snprintf(j->reason, sizeof(j->reason), "%s", reason);
	}
	json_decref(o);
	return ret;
}

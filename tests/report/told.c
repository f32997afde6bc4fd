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

/* Takes a verdict and its reason; no verdict where none is told. */
static void take(const json_t *o, enum verdict *to, char *reason, size_t size)
{
	const char *verdict, *why;

	*to = NO_VERDICT;
	reason[0] = '\0';
	if (json_unpack((json_t *)o, "{s:s, s:s}", "verdict", &verdict,
			"reason", &why))
		return;
	verdict_of(verdict, to);
	snprintf(reason, size, "%s", why);
}

int __wrap_judge_branch(struct judging *j, const struct judge_what *what,
			const struct branch *b, struct diag *why)
{
	int ret = __real_judge_branch(j, what, b, why);
	char path[256];
	json_t *o;

	snprintf(path, sizeof(path), "%s/%s/verdict.json", what->out, b->name);
	o = json_load_file(path, 0, NULL);
	take(o, &j->verdict, j->reason, sizeof(j->reason));
	for (size_t f = 0; f < j->nr; f++) {
		const json_t *fixes = json_object_get(o, "fixes");

		take(fixes ? json_array_get(fixes, f) : o, &j->fix[f].verdict,
		     j->fix[f].reason, sizeof(j->fix[f].reason));
	}
	json_decref(o);
	/* there are no consoles that could contradict */
	for (size_t k = 0; k < j->nr_steps; k++)
		buf_clear(&j->boots[k].wrong);
	return ret;
}

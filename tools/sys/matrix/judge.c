// SPDX-License-Identifier: GPL-2.0-only
/* From stored results to a branch's verdict: for the verdict itself, and for whoever doubts it. */
#include "sys/matrix/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/store/boot-result.h"

static int load(struct judging *j, const char *out, struct diag *why)
{
	for (int i = 0; i < NR_STAGES; i++) {
		int ret = result_load(&j->stage[i], out, j->branch->name,
				      stage_name(i), why);

		if (ret < 0)
			return -1;
		if (!ret)
			j->e.stage[i] = (struct stage_state){
				true, j->stage[i].outcome, j->stage[i].reason };
	}
	j->before = mode_results_read(j->stage[STAGE_BOOT_BEFORE].more,
			       &j->e.nr_before);
	j->after = mode_results_read(j->stage[STAGE_BOOT_AFTER].more, &j->e.nr_after);
	j->e.before = j->before;
	j->e.after = j->after;
	return 0;
}

static const char *image_of(const struct result *r)
{
	const char *sha = json_string_value(json_object_get(r->more,
							    "image_sha256"));

	return sha ? sha : "";
}

/* Asks whether a boot is of the kernel that its build made last. */
static bool same_image(const struct judging *j, enum stage_name build,
		       enum stage_name boot)
{
	return !j->e.nr_before || !j->e.nr_after ||
	       !strcmp(image_of(&j->stage[build]), image_of(&j->stage[boot]));
}

static const char *input_of(const struct result *r, const char *name)
{
	const char *s = json_string_value(json_object_get(
		json_object_get(r->more, "inputs"), name));

	return s ? s : "";
}

/* Asks whether a build is of the tree that the series makes on that side. */
static bool same_tree(const struct judging *j, enum stage_name build,
		      const char *side)
{
	const struct result *applied = &j->stage[STAGE_APPLY];
	const char *tree = input_of(&j->stage[build], "tree");

	return applied->outcome != PASS || !*tree ||
	       !strcmp(tree, input_of(applied, side));
}

/* What keeps the stored results from being of one and the same branch; NULL: nothing. */
static const char *mixture(const struct judging *j)
{
	if (!same_tree(j, STAGE_BUILD_BEFORE, "before") ||
	    !same_tree(j, STAGE_BUILD_AFTER, "after"))
		return "a build is of another tree than the series makes: build and";
	if (!same_image(j, STAGE_BUILD_BEFORE, STAGE_BOOT_BEFORE) ||
	    !same_image(j, STAGE_BUILD_AFTER, STAGE_BOOT_AFTER))
		return "a boot is of another kernel than the last build:";
	return NULL;
}

static void judge(struct judging *j)
{
	const char *mixed = mixture(j);

	j->verdict = verdict_judge(&j->e, j->reason, sizeof(j->reason));
	if (!mixed)
		return;
	j->verdict = VERDICT_ERROR;
	snprintf(j->reason, sizeof(j->reason), "%s boot %s again", mixed,
		 j->branch->name);
}

int judge_branch(struct judging *j, const struct conf *conf,
		 const struct branch *b, const char *out, struct diag *why)
{
	const struct mode *mode;

	*j = (struct judging){ .branch = b };
	j->e.nr_modes = b->nr_fixes * conf_modes(conf, &mode);
	if (load(j, out, why))
		return -1;
	judge(j);
	return 0;
}

void judging_release(struct judging *j)
{
	free(j->before);
	free(j->after);
	for (int i = 0; i < NR_STAGES; i++)
		result_release(&j->stage[i]);
}

// SPDX-License-Identifier: GPL-2.0-only
/* backport apply --stage: the apply stage of the matrix, which finds a branch's two sides. */
#include "cmd-apply.h"

#include "sys/repo.h"
#include "sys/result.h"
#include "sys/sides.h"

static enum outcome stage_outcome(const struct sides *sides)
{
	switch (sides->state) {
	case SIDES_FOUND:
		return PASS;
	case SIDES_REFUSED:
		return FAIL;
	case SIDES_NO_BASE:
		break;
	}
	return SKIP;
}

static struct result_key *key_of(const struct branch *b,
				 const struct sides *sides)
{
	struct result_key *k = result_key_new();
	char hex[GIT_OID_HEXSZ + 1];

	result_key_adds(k, "base", b->base);
	result_key_adds(k, "before",
			git_oid_tostr(hex, sizeof(hex), &sides->before));
	result_key_adds(k, "after",
			git_oid_tostr(hex, sizeof(hex), &sides->after));
	result_key_adds(k, "base is", sides->base_has_it ? "after" : "before");
	return k;
}

int apply_stage(const struct ctx *ctx, const struct branch *b)
{
	git_repository *repo = NULL;
	struct sides sides = { 0 };
	struct diag why = { 0 };
	struct stage s;
	int ret;

	ret = repo_open(&repo, &why);
	if (!ret)
		ret = sides_find(repo, ctx->root, b, &sides, &why);
	git_repository_free(repo);
	if (ret)
		return cmd_stage_without(ctx, b->name, "apply", ERROR, &why);
	if (sides.state != SIDES_FOUND) {
		diag_set(&why, NULL, 0, "%s", sides.sentence);
		return cmd_stage_without(ctx, b->name, "apply",
					 stage_outcome(&sides), &why);
	}
	ret = cmd_stage_begin(ctx, &s, b->name, "apply", key_of(b, &sides),
			      false, &why);
	if (ret < 0)
		return cmd_cannot(ctx, &why);
	return ret ? cmd_stage_report(ctx, &s) :
		cmd_stage_end(ctx, &s, PASS, NULL);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Stored results beside what would be built and booted now. */
#include "sys/build/stale.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/store/key.h"
#include "sys/store/result.h"

enum stale { STALE_NOT, STALE_YES, STALE_UNKNOWN };

/* How often a boot was done, which is an input of its own. */
static long repeat_of(const json_t *inputs)
{
	const char *repeat = json_string_value(json_object_get(inputs,
							       "repeat"));

	return repeat ? strtol(repeat, NULL, 10) : 1;
}

static enum stale compare(const struct ctx *ctx, const struct branch *b,
			  enum stage_name stage, json_t *inputs,
			  struct diag *why)
{
	bool boots = stage == STAGE_BOOT_BEFORE || stage == STAGE_BOOT_AFTER;
	const char *side = strchr(stage_name(stage), '.') + 1;
	struct result_key *k = boots ?
		cmd_boot_key(&ctx->conf, b, side, repeat_of(inputs), why) :
		cmd_build_key(b, side, why);
	enum stale stale = STALE_NOT;
	json_t *now;
	char *differ;

	/* A build without a tree is of another one; a boot whose image is gone from the cache may be what it was. */
	if (!k)
		return boots ? STALE_UNKNOWN : STALE_YES;
	now = result_key_inputs(k);
	differ = result_differing(now, inputs);
	if (*differ) {
		diag_set(why, NULL, 0, "%s changed", differ);
		stale = STALE_YES;
	}
	free(differ);
	json_decref(now);
	free(result_key_end(k));
	return stale;
}

static enum stale judge(const struct ctx *ctx, const struct branch *b,
			enum stage_name stage, struct diag *why)
{
	struct result stored;
	struct diag ignored;
	enum stale stale = STALE_UNKNOWN;
	json_t *inputs;

	if (result_load(&stored, OUT, b->name, stage_name(stage), &ignored))
		return STALE_NOT;
	inputs = json_object_get(stored.more, "inputs");
	if (inputs)
		stale = compare(ctx, b, stage, inputs, why);
	else
		diag_set(why, NULL, 0, "the result does not say of what it is");
	result_release(&stored);
	return stale;
}

bool stage_is_stale(const struct ctx *ctx, const struct branch *b,
		    enum stage_name stage, struct diag *why)
{
	enum stale stale = judge(ctx, b, stage, why);
	char line[2048];

	if (stale == STALE_UNKNOWN && ctx->verbosity >= 0)
		fprintf(stderr, "backport: %s: cannot tell whether %s is stale: %s\n",
			b->name, stage_name(stage),
			diag_line(why, line, sizeof(line)));
	return stale == STALE_YES;
}

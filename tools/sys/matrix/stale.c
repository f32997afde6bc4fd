// SPDX-License-Identifier: GPL-2.0-only
/* Stored results compared with what would be built and booted now. */
#include "sys/matrix/stale.h"

#include <stdlib.h>
#include <string.h>

#include "sys/boot/boot-inputs.h"
#include "sys/build/kernel.h"
#include "sys/store/result.h"

static const char *input_of(const json_t *inputs, const char *name)
{
	return json_string_value(json_object_get(inputs, name));
}

static struct result_key *boot_key(const struct stale_check *c,
				   const char *side, const json_t *inputs,
				   struct diag *why)
{
	const char *repeat = input_of(inputs, "repeat");
	struct boot_inputs in = {
		.branch = c->branch, .side = side,
		.repeat = repeat ? strtol(repeat, NULL, 10) : 1,
	};
	struct result_key *k = NULL;

	in.nr_modes = conf_modes(c->conf, &in.mode);
	if (boot_inputs_find(&in, c->out, why) == PASS)
		k = boot_inputs_key(&in, why);
	boot_inputs_release(&in);
	return k;
}

static enum stale compare(const struct stale_check *c, enum stage_name stage,
			  json_t *inputs, struct diag *why)
{
	bool boots = stage == STAGE_BOOT_BEFORE || stage == STAGE_BOOT_AFTER;
	const char *side = strchr(stage_name(stage), '.') + 1;
	struct result_key *k = boots ? boot_key(c, side, inputs, why) :
				       build_key(c->branch, side, why);
	enum stale stale = STALE_NOT;
	json_t *now;
	char *differ;

	/*
	 * A build without a tree was of another one; a boot whose image is gone
	 * from the cache may be what it was.
	 */
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

enum stale stage_is_stale(const struct stale_check *c, enum stage_name stage,
			  struct diag *why)
{
	struct result stored;
	struct diag ignored;
	enum stale stale = STALE_UNKNOWN;
	json_t *inputs;

	if (result_load(&stored, c->out, c->branch->name, stage_name(stage),
			&ignored))
		return STALE_NOT;
	inputs = json_object_get(stored.more, "inputs");
	if (inputs)
		stale = compare(c, stage, inputs, why);
	else
		diag_set(why, NULL, 0, "the result does not name its inputs");
	result_release(&stored);
	return stale;
}

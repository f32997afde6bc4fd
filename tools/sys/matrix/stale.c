// SPDX-License-Identifier: GPL-2.0-only
/* Stored results compared with what would be applied, built and booted now. */
#include "sys/matrix/stale.h"

#include <stdlib.h>
#include <string.h>

#include "sys/boot/boot-inputs.h"
#include "sys/build/kernel.h"
#include "sys/build/objects-stage.h"
#include "sys/store/patchset.h"

/*
 * Gives now the inputs whose names end so as then has them: they are not
 * compared.
 */
static void take_over(json_t *now, json_t *then, const char *end)
{
	const char *name;
	json_t *value;

	json_object_foreach(then, name, value)
		if (span_ends(span_of(name), end))
			json_object_set(now, name, value);
}

/*
 * Compares a result with the key of now, which is freed; NULL: *why says why
 * there is none.
 */
static bool differs(const struct result *r, struct result_key *k,
		    const char *ignored, struct diag *why)
{
	json_t *then = json_object_get(r->more, "inputs"), *now;
	struct diag cause = *why;
	char line[1024], *differ;
	bool stale;

	if (!k) {
		diag_set(why, NULL, 0, "cannot tell whether %s is stale: %s",
			 r->stage, diag_line(&cause, line, sizeof(line)));
		return true;
	}
	now = result_key_inputs(k);
	free(result_key_end(k));
	if (ignored)
		take_over(now, then, ignored);
	differ = json_differing(now, then);
	if (!then)
		diag_set(why, NULL, 0, "%s does not name its inputs", r->stage);
	else if (*differ)
		diag_set(why, NULL, 0, "%s is stale, %s changed", r->stage,
			 differ);
	stale = !then || *differ;
	json_decref(now);
	free(differ);
	return stale;
}

/* Names the patch, or the series, that is another one than was applied. */
static bool patches_changed(const struct stale_check *c, const json_t *now,
			    struct diag *why)
{
	const json_t *then = json_object_get(c->stage[STAGE_APPLY].more,
					     "patches");
	char *changed = then ? patchset_changed(then, now, c->branch) :
			       NULL;

	if (!changed)
		return false;
	diag_set(why, NULL, 0, "%s has changed since", changed);
	free(changed);
	return true;
}

/* The base and the trees that the series makes of it. */
static bool trees_changed(const struct stale_check *c,
			  const struct branch_steps *steps,
			  const json_t *patches, struct diag *why)
{
	const struct result *tree = &c->stage[STAGE_TREE],
			    *apply = &c->stage[STAGE_APPLY];
	enum outcome wanted = steps->state == STEPS_FOUND ? PASS : FAIL;

	if (steps->state == STEPS_NO_BASE) {
		diag_set(why, NULL, 0, "cannot tell whether tree is stale: %s",
			 steps->sentence);
		return result_is_decisive(tree) || result_is_decisive(apply);
	}
	/* The patch says more than the trees that it makes. */
	if (!c->any_message && patches_changed(c, patches, why))
		return true;
	if (result_is_decisive(apply) && apply->outcome != wanted) {
		diag_set(why, NULL, 0, "apply is stale, the series %s now%s%s",
			 wanted == PASS ? "applies" : "does not apply",
			 wanted == PASS ? "" : ": ", steps->sentence);
		return true;
	}
	if (!result_is_decisive(apply) || wanted != PASS ||
	    !differs(apply, branch_steps_key(steps, c->branch, patches),
		     c->any_message ? "patchset" : NULL, why))
		return false;
	patches_changed(c, patches, why);
	return true;
}

static bool objects_changed(const struct stale_check *c, const struct kernel *k,
			    struct diag *why)
{
	const struct result *r = &c->stage[STAGE_OBJECTS];

	return r->stage && r->outcome != ERROR &&
	       differs(r, objects_key(k), NULL, why);
}

static bool build_changed(const struct stale_check *c, const struct kernel *k,
			  size_t step, struct diag *why)
{
	const struct result *r = &c->stage[stage_build(step)];
	bool werror = result_input(r, "werror-new");

	return result_is_decisive(r) &&
	       differs(r, kernel_build_key(k, step, werror, why), NULL, why);
}

static bool boot_changed(const struct stale_check *c,
			 struct boot_shared *shared, size_t step,
			 struct diag *why)
{
	const struct result *r = &c->stage[stage_boot(step, c->nr_steps)];
	struct step_name side = step_name(step, c->nr_steps);
	const char *repeat = result_input(r, "repeat");
	struct boot_inputs in = {
		.branch = c->branch,
		.shared = shared,
		.side = side.at,
		.repeat = repeat ? strtol(repeat, NULL, 10) : 1,
	};
	struct result_key *k = NULL;
	bool elsewhere;

	if (!result_is_decisive(r))
		return false;
	if (boot_inputs_find(&in, c->out, why) == PASS ||
	    (in.elsewhere && in.qemu))
		k = boot_inputs_key(&in, why);
	elsewhere = in.elsewhere;
	boot_inputs_release(&in);
	/* A node of a cluster has the module; its build named its inputs. */
	return differs(r, k, elsewhere ? ": initrd" : NULL, why);
}

/*
 * Asks whether a stage is ERROR for the same cause, and no build or boot was
 * carried out, so that the stage's sentence is all that there is to say.
 */
static bool is_told(const struct stale_check *c, const char *cause)
{
	bool told = false;

	for_each_judged_stage(i, c->nr_steps) {
		const struct result *r = &c->stage[i];

		if (result_is_decisive(r) && i != STAGE_TREE &&
		    i != STAGE_APPLY)
			return false;
		told |= r->stage && r->outcome == ERROR &&
			!strcmp(r->reason, cause);
	}
	return told;
}

/* What there is now cannot be found; the cause in *why. */
static bool is_stale_unfound(const struct stale_check *c,
			     const struct branch_steps *steps,
			     const json_t *patches, struct diag *why)
{
	bool found = patches && !git_oid_is_zero(&steps->base);
	struct diag cause = *why;
	char line[1600];

	diag_line(&cause, line, sizeof(line));
	if (is_told(c, line) &&
	    (found || !result_is_decisive(&c->stage[STAGE_APPLY])))
		return found && trees_changed(c, steps, patches, why);
	diag_set(why, NULL, 0, "cannot tell whether the results are stale: %s",
		 line);
	return true;
}

static bool is_stale(const struct stale_check *c, struct diag *why)
{
	struct kernel k = { .branch = c->branch };
	struct boot_shared shared = { 0 };
	json_t *patches = patchset_read(".", c->branch, why);
	int ret = patches ? kernel_find(&k, why) : -1;
	bool stale = ret < 0 ?
		is_stale_unfound(c, &k.steps, patches, why) :
		trees_changed(c, &k.steps, patches, why);

	if (!ret && !stale)
		stale = objects_changed(c, &k, why);
	for (size_t i = 0; !ret && !stale && i < c->nr_steps; i++)
		stale = build_changed(c, &k, i, why);
	for (size_t i = 0; !ret && !stale && i < c->nr_steps; i++)
		stale = boot_changed(c, &shared, i, why);
	boot_shared_release(&shared);
	kernel_release(&k);
	json_decref(patches);
	return stale;
}

bool results_are_stale(const struct stale_check *c, struct diag *why)
{
	bool any = false;

	for_each_judged_stage(i, c->nr_steps)
		any |= result_is_decisive(&c->stage[i]);
	return any && is_stale(c, why);
}

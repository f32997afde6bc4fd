// SPDX-License-Identifier: GPL-2.0-only
/* The kernels of a step in the modes that are built. */
#include "sys/build/mode-kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/text-json.h"
#include "sys/build/image.h"
#include "sys/build/object-folder.h"
#include "sys/conf/check.h"

#define MEMBER	"kernels"

json_t *mode_kernel_new(json_t *result, const struct mode *mode)
{
	json_t *kernels = json_object_get(result, MEMBER), *o = json_object();

	if (!kernels) {
		kernels = json_object();
		json_object_set_new(result, MEMBER, kernels);
	}
	json_object_set_new(kernels, mode->name, o);
	return o;
}

/* Names the mode's images in the build's result. */
static int tell(const struct branch *b, const char *side,
		const struct mode *mode, struct result *built,
		struct diag *why)
{
	return kernel_image_json(b, side, mode_kernel_new(built->more, mode),
				 why);
}

/* Says in the result why the mode's kernel is not there. */
static void tell_missing(json_t *result, const struct mode *mode,
			 const struct kbuild_end *end)
{
	json_t *o = mode_kernel_new(result, mode);
	char reason[2048];
	size_t len = snprintf(reason, sizeof(reason), "in mode %s: ",
			      mode->name);

	json_object_set_new(o, "outcome", json_string(outcome_name(
		kernel_judge(end, reason + len, sizeof(reason) - len))));
	json_object_set_new(o, "reason", text_json(reason));
	kernel_error_json(end, o);
}

/* Makes the kernel of one mode; the origin's first, as for the step's own. */
static int make(const struct kernel *k, struct kbuild *kbuild, size_t step,
		struct kbuild_end *end, struct diag *why)
{
	char *side = kernel_side(k, step), *key;
	int ret = 0;

	kbuild_next_side(kbuild);
	end->made = true;
	if (step != k->steps.origin && kernel_wants_origin(k, kbuild))
		ret = kernel_make_origin(k, kbuild, end, why);
	if (!ret && end->made)
		ret = kernel_prepare(k, kbuild, step, end, why);
	if (!ret && end->made)
		ret = kbuild_make(kbuild, end, why);
	if (!ret && end->made) {
		key = result_key_end(kernel_build_key(k, step, false, why));
		ret = key ? object_folder_made(kbuild, side, key, why) : -1;
		free(key);
	}
	free(side);
	return ret;
}

/* Makes and keeps the kernel of one mode, or says why not. 0 or -1. */
static int make_one(struct mode_kernels *m, const struct mode *mode,
		    struct diag *why)
{
	const struct kernel in = kernel_in_mode(m->kernel, mode);
	char *side = mode_side(m->side, mode);
	struct kbuild_end end = { 0 };
	int ret = make(&in, m->kbuild, m->step, &end, why);

	if (!ret && !end.made)
		tell_missing(m->built->more, mode, &end);
	else if (!ret)
		ret = image_keep(m->kbuild, side, m->built->key, why) ||
		      tell(in.branch, side, mode, m->built, why) ? -1 : 0;
	if (m->failed) {
		kbuild_end_release(&end);
	} else {
		kbuild_end_release(m->end);
		*m->end = end;
		if (!end.made)
			m->failed = mode;
	}
	free(side);
	return ret;
}

int mode_kernels_make(struct mode_kernels *m, struct diag *why)
{
	int ret = 0;

	m->failed = NULL;
	for_each_built_mode(mode, m->kernel->branch)
		if (!ret)
			ret = make_one(m, mode, why);
	return ret;
}

/*
 * One that the other step lacks is lacking here too; -1 when building it once
 * more may succeed.
 */
static int share(const struct kernel *k, const struct same_step *from,
		 const struct mode *mode, const char *step,
		 struct result *built, struct diag *why)
{
	char *source = mode_side(from->name.at, mode),
	     *side = mode_side(step, mode);
	enum outcome outcome;
	int ret = 0;

	if (!mode_kernel_missing(from->built.more, mode, &outcome))
		ret = image_share(k->branch, source, side, why) ||
		      tell(k->branch, side, mode, built, why) ? -1 : 0;
	else if (outcome != ERROR)
		json_object_update(mode_kernel_new(built->more, mode),
				   (json_t *)mode_kernel_of(from->built.more,
							    mode));
	else
		ret = -1;
	free(side);
	free(source);
	return ret;
}

int mode_kernels_share(const struct kernel *k, const struct same_step *from,
		       const char *step, struct result *built,
		       struct diag *why)
{
	int ret = 0;

	for_each_built_mode(m, k->branch)
		if (!ret)
			ret = share(k, from, m, step, built, why);
	return ret;
}

bool kernels_kept(const struct branch *b, const char *step,
		  const struct result *built)
{
	enum outcome outcome;
	struct diag ignored;
	bool kept = image_kept(b, step, built->key, &ignored) > 0;

	for_each_built_mode(m, b) {
		char *side = mode_side(step, m);

		kept &= mode_kernel_missing(built->more, m, &outcome) ?
			outcome != ERROR :
			image_kept(b, side, built->key, &ignored) > 0;
		free(side);
	}
	return kept;
}

const char *mode_kernel_missing(const json_t *result, const struct mode *mode,
				enum outcome *outcome)
{
	const json_t *o = mode_is_built(mode) ? mode_kernel_of(result, mode) :
		NULL;
	const char *name = json_string_value(json_object_get(o, "outcome")),
		   *reason = json_string_value(json_object_get(o, "reason"));

	*outcome = name && !strcmp(name, outcome_name(FAIL)) ? FAIL : ERROR;
	return name && reason ? reason : NULL;
}

const char *mode_kernel_missing_for(const json_t *result,
				    const struct branch *b,
				    const struct check *check,
				    enum outcome *outcome)
{
	for_each_built_mode(m, b) {
		const char *why = check_in_mode(check, m) ?
			mode_kernel_missing(result, m, outcome) : NULL;

		if (why)
			return why;
	}
	return NULL;
}

bool mode_kernels_suffice(const json_t *result, const struct branch *b)
{
	enum outcome ignored;

	for (size_t i = 0; i < b->nr_fixes; i++)
		if (!mode_kernel_missing_for(result, b, b->fix[i]->checked_by,
					     &ignored))
			return true;
	return false;
}

const json_t *mode_kernel_of(const json_t *result, const struct mode *mode)
{
	return mode && mode_is_built(mode) ?
		json_object_get(json_object_get(result, MEMBER), mode->name) :
		result;
}

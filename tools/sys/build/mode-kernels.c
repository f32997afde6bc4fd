// SPDX-License-Identifier: GPL-2.0-only
/* The kernels of a step in the modes that are built. */
#include "sys/build/mode-kernels.h"

#include <stdlib.h>

#include "sys/build/image.h"
#include "sys/build/object-folder.h"

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

int mode_kernels_make(struct mode_kernels *m, struct diag *why)
{
	const struct branch *b = m->kernel->branch;
	int ret = 0;

	m->failed = NULL;
	for_each_built_mode(mode, b) {
		const struct kernel in = kernel_in_mode(m->kernel, mode);
		char *side;

		if (ret || m->failed)
			break;
		kbuild_end_release(m->end);
		side = mode_side(m->side, mode);
		ret = make(&in, m->kbuild, m->step, m->end, why);
		if (!ret && !m->end->made)
			m->failed = mode;
		else if (!ret)
			ret = image_keep(m->kbuild, side, m->built->key,
					 why) ||
			      tell(b, side, mode, m->built, why) ? -1 : 0;
		free(side);
	}
	return ret;
}

int mode_kernels_share(const struct kernel *k, const char *from,
		       const char *step, struct result *built,
		       struct diag *why)
{
	int ret = 0;

	for_each_built_mode(m, k->branch) {
		char *source = mode_side(from, m), *side = mode_side(step, m);

		if (!ret)
			ret = image_share(k->branch, source, side, why);
		if (!ret)
			ret = tell(k->branch, side, m, built, why);
		free(side);
		free(source);
	}
	return ret;
}

bool mode_kernels_kept(const struct branch *b, const char *step,
		       const char *key)
{
	struct diag ignored;
	bool kept = true;

	for_each_built_mode(m, b) {
		char *side = mode_side(step, m);

		kept &= image_kept(b, side, key, &ignored) > 0;
		free(side);
	}
	return kept;
}

const json_t *mode_kernel_of(const json_t *result, const struct mode *mode)
{
	return mode_is_built(mode) ?
		json_object_get(json_object_get(result, MEMBER), mode->name) :
		result;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Which kernels of a step were booted: modes may have their own. */
#include "core/report/booted.h"

#include <string.h>

#include "core/text/text-json.h"

static bool is_of(const struct matrix_boot *boot, const char *fix)
{
	return !fix || !boot->fix || !*boot->fix || !strcmp(boot->fix, fix);
}

json_t *booted_kernels(const struct matrix_stage *boot, const char *fix)
{
	const json_t *modes = json_object_get(boot->stored, "kernels");
	json_t *kernels = json_object();

	for (size_t i = 0; i < boot->nr_boots; i++) {
		const char *mode = boot->boot[i].mode, *sha256;
		const json_t *own = json_object_get(modes, mode);

		if (!is_of(&boot->boot[i], fix))
			continue;
		sha256 = own ? json_text(own, "image_sha256") :
			       boot->image_sha256;
		json_object_set_new(kernels, own ? mode : "",
				    text_json(sha256));
	}
	return kernels;
}

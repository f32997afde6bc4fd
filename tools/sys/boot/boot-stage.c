// SPDX-License-Identifier: GPL-2.0-only
/* From the boots of one kernel to the result of a stage. */
#include "sys/boot/boot-stage.h"

#include <stdio.h>
#include <stdlib.h>

#include "sys/boot/boots.h"
#include "sys/build/mode-kernels.h"
#include "sys/store/boot-result.h"

/* What a mode adds to the stage's outcome and sentence. */
static void sum_up(struct boot_stage *b, const struct mode_result *m)
{
	bool worse = outcome_worst(b->outcome, m->outcome) != b->outcome;
	bool several = b->in->branch->nr_fixes > 1;
	char label[300];

	b->outcome = outcome_worst(b->outcome, m->outcome);
	if (!worse && (b->reason[0] || !m->reason[0]))
		return;
	snprintf(label, sizeof(label), "%s%s%s", several ? m->fix : "",
		 several ? " in " : "", m->mode);
	if (m->boots > 1)
		snprintf(b->reason, sizeof(b->reason), "%s: %ld of %ld boots pass%s%s",
			 label, m->passed, m->boots, m->reason[0] ? ": " : "",
			 m->reason);
	else
		snprintf(b->reason, sizeof(b->reason), "%s: %s", label,
			 m->reason);
}

static int boot_checks(struct boot_stage *b, struct diag *why)
{
	json_t *runs = json_array(), *modes = json_array();
	char *folder = xstrfmt("%s/%s", b->out, b->result->branch);
	const struct boot_inputs *in = b->in;
	const struct boots_of what = {
		.branch = in->branch, .mode = in->branch->mode,
		.kernel = in->boot, .nr_modes = in->branch->nr_modes,
		.initrd = in->initrd, .folder = folder,
		.stage = b->result->stage, .key = b->result->key,
		.show = b->show,
	};
	struct boots boots;
	int ret = 0;

	boots_init(&boots, &what);
	for (long nr = 1; !ret && nr <= in->repeat; nr++) {
		ret = boots_run(&boots, &what, nr, why);
		for (size_t i = 0; !ret && i < boots.nr; i++)
			json_array_append_new(runs, boot_result_json(
				&boots.m[i].boot, &boots.m[i].console));
	}
	for (size_t i = 0; !ret && i < boots.nr; i++) {
		sum_up(b, &boots.m[i].total);
		json_array_append_new(modes,
				      mode_result_json(&boots.m[i].total));
	}
	json_object_set_new(b->result->more, "runs", runs);
	json_object_set_new(b->result->more, "modes", modes);
	boots_release(&boots);
	free(folder);
	return ret;
}

/* Names the kernels that are booted, as the build's result has them. */
static void tell_kernels(const struct boot_inputs *in, json_t *more)
{
	for_each_built_mode(m, in->branch) {
		json_t *missing = json_object_get(in->missing, m->name);

		if (missing)
			json_object_update(mode_kernel_new(more, m), missing);
	}
	for (size_t i = 0; i < in->nr_kernels; i++) {
		const struct side_kernel *k = &in->kernel[i];
		json_t *o = k->mode ? mode_kernel_new(more, k->mode) : more;

		json_object_set_new(o, "image_sha256", json_string(k->digest));
		if (k->held.release)
			json_object_set_new(o, "release",
					    json_string(k->held.release));
	}
}

void boot_stage_run(struct boot_stage *b)
{
	struct diag why = { 0 };
	int ret = boot_inputs_hold(b->in, &why);

	tell_kernels(b->in, b->result->more);
	if (!ret)
		ret = boot_checks(b, &why);
	if (ret) {
		b->outcome = ERROR;
		diag_line(&why, b->reason, sizeof(b->reason));
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/* From the boots of one kernel to the result of a stage. */
#include "sys/boot/boot-stage.h"

#include <stdio.h>
#include <stdlib.h>

#include "sys/boot/boots.h"
#include "sys/os/fs.h"
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
	char *folder = fs_path("%s/%s", b->out, b->result->branch);
	const struct boot_inputs *in = b->in;
	const struct boots_of what = {
		.branch = in->branch, .mode = in->mode,
		.nr_modes = in->nr_modes, .guest = &in->guest,
		.image = in->held.kernel, .initrd = in->initrd,
		.release = in->held.release,
		.folder = folder, .stage = b->result->stage,
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

void boot_stage_run(struct boot_stage *b)
{
	json_t *more = b->result->more;
	struct diag why = { 0 };
	int ret = boot_inputs_hold(b->in, &why);

	json_object_set_new(more, "image_sha256", json_string(b->in->digest));
	if (b->in->held.release)
		json_object_set_new(more, "release",
				    json_string(b->in->held.release));
	if (!ret)
		ret = boot_checks(b, &why);
	if (ret) {
		b->outcome = ERROR;
		diag_line(&why, b->reason, sizeof(b->reason));
	}
}

// SPDX-License-Identifier: GPL-2.0-only
/* One mode's boots: what is tried again, what each was, what they come to together. */
#include "sys/boot/boots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/console/boot-outcome.h"
#include "sys/boot/qemu.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"

#define RETRIES_MAX	2	/* of a QEMU that dies before a kernel speaks */

void lane_init(struct lane *l, const struct branch *branch,
	       const struct fix *f, const struct mode *mode)
{
	const char *append = branch->target->append;

	memset(l, 0, sizeof(*l));
	l->label = branch->nr_fixes == 1 ? fs_path("%s", mode->name) :
		fs_path("%s.%s", f->name, mode->name);
	l->append = fs_path("%s %s backport.check=%s", append ? append : "",
			    mode->append ? mode->append : "", f->check);
	l->word.mode = l->label;
	l->word.reason = l->reason;
}

void lane_release(struct lane *l)
{
	console_release(&l->console);
	buf_release(&l->text);
	free(l->log);
	free(l->append);
	free(l->label);
}

void lane_begin(struct lane *l, const char *folder, const char *stage, long nr)
{
	console_release(&l->console);
	free(l->log);
	l->log = nr == 1 ?
		fs_path("%s/%s.%s.log", folder, stage, l->label) :
		fs_path("%s/%s.%s.%ld.log", folder, stage, l->label, nr);
	l->run = (struct run){ .mode = l->label, .nr = nr, .log = l->log };
	l->done = false;
}

void lane_judge(struct lane *l, const struct fix *f)
{
	struct run *r = &l->run;
	size_t len;

	console_release(&l->console);
	console_read(&l->console, buf_span(&l->text));
	if (r->end.stop == STOP_DIED && l->console.ending == ENDED_SILENT &&
	    r->retries < RETRIES_MAX) {
		r->retries++;
		return;
	}
	l->done = true;
	r->outcome = boot_judge(&l->console, r->end.stop, r->reason,
				sizeof(r->reason));
	r->signature = boot_has_signature(&l->console, f->signature);
	len = strlen(r->reason);
	if (r->retries)
		snprintf(r->reason + len, sizeof(r->reason) - len,
			 "%sQEMU died at its start %d time%s before",
			 len ? "; " : "", r->retries,
			 r->retries == 1 ? "" : "s");
}

int lane_look(struct lane *l, const struct fix *f, struct diag *why)
{
	if (fs_read(&l->text, l->log, why))
		return -1;
	lane_judge(l, f);
	return 0;
}

/* Boots the lanes that are not done, as many at once as can be; 1 when none was left. */
static int boot_some(struct lane *lane, size_t nr_lanes,
		     const struct lane_boot *what, struct diag *why)
{
	struct lane *at[PROC_AT_ONCE];
	struct qemu_boot q[PROC_AT_ONCE];
	struct qemu_end end[PROC_AT_ONCE];
	size_t nr = 0;
	int ret;

	for (size_t i = 0; i < nr_lanes && nr < PROC_AT_ONCE; i++) {
		if (lane[i].done)
			continue;
		at[nr] = &lane[i];
		q[nr++] = (struct qemu_boot){
			.target = what->target, .kernel = what->image,
			.initrd = what->initrd, .append = lane[i].append,
			.log = lane[i].log,
			.show = what->show ? lane[i].label : NULL,
		};
	}
	if (!nr)
		return 1;
	ret = qemu_boot(q, nr, end, why);
	for (size_t i = 0; !ret && i < nr; i++) {
		at[i]->run.end = end[i];
		ret = lane_look(at[i], what->fix, why);
	}
	return ret;
}

int lanes_boot(struct lane *lane, size_t nr, const struct lane_boot *what,
	       struct diag *why)
{
	int ret;

	do
		ret = boot_some(lane, nr, what, why);
	while (!ret);
	return ret < 0 ? -1 : 0;
}

void lane_count(struct lane *l)
{
	struct mode_word *m = &l->word;
	const struct run *r = &l->run;

	if (!m->boots) {
		m->outcome = r->outcome;
		m->signature = r->signature;
		m->nr_early = l->console.complaints.nr_early;
	}
	m->differ |= r->outcome != m->outcome ||
		     r->signature != m->signature;
	m->signature &= r->signature;
	m->outcome = outcome_worst(m->outcome, r->outcome);
	m->boots++;
	m->passed += r->outcome == PASS;
	if (!l->reason[0])
		snprintf(l->reason, sizeof(l->reason), "%s", r->reason);
}

// SPDX-License-Identifier: GPL-2.0-only
/* One mode's boots: run, read, and tried again where QEMU died at its start. */
#include "sys/boot/boots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/boot/qemu.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"

void mode_boots_init(struct mode_boots *m, const struct branch *branch,
		     const struct fix *f, const struct mode *mode)
{
	const char *append = branch->target->append;

	memset(m, 0, sizeof(*m));
	m->label = branch->nr_fixes == 1 ? fs_path("%s", mode->name) :
		fs_path("%s.%s", f->name, mode->name);
	m->append = fs_path("%s %s backport.check=%s", append ? append : "",
			    mode->append ? mode->append : "", f->check);
	m->total.mode = m->label;
	m->total.reason = m->reason;
}

void mode_boots_release(struct mode_boots *m)
{
	console_release(&m->console);
	buf_release(&m->text);
	free(m->log);
	free(m->append);
	free(m->label);
}

void mode_boots_begin(struct mode_boots *m, const char *folder,
		      const char *stage, long nr)
{
	console_release(&m->console);
	free(m->log);
	m->log = nr == 1 ?
		fs_path("%s/%s.%s.log", folder, stage, m->label) :
		fs_path("%s/%s.%s.%ld.log", folder, stage, m->label, nr);
	m->boot = (struct boot_result){ .mode = m->label, .nr = nr,
					.log = m->log };
	m->done = false;
}

void mode_boots_judge(struct mode_boots *m, const struct fix *f)
{
	console_release(&m->console);
	console_read(&m->console, buf_span(&m->text));
	m->done = boot_result_judge(&m->boot, &m->console, f->signature);
}

/* Boots some that are not done; 1 when none was left. */
static int boot_some(struct mode_boots *m, size_t nr_modes,
		     const struct boots_of *what, struct diag *why)
{
	struct mode_boots *at[PROC_AT_ONCE];
	struct qemu_boot q[PROC_AT_ONCE];
	struct boot_end end[PROC_AT_ONCE];
	size_t nr = 0;
	int ret;

	for (size_t i = 0; i < nr_modes && nr < PROC_AT_ONCE; i++) {
		if (m[i].done)
			continue;
		at[nr] = &m[i];
		q[nr++] = (struct qemu_boot){
			.target = what->target, .kernel = what->image,
			.initrd = what->initrd, .append = m[i].append,
			.log = m[i].log,
			.show = what->show ? m[i].label : NULL,
		};
	}
	if (!nr)
		return 1;
	ret = qemu_boot(q, nr, end, why);
	for (size_t i = 0; !ret && i < nr; i++) {
		at[i]->boot.end = end[i];
		ret = fs_read(&at[i]->text, at[i]->log, why);
		if (!ret)
			mode_boots_judge(at[i], what->fix);
	}
	return ret;
}

int mode_boots_run(struct mode_boots *m, size_t nr,
		   const struct boots_of *what, struct diag *why)
{
	int ret;

	do
		ret = boot_some(m, nr, what, why);
	while (!ret);
	return ret < 0 ? -1 : 0;
}

void mode_boots_count(struct mode_boots *m)
{
	mode_count(&m->total, &m->boot, &m->console);
	if (!m->reason[0])
		snprintf(m->reason, sizeof(m->reason), "%s", m->boot.reason);
}

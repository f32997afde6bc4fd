// SPDX-License-Identifier: GPL-2.0-only
/* One mode's boots: run, read, and tried again where QEMU died at its start. */
#include "sys/boot/boots.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "sys/boot/qemu.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/store/result.h"

/* How many rounds the guest is told to run: the last such option counts. */
static long rounds_in(const char *append)
{
	static const char option[] = "backport.rounds=";
	long rounds = ROUNDS_DEFAULT;

	while ((append = strstr(append, option))) {
		append += strlen(option);
		rounds = strtol(append, NULL, 10);
	}
	return rounds;
}

void mode_boots_init(struct mode_boots *m, const struct branch *branch,
		     const struct fix *f, const struct mode *mode)
{
	const char *append = branch->target->append;

	memset(m, 0, sizeof(*m));
	m->label = branch->nr_fixes == 1 ? fs_path("%s", mode->name) :
		fs_path("%s.%s", f->name, mode->name);
	m->append = fs_path("%s %s backport.check=%s", append ? append : "",
			    mode->append ? mode->append : "", f->check);
	m->asked.check = f->check;
	m->asked.rounds = rounds_in(m->append);
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
	seal_read(m->asked.secret, m->boot.secret);
	console_read(&m->console, buf_span(&m->text), &m->asked);
	result_digest(buf_span(&m->text).at, m->text.len, m->boot.log_sha256);
	m->done = boot_result_judge(&m->boot, &m->console, f->signature);
}

/* Makes the initramfs of a boot, with a new secret, and its path. */
static int prepare(struct mode_boots *m, const struct boots_of *what,
		   char **initrd, struct diag *why)
{
	unsigned char *secret = m->asked.secret;
	struct buf packed = { 0 };
	int ret = 0;

	if (getrandom(secret, SEAL_SECRET, 0) != SEAL_SECRET)
		return diag_set(why, NULL, 0, "no random bytes: %s",
				strerror(errno));
	for (int i = 0; i < SEAL_SECRET; i++)
		snprintf(m->boot.secret + 2 * i, 3, "%02x", secret[i]);
	m->asked.release = what->release;
	*initrd = fs_path("%s.%s", what->initrd, m->label);
	ret = guest_pack(what->guest, m->boot.secret, &packed, why);
	if (!ret)
		ret = fs_publish(*initrd, buf_span(&packed), why);
	buf_release(&packed);
	return ret;
}

/* Boots some that are not done; 1 when none was left. */
static int boot_some(struct mode_boots *m, size_t nr_modes,
		     const struct boots_of *what, struct diag *why)
{
	struct mode_boots *at[PROC_AT_ONCE];
	struct qemu_boot q[PROC_AT_ONCE];
	struct boot_end end[PROC_AT_ONCE];
	char *initrd[PROC_AT_ONCE] = { NULL };
	size_t nr = 0;
	int ret = 0;

	for (size_t i = 0; !ret && i < nr_modes && nr < PROC_AT_ONCE; i++) {
		if (m[i].done)
			continue;
		ret = prepare(&m[i], what, &initrd[nr], why);
		at[nr] = &m[i];
		q[nr] = (struct qemu_boot){
			.target = what->target, .kernel = what->image,
			.initrd = initrd[nr], .append = m[i].append,
			.log = m[i].log, .secret = m[i].asked.secret,
			.show = what->show ? m[i].label : NULL,
		};
		nr++;
	}
	if (!nr)
		return 1;
	if (!ret)
		ret = qemu_boot(q, nr, end, why);
	for (size_t i = 0; !ret && i < nr; i++) {
		at[i]->boot.end = end[i];
		ret = fs_read(&at[i]->text, at[i]->log, why);
		if (!ret)
			mode_boots_judge(at[i], what->fix);
	}
	for (size_t i = 0; i < nr; i++) {
		unlink(initrd[i]);
		free(initrd[i]);
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

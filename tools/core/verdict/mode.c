// SPDX-License-Identifier: GPL-2.0-only
/* A mode's boots: what each is, which is tried again, their common outcome. */
#include "core/verdict/mode.h"

#include <stdio.h>
#include <string.h>

#define RETRIES_MAX	2	/* of a QEMU that dies before a kernel speaks */

bool boot_again(const struct boot_end *end, const struct console *c,
		int retries)
{
	return end->stop == STOP_DIED && c->ending == ENDED_SILENT &&
	       retries < RETRIES_MAX;
}

void boot_result_judge(struct boot_result *r, const struct console *c,
		       const char *signature)
{
	size_t len;

	r->outcome = boot_judge(c, r->end.stop, r->reason, sizeof(r->reason));
	r->signature = boot_has_signature(c, signature);
	len = strlen(r->reason);
	if (r->retries)
		snprintf(r->reason + len, sizeof(r->reason) - len,
			 "%sQEMU died at its start %d time%s before",
			 len ? "; " : "", r->retries,
			 plural(r->retries));
}

void mode_count(struct mode_result *m, const struct boot_result *r,
		const struct console *c)
{
	const char *accel = r->end.accel ? r->end.accel : "";

	if (!m->boots) {
		m->outcome = r->outcome;
		m->signature = r->signature;
		m->accel = accel;
	}
	if (c->complaints.nr_early > m->nr_early)
		m->nr_early = c->complaints.nr_early;
	m->differ |= r->outcome != m->outcome ||
		     r->signature != m->signature || strcmp(m->accel, accel);
	m->signature &= r->signature;
	m->outcome = outcome_worst(m->outcome, r->outcome);
	m->boots++;
	m->passed += r->outcome == PASS;
}

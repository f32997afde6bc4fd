// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a console, as they are and with the guest's lines sealed: read
 * without a crash, and never a pass without its evidence.
 */
#include <stdint.h>
#include <stdlib.h>

#include "core/console/boot-outcome.h"
#include "core/console/judge-console.h"
#include "tests/seal-log.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void judge(struct span log, bool sealed)
{
	const struct boot_asked asked = { .secret = "0123456789abcde" };
	struct console c;
	char reason[300];

	console_read(&c, log, &asked);
	if (boot_judge(&c, STOP_ITSELF, reason, sizeof(reason)) == PASS &&
	    (!sealed || !c.started || !c.nr || c.malformed[0] ||
	     complaints_worst(&c.complaints)))
		abort();
	boot_has_signature(&c, "again,rebind");
	console_release(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct span log = { (const char *)bytes, len };
	struct buf sealed = { 0 };

	judge(log, false);
	seal_log(&sealed, log, (const unsigned char *)"0123456789abcde");
	judge(buf_span(&sealed), true);
	buf_release(&sealed);
	return 0;
}

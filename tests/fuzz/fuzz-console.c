// SPDX-License-Identifier: GPL-2.0-only
/* Any bytes as a console: read without a crash, and never a pass without its evidence. */
#include <stdint.h>
#include <stdlib.h>

#include "core/console/boot-outcome.h"
#include "core/console/console.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct console c;
	char reason[300];

	console_read(&c, (struct span){ (const char *)bytes, len });
	if (boot_judge(&c, STOP_ITSELF, reason, sizeof(reason)) == PASS &&
	    (!c.started || !c.nr || c.malformed[0] ||
	     complaints_worst(&c.complaints)))
		abort();
	boot_has_signature(&c, "again,rebind");
	console_release(&c);
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/* What a console said for a check, and the names of it. */
#include "core/console/console.h"

#include <stdlib.h>

static const char *const outcomes[] = {
	[PASS] = "PASS", [SKIP] = "SKIP", [FAIL] = "FAIL", [ERROR] = "ERROR",
};

void console_release(struct console *c)
{
	for (size_t i = 0; i < c->nr; i++) {
		free(c->step[i].name);
		free(c->step[i].reason);
	}
	free(c->step);
	free(c->check);
	free(c->kernel);
	free(c->spoiled_by);
	memset(c, 0, sizeof(*c));
}

const char *outcome_name(enum outcome outcome)
{
	return outcomes[outcome];
}

bool outcome_of(struct span name, enum outcome *outcome)
{
	for (size_t i = 0; i < sizeof(outcomes) / sizeof(*outcomes); i++) {
		if (span_is(name, outcomes[i])) {
			*outcome = i;
			return true;
		}
	}
	return false;
}

const char *ending_name(enum ending ending)
{
	static const char *const names[] = {
		[ENDED_RESULT] = "result", [ENDED_CUT] = "cut",
		[ENDED_PANIC] = "panic", [ENDED_NO_START] = "no start",
		[ENDED_SILENT] = "silent",
	};

	return names[ending];
}

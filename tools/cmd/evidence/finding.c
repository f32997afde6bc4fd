// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence --verify: how a finding is printed. */
#include "cmd/evidence/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/store/result.h"

void evidence_say(struct verifying *v, enum finding finding, const char *fmt,
		  ...)
{
	static const char *const names[] = {
		[VERIFIED] = "verified", [WRONG] = "WRONG",
		[NOT_VERIFIED] = "not verified",
	};
	char text[2048];
	json_t *o;
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	/* A member's name may hold anything: it stays on one line. */
	diag_plain(text);
	for (char *c = text; (c = strchr(c, '\n'));)
		*c = '?';
	v->nr_wrong += finding == WRONG;
	if (v->ctx->json) {
		o = json_object();
		json_object_set_new(o, "outcome", json_string(names[finding]));
		json_object_set_new(o, "reason", text_json(text));
		cmd_print_json(o);
	} else if (finding == WRONG || v->ctx->verbosity >= 0) {
		say("%s: %s\n", names[finding], text);
	}
}

int evidence_say_unread(struct verifying *v, const struct diag *why)
{
	char line[2048];

	if (diag_is_of_machine(why))
		return -1;
	evidence_say(v, WRONG, "%s", diag_line(why, line, sizeof(line)));
	return 0;
}

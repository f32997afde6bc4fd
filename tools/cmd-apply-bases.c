// SPDX-License-Identifier: GPL-2.0-only
/* One series over many bases: which take it, which have it, which refuse it. */
#include "cmd-apply.h"

int apply_bases(struct ctx *ctx, const struct apply_options *o)
{
	(void)o;
	struct diag why = { 0 };
	diag_set(&why, NULL, 0, "--bases is not there yet");
	return cmd_cannot(ctx, &why);
}

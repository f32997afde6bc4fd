/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_BOOT_BOOT_STAGE_H
#define SYS_BOOT_BOOT_STAGE_H

#include "sys/boot/boot-inputs.h"
#include "sys/store/result.h"

/* The boots of one kernel in every mode, as a stage. */
struct boot_stage {
	/* set by the caller, borrowed */
	struct boot_inputs *in;	/* found, and their key made */
	const char *out;
	struct result *result;	/* begun; says where consoles go */
	bool show;		/* the consoles on stderr too */
	/* the result */
	enum outcome outcome;	/* the worst of all */
	char reason[1200];
};

/*
 * Boots all checks in every mode, as often as asked; what the boots were goes
 * into the result. What could not be carried out is an ERROR.
 */
void boot_stage_run(struct boot_stage *b);

#endif

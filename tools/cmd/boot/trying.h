/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_BOOT_TRYING_H
#define CMD_BOOT_TRYING_H

#include "cmd/cmd.h"
#include "sys/boot/boot-inputs.h"

/* What to do with a step's kernel by hand; no result is stored. */
enum try_how {
	TRY_NOTHING,	/* the stage is run */
	TRY_CHECKS,	/* checks are run */
	TRY_SHELL,	/* a shell on this terminal */
	TRY_GDB,	/* QEMU waits for a debugger */
	TRY_PRINT,	/* QEMU's command is printed */
};

/* A kernel to try. */
struct trying {
	enum try_how how;
	const char *fix;	/* only its check; NULL: all */
	const char *mode;	/* only in it; NULL: all */
	const char *step;	/* "before" */
};

/* Does it with the step that in is of; returns the exit status. */
int boot_try(const struct ctx *ctx, struct boot_inputs *in,
	     const struct trying *t);

#endif

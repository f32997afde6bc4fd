// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport boot: boots one side of a branch in every mode, and judges
 * the consoles.
 */
#include "cmd/cmd.h"
#include "cmd/boot/trying.h"
#include "sys/boot/boot-inputs.h"
#include "sys/boot/boot-stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/verdict/verdict.h"
#include "sys/matrix/consoles.h"
#include "sys/store/stage.h"

#define REPEAT_MAX	1000

struct boot {
	struct cmd_stage_name name;
	const char *step;
	bool force;
	struct trying try;
	struct boot_shared shared;
	struct boot_inputs in;
	struct stage stage;
};

static const struct option options[] = {
	VALUE_OPTION("step", struct boot, step),
	VALUE_OPTION("side", struct boot, step),
	FLAG_OPTION("force", struct boot, force),
	{ "repeat", required_argument, NULL, 'r' },
	VALUE_OPTION("fix", struct boot, try.fix),
	VALUE_OPTION("mode", struct boot, try.mode),
	{ "shell", no_argument, NULL, TRY_SHELL },
	{ "gdb", no_argument, NULL, TRY_GDB },
	{ "print", no_argument, NULL, TRY_PRINT },
	{ 0 }
};

static int parse(const struct ctx *ctx, struct boot *b, int argc,
		 char **argv)
{
	char *end;
	int opt;

	b->in.repeat = 1;
	while ((opt = cmd_next_option(&cmd_boot, argc, argv, b)) != -1) {
		switch (opt) {
		case TRY_SHELL:
		case TRY_GDB:
		case TRY_PRINT:
			if (b->try.how && b->try.how != (enum try_how)opt)
				return cmd_usage(&cmd_boot, "give one of --shell, --gdb and --print, not two");
			b->try.how = opt;
			break;
		case 'r':
			b->in.repeat = strtol(optarg, &end, 10);
			if (*end || b->in.repeat < 1 ||
			    b->in.repeat > REPEAT_MAX)
				return cmd_usage(&cmd_boot, "--repeat wants a number from 1 to %d, got '%s'",
						 REPEAT_MAX, optarg);
			break;
		default:
			return EXIT_USAGE;
		}
	}
	if ((b->try.fix || b->try.mode) && !b->try.how)
		b->try.how = TRY_CHECKS;
	return cmd_stage_args(ctx, &cmd_boot, argv, b->step, &b->name);
}

/* Boots everything with the stage begun; returns the exit status. */
static int boot_all(const struct ctx *ctx, struct boot *b)
{
	struct boot_stage s = { .in = &b->in, .out = OUT,
				.result = &b->stage.result,
				.show = ctx->verbosity > 0 };

	boot_stage_run(&s);
	return cmd_stage_end(ctx, &b->stage, s.outcome, s.reason);
}

static int run_boot(const struct ctx *ctx, struct boot *b)
{
	struct diag why = { 0 };
	struct result_key *k = NULL;
	enum outcome outcome = boot_inputs_find(&b->in, OUT, &why);
	int status;

	if (outcome == PASS && !(k = boot_inputs_key(&b->in, &why)))
		outcome = ERROR;
	if (b->try.how) {
		free(result_key_end(k));
		return outcome == PASS ? boot_try(ctx, &b->in, &b->try) :
			cmd_cannot(ctx, &why);
	}
	if (outcome != PASS)
		return cmd_stage_without(ctx, b->in.branch->name,
					 b->name.stage.name, outcome, &why);
	status = cmd_stage_enter(ctx, &b->stage, &(struct cmd_stage_begin){
		b->in.branch->name, b->name.stage.name, k, b->force ||
		!consoles_hold(b->in.branch, OUT, b->name.stage.name) });
	return status < 0 ? boot_all(ctx, b) : status;
}

static int cmd_boot_run(struct ctx *ctx, int argc, char **argv)
{
	struct boot b = { 0 };
	int status = parse(ctx, &b, argc, argv);

	if (status)
		return status;
	b.in.branch = b.name.branch;
	b.in.shared = &b.shared;
	b.in.side = b.name.step_name.at;
	b.try.step = b.name.step_name.at;
	status = run_boot(ctx, &b);
	boot_inputs_release(&b.in);
	boot_shared_release(&b.shared);
	return status;
}

const struct cmd cmd_boot = {
	.name = "boot",
	.args = "BRANCH --step K|--side before|after [--repeat N] [--force]\n"
"                     [--fix NAME] [--mode M] [--shell|--gdb|--print]",
	.summary = "Boot a branch's kernel and run its fixes' checks inside",
	.help =
"  --step K             the kernel with the first K fixes of the series\n"
"  --side before|after  the first step, or the last: without or with the fixes\n"
"  --repeat N           boot N times in each mode; all must agree to prove it\n"
"  --force              also when the stored result still holds\n"
"  --fix NAME           only that fix's check; prints what it says, stores\n"
"                       nothing\n"
"  --mode M             only in that mode, likewise; else --shell, --gdb and\n"
"                       --print take the first\n"
"  --shell              a shell in the kernel, on this terminal, with the files\n"
"                       of the checks in /checks; when it ends, the machine stops\n"
"  --gdb                QEMU waits for a debugger on port 1234; the command for\n"
"                       gdb is printed\n"
"  --print              print QEMU's command, with an initramfs that is kept\n"
"\n"
"Boots the kernel that 'backport build' left in each [mode] of backport.conf, or\n"
"the one that it left for that mode, all modes at once, with an initramfs of PID\n"
"1, the checks and their modules. Consoles go to out/BRANCH/boot.STEP.MODE.log\n"
"while they run (-v shows them), the result to out/BRANCH/boot.STEP.json. A boot\n"
"is ended 3 s after the guest's end line, 2 s after a panic, after 30 s without\n"
"output, after half of the target's timeout without the guest's start line, at\n"
"the timeout, and at 100 MiB of output; on a slow or busy machine the times are\n"
"longer. The outcome comes from the console alone: PASS wants the guest's lines\n"
"from start to end, each sealed with this boot's secret, all steps of all rounds,\n"
"a result whose counts equal them, and no oops, warning or panic. QEMU dying\n"
"before the kernel speaks is retried, at most twice. At a step without the fix\n"
"its check should FAIL: 'backport verdict' judges.\n"
"\n"
"Exit status: 0 all checks passed; 1 one failed, or the kernel hung or\n"
"complained; 125 there is no kernel to boot; 128 could not be carried out (no\n"
"QEMU, QEMU died, a garbled console); 129 usage.\n",
	.options = options,
	.values = "step before after; side before after",
	.needs_conf = true,
	.run = cmd_boot_run,
};

// SPDX-License-Identifier: GPL-2.0-only
/* A step's kernel by hand: one fix's check, a shell, a debugger. */
#include "cmd/boot/trying.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/boot/boots.h"
#include "sys/boot/busybox.h"
#include "sys/boot/qemu.h"
#include "sys/conf/branch.h"
#include "sys/conf/known-names.h"

#define GDB_PORT	"1234"

/* The mode that is asked for, or all of the branch; and their kernels. */
static int find_modes(const struct boot_inputs *in, const char *name,
		      struct boots_of *what, struct diag *why)
{
	const json_t *missing = json_object_get(in->missing, name ? name : "");
	const struct branch *b = in->branch;
	size_t i = 0;

	while (name && i < b->nr_modes && strcmp(b->mode[i].name, name))
		i++;
	if (i == b->nr_modes)
		return no_such_mode(b->mode, b->nr_modes, name, why);
	if (missing)
		return diag_set(why, NULL, 0, "no kernel to boot, %s",
				json_string_value(json_object_get(missing,
								  "reason")));
	while (!in->boot[i].image && i + 1 < b->nr_modes)
		i++;
	what->mode = &b->mode[i];
	what->kernel = &in->boot[i];
	what->nr_modes = name ? 1 : b->nr_modes - i;
	return 0;
}

static int run_checks(const struct boots_of *what, struct diag *why)
{
	struct boots boots;
	enum outcome worst = PASS;
	int ret;

	boots_init(&boots, what);
	ret = boots.nr ? boots_run(&boots, what, 1, why) :
		diag_set(why, NULL, 0, "the check of fix '%s' does not run in mode %s",
			 what->only->name, what->mode->name);
	for (size_t i = 0; !ret && i < boots.nr; i++) {
		const struct boot_result *r = &boots.m[i].boot;

		worst = outcome_worst(worst, r->outcome);
		say("%s in %s: %s%s%s (%.1f s, %s)\n", r->fix, r->mode,
		    outcome_name(r->outcome), *r->reason ? ": " : "",
		    r->reason, r->end.seconds, r->log);
	}
	boots_release(&boots);
	return ret ? -1 : cmd_outcome_status(worst);
}

/* The boot of what's checks, all in one, in the first mode of what. */
static int make_boot(struct one_boot *boot, const struct boots_of *what,
		     bool shell, struct diag *why)
{
	const struct branch *b = what->branch;
	const struct check **check = grow_array(NULL, b->nr_fixes + 1,
						sizeof(*check));
	size_t nr = 0;
	int ret;

	for (size_t i = 0; i < b->nr_fixes; i++)
		if (branch_check(b, i) &&
		    (!what->only || what->only->checked_by ==
		     branch_check(b, i)))
			check[nr++] = branch_check(b, i);
	one_boot_init(boot, what->mode, check, nr);
	one_boot_name(boot, what, NULL, 1);
	ret = one_boot_prepare(boot, what, what->initrd, shell, why);
	free(check);
	return ret;
}

/* QEMU on this terminal, in place of us, or its command on stdout. */
static int enter(const struct trying *t, const struct boots_of *what,
		 struct diag *why)
{
	static const char *const wait[] = { "-S", "-gdb", "tcp::" GDB_PORT,
					    NULL };
	static const char *const none[] = { NULL };
	struct one_boot boot;
	struct qemu_boot q;
	int ret = make_boot(&boot, what, t->how == TRY_SHELL, why);

	q = (struct qemu_boot){ .target = what->branch->target,
				.kernel = what->kernel->image,
				.initrd = what->initrd,
				.append = boot.append };
	if (!ret && t->how == TRY_PRINT) {
		ret = qemu_print(&q, why);
	} else if (!ret) {
		if (t->how == TRY_GDB)
			notice("backport: QEMU waits; run: gdb %s -ex 'target remote :" GDB_PORT "'\n",
			       what->kernel->image);
		ret = qemu_enter(&q, t->how == TRY_GDB ? wait : none, why);
	}
	one_boot_release(&boot);
	return ret;
}

int boot_try(const struct ctx *ctx, struct boot_inputs *in,
	     const struct trying *t)
{
	struct diag why = { 0 };
	char *folder = xstrfmt("%s/%s", OUT, in->branch->name);
	char *stage = xstrfmt("try.%s", t->step);
	char *initrd = xstrfmt("%s/%s.initrd", folder, stage);
	struct boots_of what = { .branch = in->branch, .initrd = initrd,
				 .folder = folder, .stage = stage,
				 .show = ctx->verbosity > 0 };
	int ret = boot_inputs_hold(in, &why) ||
		  find_modes(in, t->mode, &what, &why) ||
		  branch_check_fix(in->branch, t->fix, &why) ? -1 : 0;

	what.only = t->fix ? branch_fix(in->branch, t->fix) : NULL;
	if (!ret && t->how == TRY_SHELL && !in->shared->guest.busybox.len)
		ret = busybox_find(&in->shared->guest.busybox,
				   in->branch->target, &why) ? -1 : 0;
	if (!ret)
		ret = t->how == TRY_CHECKS ? run_checks(&what, &why) :
			enter(t, &what, &why);
	free(initrd);
	free(stage);
	free(folder);
	return ret < 0 ? cmd_cannot(ctx, &why) : ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* KVM where it works, else QEMU's own translation. */
#include "sys/boot/accel.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/os/clock.h"
#include "sys/os/run.h"

#define TRY_S	0.5	/* QEMU that still runs after so long runs with KVM */

static const char *const args[][5] = {
	[ACCEL_AS_GIVEN] = { NULL },
	[ACCEL_TCG] = { "-accel", "tcg", NULL },
	[ACCEL_KVM] = { "-accel", "kvm", "-cpu", "host", NULL },
};

static bool long_enough(void *arg, struct span fresh)
{
	const double *began = arg;

	(void)fresh;
	return clock_seconds() - *began >= TRY_S;
}

/* Runs QEMU with KVM and an empty machine: does it go on? */
static int try_kvm(const char *qemu, bool *works, struct diag *why)
{
	const char *const argv[] = {
		qemu, "-accel", "kvm", "-cpu", "host", "-nodefaults",
		"-display", "none", NULL,
	};
	double began = clock_seconds();
	struct proc_end end;
	int ret;

	*works = false;
	if (access("/dev/kvm", R_OK | W_OK))
		return 0;
	/* where KVM does not work, QEMU's error message is of no use */
	ret = proc_run(&(struct proc){ .argv = argv, .log = "/dev/null",
				       .timeout_s = 10, .watch = long_enough,
				       .arg = &began }, &end, why);
	*works = !ret && end.stopped;
	return ret;
}

/* A process boots one target, many times. */
static int try_once(const char *qemu, enum accel *accel, struct diag *why)
{
	static char *tried;
	static bool works;

	if (!tried || strcmp(tried, qemu)) {
		if (try_kvm(qemu, &works, why))
			return -1;
		free(tried);
		tried = xstrdup(qemu);
	}
	*accel = works ? ACCEL_KVM : ACCEL_TCG;
	return 0;
}

int accel_choose(const struct target *target, enum accel *accel,
		 struct diag *why)
{
	*accel = ACCEL_AS_GIVEN;
	if (!target->accel)
		return 0;
	*accel = ACCEL_KVM;
	if (!strcmp(target->accel, "kvm"))
		return 0;
	*accel = ACCEL_TCG;
	if (!strcmp(target->accel, "tcg"))
		return 0;
	return try_once(target->qemu, accel, why);
}

const char *const *accel_args(enum accel accel)
{
	return args[accel];
}

const char *accel_name(enum accel accel)
{
	static const char *const names[] = {
		[ACCEL_AS_GIVEN] = "", [ACCEL_TCG] = "tcg",
		[ACCEL_KVM] = "kvm",
	};

	return names[accel];
}

// SPDX-License-Identifier: GPL-2.0-only
/* KVM where it works, else QEMU's own translation. */
#include "sys/boot/accel.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text/strings.h"
#include "sys/os/run.h"

#define TRY_S	60	/* a slow machine starts QEMU in a few */

static const char *const args[][5] = {
	[ACCEL_AS_GIVEN] = { NULL },
	[ACCEL_TCG] = { "-accel", "tcg", NULL },
	[ACCEL_KVM] = { "-accel", "kvm", "-cpu", "host", NULL },
};

/*
 * The target's machine, without which some of QEMU's programs start none; as
 * "-M NAME", or nothing where the target names none.
 */
static void add_machine(struct strings *w, const struct target *target)
{
	struct strings all = { 0 };

	for (size_t i = 0; i < target->nr_qemu_args; i++)
		strings_split(&all, span_of(target->qemu_arg[i]), " \t");
	for (size_t i = all.nr; i-- > 1;) {
		const char *option = all.at[i - 1];

		option += *option == '-' && option[1] == '-';
		if (strcmp(option, "-M") && strcmp(option, "-machine"))
			continue;
		strings_add(w, "-M");
		strings_add(w, all.at[i]);
		break;
	}
	strings_release(&all);
}

/*
 * Asks QEMU whether it runs the machine with KVM: by the time that it answers
 * the monitor, KVM has taken its processor or QEMU has aborted.
 */
static int try_kvm(const struct target *target, bool *works, struct diag *why)
{
	static const char ask[] =
		"printf '{\"execute\":\"qmp_capabilities\"}{\"execute\":\"quit\"}\\n'"
		" | exec \"$@\"";
	static const char *const first[] = { "sh", "-c", ask, "sh" };
	static const char *const last[] = { "-nodefaults", "-display", "none",
					    "-qmp", "stdio" };
	struct strings w = { 0 };
	struct proc_end end;
	int ret;

	*works = false;
	if (access("/dev/kvm", R_OK | W_OK))
		return 0;
	for (size_t i = 0; i < sizeof(first) / sizeof(*first); i++)
		strings_add(&w, first[i]);
	strings_add(&w, target->qemu);
	add_machine(&w, target);
	for (const char *const *a = accel_args(ACCEL_KVM); *a; a++)
		strings_add(&w, *a);
	for (size_t i = 0; i < sizeof(last) / sizeof(*last); i++)
		strings_add(&w, last[i]);
	/* where KVM does not work, QEMU's error message is of no use */
	ret = proc_run(&(struct proc){ .argv = (const char *const *)w.at,
				       .log = "/dev/null", .timeout_s = TRY_S },
		       &end, why);
	*works = !ret && !end.status && !end.timed_out;
	strings_release(&w);
	return ret;
}

/* A process boots one target, many times. */
static int try_once(const struct target *target, enum accel *accel,
		    struct diag *why)
{
	static const struct target *tried;
	static bool works;

	if (tried != target) {
		if (try_kvm(target, &works, why))
			return -1;
		tried = target;
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
	return try_once(target, accel, why);
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

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_BOOT_OUTCOME_H
#define CORE_CONSOLE_BOOT_OUTCOME_H

#include "core/console/console.h"

/* Why the emulator stopped. */
enum stop {
	STOP_ITSELF,	/* it ended with status 0: the guest powered off */
	/* ended by us: the end line was seen, but no power-off came */
	STOP_END,
	STOP_PANIC,	/* ended by us, after a panic */
	STOP_SILENCE,	/* ended by us: no output any more */
	STOP_NO_START,	/* ended by us: the guest's start line did not come */
	STOP_TIMEOUT,	/* ended by us: it took too long */
	STOP_FLOOD,	/* ended by us: too much output */
	STOP_DIED,	/* the emulator failed or was killed by somebody else */
};

/* How the emulator's run ended; the console's text says what it proves. */
struct boot_end {
	enum stop stop;
	int status;	/* QEMU's exit status, 128 + signal when killed */
	double seconds;
	const char *accel;	/* "kvm", "tcg"; NULL, "": not said */
};

/*
 * Outcome of one boot: FAIL when the kernel is at fault, ERROR when the
 * harness is; reason gets one sentence, "" for PASS.
 */
enum outcome boot_judge(const struct console *c, enum stop stop, char *reason,
			unsigned long size);

/*
 * True when the failing steps of a kernel without the fix are the fix's own: at
 * least one failed, every failed one is named (with or without its round) in
 * the comma-separated signature, none was an error, and the check reached its
 * end. Of a splat, "splat" is the step.
 */
bool boot_has_signature(const struct console *c, const char *signature);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_MODE_H
#define CORE_VERDICT_MODE_H

#include "core/console/boot-outcome.h"
#include "core/verdict/verdict.h"

/* One boot: how it ended, and what it is judged to be. */
struct boot_result {
	const char *fix;	/* whose check was judged; borrowed */
	const char *mode;	/* borrowed */
	long nr;		/* from 1, with --repeat */
	const char *log;	/* path; borrowed */
	char secret[2 * SEAL_SECRET + 1];	/* of its guest, in hex */
	struct boot_end end;
	int retries;	/* boots before it in which QEMU died at its start */
	enum outcome outcome;
	bool signature;
	char reason[1024];
	char log_sha256[65];	/* of the console that it was judged by */
};

/*
 * Asks whether it is to be booted again, having been tried so often before:
 * QEMU died before a kernel spoke.
 */
bool boot_again(const struct boot_end *end, const struct console *c,
		int retries);

/* Judges the boot by its console, signature being the fix's. */
void boot_result_judge(struct boot_result *r, const struct console *c,
		       const char *signature);

/* Adds a judged boot to the outcome of its mode; the reason is the caller's. */
void mode_count(struct mode_result *m, const struct boot_result *r,
		const struct console *c);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_VERDICT_H
#define CORE_VERDICT_H

#include "console.h"

/* DESIGN, "Words": the verdict of a branch. */
enum verdict { PROVED, UNPROVED, BROKEN, VERDICT_ERROR, SKIPPED };

/* Outcome of one boot: FAIL when the kernel is at fault, ERROR when the harness is; reason gets one sentence. */
enum outcome boot_judge(const struct console *c, char *reason,
			unsigned long size);

/*
 * True when the failing steps of a before are the fix's own: at least one
 * failed, every failed one is named (without its round) in the
 * comma-separated signature, and the guest came to the first of them.
 */
bool boot_has_signature(const struct console *c, const char *signature);

/* "proved", "unproved", "broken", "error", "skipped". */
const char *verdict_name(enum verdict verdict);

#endif

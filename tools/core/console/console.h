/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_CONSOLE_H
#define CORE_CONSOLE_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/console/complaint.h"
#include "core/console/transcript.h"
#include "core/text/span.h"
#include "guest/seal.h"

/*
 * What a booted kernel said. The guest prints these lines, each with its
 * number and seal (guest/seal.h); anything else is the firmware's and the
 * kernel's own text:
 *
 *   backport: 1 start check=ownership kernel=4.9.262 mac=...
 *   backport: 2 step 1.up PASS at=1688 ms=1203 mac=...
 *   backport: 3 step 1.owned-base FAIL at=3010 ms=1 reason="..." mac=...
 *   backport: 26 result FAIL steps=24 passed=12 failed=1 skipped=11 mac=...
 *   backport: 27 end mac=...
 *
 * In a reason, " and \ have a \ before them; init=, at= and ms= may be left
 * out. A result line has taint= when the kernel itself says that it complained.
 * From a start line to its result line is a check's block, and a boot may have
 * several, one after another. What stands in a block is its check's: also the
 * kernel's complaints. What stands outside is everybody's.
 */

/* What a boot is to show: a console of anything else is no evidence. */
struct boot_asked {
	unsigned char secret[SEAL_SECRET];	/* with which its guest seals */
	/* whose block is read; borrowed; NULL: the first */
	const char *check;
	const char *release;	/* of the kernel; borrowed; NULL, "": any */
	/* words that its command line must have; borrowed; NULL: none */
	const char *append;
	/*
	 * extended regular expression of the line by which the check fails;
	 * borrowed; NULL: its steps tell
	 */
	const char *splat;
};

#define STEPS_MAX 16384	/* more of them are garbage */

/* One step of the check, as printed. Strings are owned. */
struct step {
	char *name;	/* "1.own" */
	enum outcome outcome;
	long ms;	/* -1 when not said */
	/* of the kernel's clock, when it began; -1 when not said */
	long at_ms;
	char *reason;	/* "" when not said */
	long lineno;	/* in the console log, from 1 */
};

/* How the check's block ended, from evidence in the text alone. */
enum ending {
	ENDED_RESULT,	/* a result line, and the next block or the end line */
	ENDED_CUT,	/* the text stops after start: hang, or killed */
	ENDED_PANIC,	/* the kernel panicked */
	ENDED_NO_START,	/* the kernel spoke, the guest never did */
	ENDED_SILENT,	/* nothing of a kernel at all */
};

struct console {
	enum ending ending;
	bool spoke;	/* the kernel did */
	bool started;
	/* owned, from the start line; NULL without one */
	char *check, *kernel;
	/*
	 * owned: a check whose block stands before, in which the kernel
	 * complained or which did not end; NULL: none
	 */
	char *spoiled_by;
	/* borrowed: the first line of the block that is the splat; or empty */
	struct span splat;
	long splat_lineno;
	bool has_result;
	/* of the result line; ERROR when there is none */
	enum outcome result;
	/* borrowed: the last line that is not blank; empty if none */
	struct span last;
	/*
	 * of the kernel's clock: PID 1 began, the start and the result line; -1
	 * when not said
	 */
	long init_ms, start_ms, result_ms;
	struct step *step;
	size_t nr;
	struct complaints complaints;
	/*
	 * why it is no evidence: the first line that breaks the rules; "" when
	 * none does
	 */
	char malformed[200];
};

/* Frees the contents and leaves *c empty. */
void console_release(struct console *c);

/* "PASS", "FAIL", "ERROR", "SKIP". */
const char *outcome_name(enum outcome outcome);

/* The outcome of that name; false when there is no such. */
bool outcome_of(struct span name, enum outcome *outcome);

/* "result", "cut", "panic", "no start", "silent". */
const char *ending_name(enum ending ending);

#endif

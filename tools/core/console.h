/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_H
#define CORE_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

#include "span.h"

/*
 * What a booted kernel said. The guest prints lines "backport: WORD ...", one a
 * step; README's console section and guest/guest.h have the grammar. Anything
 * else is the kernel's own text.
 */
enum outcome { PASS, FAIL, ERROR, SKIP };

/* One step of the check, as printed. Strings are owned. */
struct step {
	char *name;	/* "1.own": round and step */
	enum outcome outcome;
	long ms;	/* -1 when not said */
	char *reason;	/* "" when not said */
	long lineno;	/* in the console log, from 1 */
};

/* How the boot ended, from evidence in the text alone. */
enum ending {
	ENDED_RESULT,	/* a result line, and the end line */
	ENDED_CUT,	/* the text stops after start: hang, or killed */
	ENDED_PANIC,	/* the kernel panicked */
	ENDED_NO_START,	/* the kernel spoke, the guest never did */
	ENDED_SILENT,	/* nothing of a kernel at all */
};

struct console {
	enum ending ending;
	bool started;
	enum outcome result;	/* of the result line; ERROR when there is none */
	struct step *step;
	size_t nr;
	size_t nr_oops, nr_warning;	/* kernel complaints, for the report */
	struct span first_oops;	/* borrowed: the first such line; empty if none */
	long first_oops_lineno;
	struct span panic;	/* borrowed: the panic line */
	char malformed[160];	/* a backport: line that breaks the grammar; "" if none */
};

/* Reads a whole console log; text must outlive *c. Never fails: garbage is a value. */
void console_read(struct console *c, struct span text);

/* Frees the contents and leaves *c empty. */
void console_release(struct console *c);

/* "PASS", "FAIL", "ERROR", "SKIP". */
const char *outcome_name(enum outcome outcome);

#endif

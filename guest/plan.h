/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which checks a boot runs: the file "plan" of the initramfs. A line is a word
 * and what follows it:
 *
 *	shell yes	no check is run, but a shell on the console
 *	check NAME	begins a check; its files are in /checks/NAME
 *	kind KIND	program, splat or kunit; program when not said
 *	protocol NAME	exit or ltp: what an exit status means
 *	timeout N	seconds that it may take
 *	survive N	of a splat: seconds for which the kernel must be silent
 *	program NAME	begins a further command line of the check: NAME is the
 *			name of its steps, or before it; one limit is for all
 *	arg TEXT	a word of its command line, the program first; of a
 *			kunit, the suite
 */
#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>

#define PLAN_FILE	"plan"
#define PLAN_CHECKS	128
#define PLAN_ARGS	256
#define PLAN_PROGRAMS	64
#define PLAN_TIMEOUT_S	60	/* when a check says none */

enum plan_kind { PLAN_PROGRAM, PLAN_SPLAT, PLAN_KUNIT };

struct plan_check {
	const char *name;
	enum plan_kind kind;
	bool ltp;
	long timeout_s, survive_s;
	/* NULL behind each command line */
	const char *arg[PLAN_ARGS + 1];
	int nr_args;
	struct {
		const char *name;
		int arg;	/* where it begins */
	} program[PLAN_PROGRAMS];
	int nr_programs;	/* 0: one without a name */
};

struct plan {
	struct plan_check check[PLAN_CHECKS];
	int nr;
	bool shell;
};

/*
 * Reads the plan in text, which it cuts into strings and which must outlive
 * it. NULL, or the first line that is not understood.
 */
const char *plan_read(struct plan *p, char *text);

#endif

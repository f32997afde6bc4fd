/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KMSG_H
#define KMSG_H

#include <stdbool.h>

/* A KUnit suite that is looked for in the kernel's messages. */
struct kmsg {
	const char *suite;
	bool in;	/* its subtests are under way */
	bool ended;	/* by the suite's own line */
};

/*
 * Takes the text of the next message: the TAP in it that is of the suite's
 * subtests, without their indent; NULL when it has none.
 */
const char *kmsg_subtest(struct kmsg *k, const char *text);

/*
 * Gives take, until it returns false, what the kernel's messages so far have of
 * the suite.
 */
void kmsg_suite(const char *suite, bool (*take)(void *arg, const char *line),
		void *arg);

#endif

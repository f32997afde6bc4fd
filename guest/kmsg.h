/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KMSG_H
#define KMSG_H

#include <stdbool.h>

/*
 * Gives take, until it returns false, the lines of the kernel's messages so far
 * that are of a KUnit suite: its subtests without their indent, or the one line
 * that says how it went.
 */
void kmsg_suite(const char *suite, bool (*take)(void *arg, const char *line),
		void *arg);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_AFFECTED_SHOW_H
#define CMD_AFFECTED_SHOW_H

#include "cmd/affected/affected.h"

/* Prints what the sources tell, by ranges of releases. */
void show_contents(const struct asked *a);

/* Prints a release that was tried. */
void show_tried(const struct asked *a, size_t at);

/* Prints how much there is to do, and what comes first: --dry-run. */
void show_plan(const struct asked *a);

/*
 * Prints the first release that fails and the first that passes; returns the
 * exit status.
 */
int show_answer(const struct asked *a);

#endif

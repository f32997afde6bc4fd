/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_WATCH_BRANCH_H
#define CMD_WATCH_BRANCH_H

#include "cmd/watch/watched.h"

/* Begins to watch a branch. */
void watched_init(struct watched *r, const struct branch *branch);

/* Frees the contents. */
void watched_release(struct watched *r);

/*
 * Looks for what the stages of nr branches took and compiled in the past, for
 * bars and estimates; without a history there is none.
 */
void watched_read_past(struct watched *row, size_t nr, const char *root);

/*
 * Looks at a branch's folder: what has a result, and which; what runs. What was
 * now becomes then. 0, or -1 and *why when a result cannot be read.
 */
int watched_look(struct watched *r, const struct ctx *ctx, struct diag *why);

#endif

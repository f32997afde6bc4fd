/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_AFFECTED_TRY_H
#define CMD_AFFECTED_TRY_H

#include "cmd/affected/affected.h"

/*
 * Takes what runs before stored of the release, if it holds: a->a.tried says
 * what. 0 or -1 and *why.
 */
int release_recall(struct asked *a, size_t at, struct diag *why);

/*
 * As release_recall(), and builds and boots it when nothing is stored. 0 or -1
 * and *why.
 */
int release_try(struct asked *a, size_t at, struct diag *why);

#endif

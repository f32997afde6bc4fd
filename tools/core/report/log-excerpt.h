/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_LOG_EXCERPT_H
#define CORE_REPORT_LOG_EXCERPT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

#define EXCERPT_HEAD	60	/* lines kept at the beginning, */
#define EXCERPT_TAIL	60	/* at the end, */
#define EXCERPT_AROUND	12	/* and on each side of a marked one */
#define EXCERPT_WHOLE	600	/* a log of so many lines is not cut */
#define EXCERPT_MOST 1500 /* never more lines than these, whatever is marked */

/* How many lines text has, a last one without \n included. */
size_t excerpt_lines(struct span text);

/*
 * Chooses which of a log's nr lines to show: keep[] gets true for those.
 * mark[i] is not 0 for lines that matter.
 */
void excerpt_choose(const char *mark, size_t nr, bool *keep);

#endif

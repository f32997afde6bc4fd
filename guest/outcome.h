/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OUTCOME_H
#define OUTCOME_H

/*
 * What a step came to: FAIL is the kernel's fault, ERROR the harness's, SKIP
 * was not run.
 */
enum outcome { PASS, SKIP, FAIL, ERROR };	/* the worst last */

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_STAIRCASE_H
#define CORE_REPORT_PAGE_STAIRCASE_H

#include "core/report/page/element.h"

/*
 * The staircase of a branch of several fixes: fixes down, steps across; what
 * each fix's check said at each step, with a link to its console.
 */
void page_staircase(const struct page *p, const struct matrix_branch *b);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_BRANCH_H
#define CORE_REPORT_PAGE_BRANCH_H

#include "core/report/page/element.h"

/* A branch's section. */
void page_branch(const struct page *p, const struct matrix_branch *b);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_FIX_H
#define CORE_REPORT_PAGE_FIX_H

#include "core/report/page/element.h"

/* A branch's fixes, each folded: its verdict and the boots of its check. */
void page_fixes(const struct page *p, const struct matrix_branch *b);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_WARNINGS_H
#define CORE_REPORT_PAGE_WARNINGS_H

#include "core/report/page/element.h"

/* The warnings of both builds, beside each other. */
void page_warnings(const struct page *p, const struct matrix_branch *b);

#endif

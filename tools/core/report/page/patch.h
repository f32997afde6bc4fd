/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_PATCH_H
#define CORE_REPORT_PAGE_PATCH_H

#include "core/report/page/element.h"

/* The series: what each patch changes, beside upstream's. */
void page_patches(const struct page *p, const struct matrix_branch *b);

#endif

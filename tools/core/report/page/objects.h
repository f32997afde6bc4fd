/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_OBJECTS_H
#define CORE_REPORT_PAGE_OBJECTS_H

#include "core/report/page/element.h"

/*
 * The functions whose code the fixes change, folded; nothing when
 * nobody looked.
 */
void page_objects(const struct page *p, const struct matrix_branch *b);

#endif

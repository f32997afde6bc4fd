/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_HEAD_H
#define CORE_REPORT_PAGE_HEAD_H

#include "core/report/page/element.h"

/* The head, up to the field that filters. */
void page_head(const struct page *p);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_BOOT_H
#define CORE_REPORT_PAGE_BOOT_H

#include "core/report/page/element.h"

/* Both sides' boots, mode by mode, folded. */
void page_boots(const struct page *p, const struct matrix_branch *b);

/* The same without the fold: what the sides came to, and their parts. */
void page_boot_words(const struct page *p, const struct matrix_branch *b);
void page_boot_parts(const struct page *p, const struct matrix_branch *b);

#endif

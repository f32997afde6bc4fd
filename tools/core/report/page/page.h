/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_PAGE_H
#define CORE_REPORT_PAGE_PAGE_H

#include "core/report/page/element.h"

/*
 * The text between <tag> and </tag> of the template, of which the policy holds
 * a hash.
 */
struct span page_element(const char *tag);

/* Writes the page into p->out; see share/report.html. */
void report_page(const struct page *p);

#endif

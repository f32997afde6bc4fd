/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_TEMPLATE_H
#define CORE_REPORT_PAGE_TEMPLATE_H

/*
 * share/report.html, NUL-terminated: @CSP@, @TITLE@ and @BODY@ are to be
 * filled in.
 */
extern const char report_template[];

#endif

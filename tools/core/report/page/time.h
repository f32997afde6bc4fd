/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_PAGE_TIME_H
#define CORE_REPORT_PAGE_TIME_H

#include "core/report/page/element.h"

/* The scale of a picture of times, from 0. */
struct page_axis {
	double most, tick;	/* ms */
};

/*
 * The boots of before and after (NULL: there is none), their parts on one axis.
 */
void page_boot_time(const struct page *p,
		    const struct matrix_boot *const *boot);

/*
 * Sets the axis of the check's steps of both, and adds the row with its numbers
 * to their table.
 */
void page_step_axis(const struct page *p, const struct matrix_boot *const *boot,
		    struct page_axis *axis);

/* The cell with when a step of both (NULL: it has none) was. */
void page_step_time(const struct page *p, const struct page_axis *axis,
		    const struct matrix_boot *const *boot,
		    const struct matrix_step *const *step);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PATCH_NOT_A_PATCH_H
#define CORE_PATCH_NOT_A_PATCH_H

#include "core/text/span.h"

/*
 * What a text that holds no diff is instead of a patch, and what to do, as one
 * sentence: UTF-16, a web page, a Git LFS pointer, a link's text, a quoted or
 * an indented diff. NULL for an empty text, a cover letter, and all else.
 * *lineno is the line that shows it.
 */
const char *not_a_patch(struct span text, long *lineno);

#endif

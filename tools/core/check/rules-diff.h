/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CHECK_RULES_DIFF_H
#define CORE_CHECK_RULES_DIFF_H

#include "core/check/checking.h"

/* Rules on the diff. */
void check_size(struct checking *c);
void check_one_fix(struct checking *c);
void check_whitespace(struct checking *c);

#endif

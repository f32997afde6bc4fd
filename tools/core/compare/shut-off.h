/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_SHUT_OFF_H
#define CORE_COMPARE_SHUT_OFF_H

#include "core/compare/change.h"

/*
 * Asks whether added lines stand, in the variant's patch alone, behind a line
 * that keeps them from being run as upstream's are: an #if or a comment that
 * begins between them and what both have around them, a return or another jump
 * of the same block, a condition without a brace. *by gets that line.
 */
bool change_is_shut_off(const struct change *up, const struct change *down,
			struct span *by);

#endif

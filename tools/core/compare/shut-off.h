/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_SHUT_OFF_H
#define CORE_COMPARE_SHUT_OFF_H

#include "core/compare/pair.h"

/*
 * Asks whether added lines stand, in the variant's patch alone, behind a line
 * that keeps them from being run as upstream's are: an #if or a comment that
 * begins between them and what both have around them, a return or another jump
 * of the same block, a condition without a brace; any of these, or a head with
 * a brace, amid the pair's changes; a test of the same names as upstream's, but
 * by other operators. *by gets that line.
 */
bool pair_is_shut_off(const struct pairing *p, const struct pair *pair,
		      struct span *by);

#endif

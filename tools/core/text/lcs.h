/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_LCS_H
#define CORE_TEXT_LCS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Longest common subsequences, by table: time and memory are na * nb, so the
 * caller bounds both; neither may be above 65535. Equal items have equal
 * numbers.
 */

/*
 * How long it is for a from i on and b from j on: cell i * (nb + 1) + j. The
 * caller frees it.
 */
uint16_t *lcs_lengths(const uint32_t *a, size_t na,
		      const uint32_t *b, size_t nb);

/*
 * How a becomes b, a character per item: ' ' for one that both have, '-' for
 * one of a, '+' for one of b. The caller frees the string.
 */
char *lcs_edits(const uint32_t *a, size_t na, const uint32_t *b, size_t nb);

#endif

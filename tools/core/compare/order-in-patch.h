/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_ORDER_IN_PATCH_H
#define CORE_COMPARE_ORDER_IN_PATCH_H

#include "core/compare/pair.h"

/*
 * Judges a pair by the lines that the patches show: ADAPTED_PAST when one of
 * them stands on the other side, which fills pair->past; ADAPTED_AROUND when
 * added lines have no neighbour in common; else 0.
 */
unsigned int order_in_patches(const struct pairing *p, struct pair *pair);

#endif

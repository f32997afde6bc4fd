/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_JUDGE_H
#define CORE_COMPARE_JUDGE_H

#include "core/compare/pair.h"

/*
 * Judges one pair: fills everything after down; ADAPTED_ORDER is there already
 * if it holds.
 */
void pair_judge(struct pairing *p, struct pair *pair);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_EXPLAIN_H
#define CORE_COMPARE_EXPLAIN_H

#include "core/compare/pair.h"

/* Adds why the pair is adapted to out, as the rest of a sentence. */
void pair_explain(const struct pairing *p, const struct pair *pair,
		  struct buf *out);

#endif

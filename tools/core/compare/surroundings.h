/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_SURROUNDINGS_H
#define CORE_COMPARE_SURROUNDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands around a change: equal items have equal keys. */
struct surroundings {
	const uint32_t *key;	/* borrowed */
	size_t nr, above;	/* the first above of them stand above it */
};

/* The surroundings of one change on two sides, aligned in every way. */
struct surroundings_pair {
	const struct surroundings *u, *d;
	uint16_t *front, *behind;	/* front: of the items turned round */
	size_t common;			/* items that both have, in order */
};

/*
 * Aligns two surroundings, which must outlive *l. False, and nothing to
 * release, when that table would be too large.
 */
bool surroundings_align(struct surroundings_pair *l,
			const struct surroundings *u,
			const struct surroundings *d);

/*
 * True when an item stands on the other side of the change: the sides have
 * fewer items in common once the change is held to the change. *at is its
 * place in u.
 */
bool surroundings_cross(const struct surroundings_pair *l, size_t *at);

/* Frees the contents and leaves *l empty. */
void surroundings_release(struct surroundings_pair *l);

#endif

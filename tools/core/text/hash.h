/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_TEXT_HASH_H
#define CORE_TEXT_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text/span.h"

/* FNV-1a: byte by byte, and the same on every machine. */
#define HASH_START	14695981039346656037u

static inline uint64_t hash_byte(uint64_t h, char c)
{
	return (h ^ (unsigned char)c) * 1099511628211u;
}

/* Takes s into the hash h, HASH_START at first. */
uint64_t hash_span(uint64_t h, struct span s);

/*
 * A faster hash, eight bytes at a time; it differs between machines and goes
 * into no file.
 */
uint32_t hash_line(struct span line);

/*
 * A hash table, { 0 } when empty: finds an item, a number that the caller gave
 * it, by its hash. What the numbers stand for the caller holds and compares.
 */
struct table {
	struct table_slot *slot;
	size_t nr, mask;
};

/*
 * Sets *item to the next item with that hash, *probe being 0 at first:
 *	for (probe = 0; table_next(&t, hash, &probe, &item);)
 * They come in any order; false when there are no more.
 */
bool table_next(const struct table *t, uint64_t hash, size_t *probe,
		size_t *item);

/* Adds an item, below UINT32_MAX; one with the same hash may be there. */
void table_add(struct table *t, uint64_t hash, size_t item);

/* Frees the table and leaves *t empty. */
void table_release(struct table *t);

/*
 * Byte strings, numbered from 0 in the order in which they came; { 0 }
 * when empty.
 */
struct numbering {
	struct table table;
	struct span *name;	/* borrowed */
	size_t nr, room;
};

/*
 * The number of name, which must outlive *n; it gets the next one when it
 * is new.
 */
size_t numbering_add(struct numbering *n, struct span name);

/* The number of name; SIZE_MAX when it was never added. */
size_t numbering_find(const struct numbering *n, struct span name);

/* Frees the numbers and leaves *n empty. */
void numbering_release(struct numbering *n);

#endif

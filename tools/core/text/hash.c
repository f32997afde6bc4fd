// SPDX-License-Identifier: GPL-2.0-only
/* Hashes, and a small hash table with open addressing. */
#include "core/text/hash.h"

#include <assert.h>
#include <stdlib.h>

#include "core/text/buf.h"

struct table_slot {
	uint32_t hash, item;	/* item: from 1; 0 in a free slot */
};

uint64_t hash_span(uint64_t h, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		h = hash_byte(h, s.at[i]);
	return h;
}

uint32_t hash_line(struct span line)
{
	uint64_t h = line.len * 0x9e3779b97f4a7c15u, word;
	const char *p = line.at;
	size_t left = line.len;

	for (; left >= 8; left -= 8, p += 8) {
		memcpy(&word, p, 8);
		h = (h ^ word) * 0xff51afd7ed558ccdu;
		h ^= h >> 32;
	}
	word = 0;
	if (left)
		memcpy(&word, p, left);
	h = (h ^ word) * 0xff51afd7ed558ccdu;
	return h >> 32;
}

/* All of the hash counts, whichever bits of it are good. */
static uint32_t fold(uint64_t hash)
{
	return (hash * 0x9e3779b97f4a7c15u) >> 32;
}

bool table_next(const struct table *t, uint64_t hash, size_t *probe,
		size_t *item)
{
	uint32_t h = fold(hash);

	if (!t->nr)
		return false;
	for (;;) {
		const struct table_slot *s = &t->slot[(h + *probe) & t->mask];

		if (!s->item)
			return false;
		++*probe;
		if (s->hash == h) {
			*item = s->item - 1;
			return true;
		}
	}
}

static void put(struct table *t, struct table_slot s)
{
	size_t at = s.hash & t->mask;

	while (t->slot[at].item)
		at = (at + 1) & t->mask;
	t->slot[at] = s;
}

/* Keeps the table at most half full. */
static void make_room(struct table *t)
{
	size_t slots = t->slot ? t->mask + 1 : 0;
	struct table old = *t;

	if (2 * (t->nr + 1) <= slots)
		return;
	t->mask = slots ? 2 * slots - 1 : 15;
	t->slot = new_array(t->mask + 1, sizeof(*t->slot));
	for (size_t i = 0; i < slots; i++)
		if (old.slot[i].item)
			put(t, old.slot[i]);
	free(old.slot);
}

void table_add(struct table *t, uint64_t hash, size_t item)
{
	assert(item < UINT32_MAX);
	make_room(t);
	put(t, (struct table_slot){ fold(hash), item + 1 });
	t->nr++;
}

void table_release(struct table *t)
{
	free(t->slot);
	*t = (struct table){ 0 };
}

static size_t find(const struct numbering *n, struct span name, uint32_t hash)
{
	size_t probe = 0, item;

	while (table_next(&n->table, hash, &probe, &item))
		if (span_equals(n->name[item], name))
			return item;
	return SIZE_MAX;
}

size_t numbering_find(const struct numbering *n, struct span name)
{
	return find(n, name, hash_line(name));
}

size_t numbering_add(struct numbering *n, struct span name)
{
	uint32_t hash = hash_line(name);
	size_t at = find(n, name, hash);

	if (at != SIZE_MAX)
		return at;
	n->name = grow_for_one(n->name, n->nr, &n->room, sizeof(*n->name));
	n->name[n->nr] = name;
	table_add(&n->table, hash, n->nr);
	return n->nr++;
}

void numbering_release(struct numbering *n)
{
	table_release(&n->table);
	free(n->name);
	*n = (struct numbering){ 0 };
}

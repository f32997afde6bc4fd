// SPDX-License-Identifier: GPL-2.0-only
/* What the read-only objects of a file hold, each worked out once. */
#include "core/object/object-contents.h"

#include <stdlib.h>

#include "core/text/buf.h"
#include "core/text/hash.h"

/* Contents that were worked out: a table may refer to itself many times. */
struct elf_contents {
	struct table table;
	struct content *content;
	size_t nr, room;
};

static uint64_t hash_place(const struct content *c)
{
	return ((c->section * 31u + c->at) * 31u + c->end) * 31u +
	       (uint64_t)c->depth;
}

const struct content *elf_contents_find(const struct elf_contents *all,
					const struct content *like)
{
	size_t probe = 0, at;

	while (table_next(&all->table, hash_place(like), &probe, &at)) {
		const struct content *c = &all->content[at];

		if (c->section == like->section && c->at == like->at &&
		    c->end == like->end && c->depth == like->depth)
			return c;
	}
	return NULL;
}

void elf_contents_add(struct elf_contents *all, const struct content *c)
{
	all->content = grow_for_one(all->content, all->nr, &all->room,
				    sizeof(*all->content));
	table_add(&all->table, hash_place(c), all->nr);
	all->content[all->nr++] = *c;
}

struct elf_contents *elf_contents_new(void)
{
	return new_array(1, sizeof(struct elf_contents));
}

void elf_contents_free(struct elf_contents *all)
{
	if (!all)
		return;
	table_release(&all->table);
	free(all->content);
	free(all);
}

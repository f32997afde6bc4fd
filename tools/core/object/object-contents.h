/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_OBJECT_CONTENTS_H
#define CORE_OBJECT_OBJECT_CONTENTS_H

#include <stddef.h>
#include <stdint.h>

/* What a read-only object holds, said at one depth. */
struct content {
	size_t section;
	uint64_t at, end;
	int depth;
	uint64_t hash[2];
};

struct elf_contents;

/* An empty set, the caller's. */
struct elf_contents *elf_contents_new(void);

/* Frees a set; NULL is allowed. */
void elf_contents_free(struct elf_contents *all);

/* The entry with like's place and depth; NULL when there is none. */
const struct content *elf_contents_find(const struct elf_contents *all,
					const struct content *like);

/* Adds an entry that is not there. */
void elf_contents_add(struct elf_contents *all, const struct content *c);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_OBJECT_REF_H
#define CORE_OBJECT_OBJECT_REF_H

#include "core/object/object-elf.h"

/* The first relocation of s at or behind a place; nr_relocs when none is. */
size_t elf_reloc_from(const struct elf_section *s, uint64_t at);

/*
 * Adds to out what the relocation r, at a place of a section, means: a name and
 * a distance, or for what has no name that lasts, its content. from is the
 * beginning of what refers.
 */
void elf_say_target(const struct elf *e, const struct elf_reloc *r,
		    uint64_t from, struct buf *out);

/* Adds what lies at a place of a section, as elf_say_target(). */
void elf_say_place(const struct elf *e, size_t section, int64_t at,
		   struct buf *out);

/*
 * A symbol's name without what compilers append: *name "foo", clone
 * ".isra.cold" of "foo.isra.3.cold".
 */
void elf_name_split(const char *symbol, struct span *name, struct buf *clone);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_OBJECT_ELF_H
#define CORE_OBJECT_OBJECT_ELF_H

#include <gelf.h>
#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "core/text/span.h"

/*
 * An object file's sections, symbols and relocations, in memory: what object.c
 * and dwarf.c read from.
 */

struct elf_reloc {
	uint64_t at;		/* in the section */
	int64_t addend;
	uint32_t type, symbol;
};

struct elf_section {
	const char *name;
	uint64_t flags, entsize;
	uint32_t type;
	size_t file_at;		/* where its bytes are in the file */
	struct span bytes;	/* empty for SHT_NOBITS */
	struct elf_reloc *reloc;	/* sorted by place */
	size_t nr_relocs;
	uint64_t *edge;		/* sorted places that something refers to */
	size_t nr_edges;
};

struct elf_symbol {
	const char *name;
	uint64_t at, size;
	size_t section;		/* 0: none here */
	unsigned char type, bind;
};

struct elf {
	Elf *elf;
	unsigned int machine;
	bool big_endian;
	struct elf_section *section;
	size_t nr_sections;
	struct elf_symbol *symbol;
	size_t nr_symbols;
	struct elf_contents *contents;	/* object-ref.c's */
};

/*
 * Reads the tables; names and contents are borrowed from bytes. 0, or -1 and
 * *why; elf_release() either way.
 */
int elf_read(struct elf *e, struct span bytes, const char *path,
	     struct diag *why);

/* Frees the contents and leaves *e empty. */
void elf_release(struct elf *e);

/* True for a section that holds code. */
bool elf_is_code(const struct elf_section *s);

/* True for a section that nothing writes to but a linker. */
bool elf_is_constant(const struct elf_section *s);

/*
 * True for a relocation that counts from its own place, in 32 bits: how far its
 * addend is off is in *skew.
 */
bool elf_is_relative(const struct elf *e, uint32_t type, int64_t *skew);

/* The symbol of that type that holds the place; NULL if there is none. */
const struct elf_symbol *elf_symbol_at(const struct elf *e, size_t section,
				       uint64_t at, unsigned char type);

#endif

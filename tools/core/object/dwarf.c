// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which functions a source has, and which of them the compiler put into which:
 * from DWARF.
 */
#include "core/object/dwarf.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <stdlib.h>

#include "core/object/object-elf.h"

enum { DEPTH_MAX = 200 };	/* blocks within blocks */

/* By machine: relocations of whole words, which is all that DWARF has. */
static const struct {
	unsigned int machine;
	uint32_t type;
	int bytes;
} words[] = {
	{ EM_PPC64, R_PPC64_ADDR32, 4 },
	{ EM_PPC64, R_PPC64_ADDR64, 8 },
	{ EM_PPC, R_PPC_ADDR32, 4 },
	{ EM_X86_64, R_X86_64_64, 8 },
	{ EM_X86_64, R_X86_64_32, 4 },
	{ EM_X86_64, R_X86_64_32S, 4 },
	{ EM_AARCH64, R_AARCH64_ABS64, 8 },
	{ EM_AARCH64, R_AARCH64_ABS32, 4 },
};

static void put_word(const struct elf *e, const struct elf_section *s,
		     const struct elf_reloc *r, char *file)
{
	uint64_t value = e->symbol[r->symbol].at + r->addend;
	char *at = file + s->file_at + r->at;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		int n = words[i].bytes;

		if (words[i].machine != e->machine ||
		    words[i].type != r->type ||
		    (uint64_t)n > s->bytes.len - r->at)
			continue;
		for (int k = 0; k < n; k++)
			at[e->big_endian ? n - 1 - k : k] =
				(char)(value >> 8 * k);
		return;
	}
}

/*
 * libdw reads a relocatable file's DWARF as if it were linked: so link it, at
 * 0.
 */
static int link_debug(struct span bytes, char *copy, const char *path,
		      struct diag *why)
{
	struct elf e;
	int ret = elf_read(&e, bytes, path, why);

	for (size_t i = 0; !ret && i < e.nr_sections; i++) {
		const struct elf_section *s = &e.section[i];

		if (strncmp(s->name, ".debug", 6))
			continue;
		for (size_t k = 0; k < s->nr_relocs; k++)
			put_word(&e, s, &s->reloc[k], copy);
	}
	elf_release(&e);
	return ret;
}

const struct source_func *dwarf_index_find(const struct dwarf_index *d,
					 const char *name)
{
	for (size_t i = 0; i < d->nr; i++)
		if (!strcmp(d->func[i].name, name))
			return &d->func[i];
	return NULL;
}

static struct source_func *func_of(struct dwarf_index *d, Dwarf_Die *die)
{
	const char *name = dwarf_diename(die), *file = dwarf_decl_file(die);
	struct source_func *f;
	int lineno = 0;

	if (!name)
		return NULL;
	file = file ? file : "";
	for (size_t i = 0; i < d->nr; i++)
		if (!strcmp(d->func[i].name, name) &&
		    !strcmp(d->func[i].file, file))
			return &d->func[i];
	dwarf_decl_line(die, &lineno);
	d->func = grow_array(d->func, d->nr + 1, sizeof(*d->func));
	f = &d->func[d->nr++];
	*f = (struct source_func){ .name = xstrdup(name), .file = xstrdup(file),
				   .lineno = lineno };
	return f;
}

static void add_inlined(struct source_func *f, const char *name)
{
	for (size_t i = 0; i < f->nr; i++)
		if (!strcmp(f->inlined[i], name))
			return;
	f->inlined = grow_array(f->inlined, f->nr + 1, sizeof(*f->inlined));
	f->inlined[f->nr++] = xstrdup(name);
}

static void walk_code(struct source_func *f, Dwarf_Die *die, int depth)
{
	Dwarf_Die child;

	if (depth > DEPTH_MAX || dwarf_child(die, &child))
		return;
	do {
		int tag = dwarf_tag(&child);
		const char *name = dwarf_diename(&child);

		if (tag == DW_TAG_inlined_subroutine && name)
			add_inlined(f, name);
		if (tag == DW_TAG_inlined_subroutine ||
		    tag == DW_TAG_lexical_block)
			walk_code(f, &child, depth + 1);
	} while (!dwarf_siblingof(&child, &child));
}

static void walk_unit(struct dwarf_index *d, Dwarf_Die *unit)
{
	Dwarf_Die die;
	struct source_func *f;

	if (dwarf_child(unit, &die))
		return;
	do {
		if (dwarf_tag(&die) != DW_TAG_subprogram ||
		    dwarf_hasattr(&die, DW_AT_declaration))
			continue;
		f = func_of(d, &die);
		if (f && !dwarf_hasattr(&die, DW_AT_inline))
			walk_code(f, &die, 0);
	} while (!dwarf_siblingof(&die, &die));
}

static void walk(struct dwarf_index *d, Dwarf *dwarf)
{
	Dwarf_Off at = 0, next;
	size_t header;
	Dwarf_Die unit;

	while (!dwarf_nextcu(dwarf, at, &next, &header, NULL, NULL, NULL)) {
		if (dwarf_offdie(dwarf, at + header, &unit))
			walk_unit(d, &unit);
		at = next;
	}
}

int dwarf_index_read(struct dwarf_index *d, struct span bytes, const char *path,
		   struct diag *why)
{
	char *copy = grow_array(NULL, bytes.len + 1, 1);
	Elf *elf = NULL;
	Dwarf *dwarf = NULL;
	int ret;

	memset(d, 0, sizeof(*d));
	memcpy(copy, bytes.at, bytes.len);
	ret = link_debug(bytes, copy, path, why);
	if (!ret)
		elf = elf_memory(copy, bytes.len);
	if (elf)
		dwarf = dwarf_begin_elf(elf, DWARF_C_READ, NULL);
	if (dwarf)
		walk(d, dwarf);
	dwarf_end(dwarf);
	elf_end(elf);
	free(copy);
	return ret;
}

void dwarf_index_release(struct dwarf_index *d)
{
	for (size_t i = 0; i < d->nr; i++) {
		struct source_func *f = &d->func[i];

		for (size_t k = 0; k < f->nr; k++)
			free(f->inlined[k]);
		free(f->inlined);
		free(f->name);
		free(f->file);
	}
	free(d->func);
	memset(d, 0, sizeof(*d));
}

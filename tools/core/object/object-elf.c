// SPDX-License-Identifier: GPL-2.0-only
/* The tables of an object file: sections, symbols, relocations. */
#include "core/object/object-elf.h"

#include <stdlib.h>
#include <string.h>

#include "core/object/object-contents.h"

static int not_elf(const char *path, struct diag *why)
{
	int error = elf_errno();

	return diag_set(why, path, 0, "not an object file that can be read: %s",
			error ? elf_errmsg(error) : "no relocatable ELF file");
}

bool elf_is_code(const struct elf_section *s)
{
	return (s->flags & SHF_EXECINSTR) && s->type == SHT_PROGBITS;
}

/*
 * By machine: relocations of a 32-bit distance, and how far their addends are
 * from what they mean.
 */
static const struct {
	unsigned int machine;
	uint32_t type;
	int64_t skew;
} relative[] = {
	{ EM_PPC64, R_PPC64_REL32, 0 },
	{ EM_PPC, R_PPC_REL32, 0 },
	{ EM_X86_64, R_X86_64_PC32, 4 },
	{ EM_X86_64, R_X86_64_PLT32, 4 },
	{ EM_AARCH64, R_AARCH64_PREL32, 0 },
};

bool elf_is_constant(const struct elf_section *s)
{
	return !(s->flags & SHF_WRITE) || !strcmp(s->name, ".toc") ||
	       !strncmp(s->name, ".data.rel.ro", 12);
}

bool elf_is_relative(const struct elf *e, uint32_t type, int64_t *skew)
{
	for (size_t i = 0; i < sizeof(relative) / sizeof(*relative); i++)
		if (relative[i].machine == e->machine &&
		    relative[i].type == type) {
			*skew = relative[i].skew;
			return true;
		}
	*skew = 0;
	return false;
}

const struct elf_symbol *elf_symbol_at(const struct elf *e, size_t section,
				       uint64_t at, unsigned char type)
{
	for (size_t i = 1; i < e->nr_symbols; i++) {
		const struct elf_symbol *s = &e->symbol[i];

		if (s->section == section && s->type == type && at >= s->at &&
		    at - s->at < s->size)
			return s;
	}
	return NULL;
}

static int by_place(const void *a, const void *b)
{
	const struct elf_reloc *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->type < y->type ? -1 : x->type > y->type;
}

static void read_relocs(struct elf *e, Elf_Scn *scn, const GElf_Shdr *h)
{
	Elf_Data *data = elf_getdata(scn, NULL);
	size_t nr = data && h->sh_entsize ? data->d_size / h->sh_entsize : 0;
	struct elf_section *s;

	if (!h->sh_info || h->sh_info >= e->nr_sections || !nr)
		return;
	s = &e->section[h->sh_info];
	s->reloc = grow_array(s->reloc, s->nr_relocs + nr, sizeof(*s->reloc));
	for (size_t i = 0; i < nr; i++) {
		struct elf_reloc *r = &s->reloc[s->nr_relocs];
		GElf_Rela a = { 0 };
		GElf_Rel rel;

		if (h->sh_type == SHT_RELA && !gelf_getrela(data, i, &a))
			continue;
		if (h->sh_type == SHT_REL) {
			if (!gelf_getrel(data, i, &rel))
				continue;
			a.r_offset = rel.r_offset;
			a.r_info = rel.r_info;
		}
		r->at = a.r_offset;
		r->addend = a.r_addend;
		r->type = GELF_R_TYPE(a.r_info);
		r->symbol = GELF_R_SYM(a.r_info);
		if (r->type && r->symbol < e->nr_symbols &&
		    r->at < s->bytes.len)
			s->nr_relocs++;
	}
	qsort(s->reloc, s->nr_relocs, sizeof(*s->reloc), by_place);
}

static void read_symbols(struct elf *e, Elf_Scn *scn, const GElf_Shdr *h)
{
	Elf_Data *data = elf_getdata(scn, NULL);
	size_t nr = data && h->sh_entsize ? data->d_size / h->sh_entsize : 0;

	if (!nr || e->symbol)
		return;
	e->symbol = new_array(nr, sizeof(*e->symbol));
	for (size_t i = 0; i < nr; i++) {
		struct elf_symbol *s = &e->symbol[i];
		GElf_Sym sym;

		s->name = "";
		if (!gelf_getsym(data, i, &sym))
			continue;
		s->name = elf_strptr(e->elf, h->sh_link, sym.st_name);
		s->name = s->name ? s->name : "";
		s->at = sym.st_value;
		s->size = sym.st_size;
		s->section = sym.st_shndx < e->nr_sections ? sym.st_shndx : 0;
		s->type = GELF_ST_TYPE(sym.st_info);
		s->bind = GELF_ST_BIND(sym.st_info);
	}
	e->nr_symbols = nr;
}

static void read_section(struct elf *e, Elf_Scn *scn, const GElf_Shdr *h,
			 size_t names)
{
	struct elf_section *s = &e->section[elf_ndxscn(scn)];
	Elf_Data *data = NULL;

	s->name = elf_strptr(e->elf, names, h->sh_name);
	s->name = s->name ? s->name : "";
	s->flags = h->sh_flags;
	s->entsize = h->sh_entsize;
	s->type = h->sh_type;
	s->file_at = h->sh_offset;
	s->bytes = span_of("");
	if (h->sh_type != SHT_NOBITS)
		data = elf_rawdata(scn, NULL);
	if (data && data->d_buf)
		s->bytes = (struct span){ data->d_buf, data->d_size };
}

static int by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void add_edge(struct elf_section *s, uint64_t at)
{
	if (!(s->nr_edges & (s->nr_edges - 1)))
		s->edge = grow_array(s->edge, s->nr_edges ? s->nr_edges * 2 : 1,
				     sizeof(*s->edge));
	s->edge[s->nr_edges++] = at;
}

/* A nameless object ends where something else is referred to, or begins. */
static void find_edges(struct elf *e)
{
	for (size_t i = 0; i < e->nr_sections; i++)
		for (size_t k = 0; (e->section[i].flags & SHF_ALLOC) &&
			     k < e->section[i].nr_relocs; k++) {
			const struct elf_reloc *r = &e->section[i].reloc[k];
			const struct elf_symbol *s = &e->symbol[r->symbol];
			int64_t skew = 0;

			elf_is_relative(e, r->type, &skew);
			if (s->section)
				add_edge(&e->section[s->section],
					 s->at + r->addend + skew);
		}
	for (size_t i = 1; i < e->nr_symbols; i++)
		add_edge(&e->section[e->symbol[i].section], e->symbol[i].at);
	for (size_t i = 0; i < e->nr_sections; i++)
		if (e->section[i].nr_edges)
			qsort(e->section[i].edge, e->section[i].nr_edges,
			      sizeof(uint64_t), by_number);
}

static int read_tables(struct elf *e, const char *path, struct diag *why)
{
	GElf_Ehdr header;
	GElf_Shdr h;
	size_t names;
	Elf_Scn *scn;

	if (!gelf_getehdr(e->elf, &header) || header.e_type != ET_REL ||
	    elf_getshdrnum(e->elf, &e->nr_sections) || e->nr_sections < 2 ||
	    elf_getshdrstrndx(e->elf, &names))
		return not_elf(path, why);
	e->machine = header.e_machine;
	e->big_endian = header.e_ident[EI_DATA] == ELFDATA2MSB;
	e->section = new_array(e->nr_sections + 1, sizeof(*e->section));
	for (size_t i = 0; i <= e->nr_sections; i++)
		e->section[i].name = "", e->section[i].bytes = span_of("");
	for (scn = NULL; (scn = elf_nextscn(e->elf, scn));)
		if (gelf_getshdr(scn, &h))
			read_section(e, scn, &h, names);
	for (scn = NULL; (scn = elf_nextscn(e->elf, scn));)
		if (gelf_getshdr(scn, &h) && h.sh_type == SHT_SYMTAB)
			read_symbols(e, scn, &h);
	for (scn = NULL; (scn = elf_nextscn(e->elf, scn));)
		if (gelf_getshdr(scn, &h) &&
		    (h.sh_type == SHT_RELA || h.sh_type == SHT_REL))
			read_relocs(e, scn, &h);
	find_edges(e);
	return 0;
}

int elf_read(struct elf *e, struct span bytes, const char *path,
	     struct diag *why)
{
	memset(e, 0, sizeof(*e));
	e->contents = elf_contents_new();
	elf_version(EV_CURRENT);
	e->elf = elf_memory((char *)bytes.at, bytes.len);
	if (!e->elf || elf_kind(e->elf) != ELF_K_ELF)
		return not_elf(path, why);
	return read_tables(e, path, why);
}

void elf_release(struct elf *e)
{
	for (size_t i = 0; e->section && i <= e->nr_sections; i++) {
		free(e->section[i].reloc);
		free(e->section[i].edge);
	}
	free(e->section);
	free(e->symbol);
	elf_contents_free(e->contents);
	elf_end(e->elf);
	memset(e, 0, sizeof(*e));
}

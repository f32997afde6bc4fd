// SPDX-License-Identifier: GPL-2.0-only
/* Two objects' data. */
#include "core/object/object-data.h"

#include <string.h>

#include "core/object/object-elf.h"

static bool is_data(const struct elf_section *s)
{
	return (s->flags & SHF_ALLOC) && !elf_is_code(s) &&
	       strcmp(s->name, "__bug_table");
}

/* The next section that holds data, or NULL. */
static const struct elf_section *next_data(const struct elf *e, size_t *i)
{
	while (*i < e->nr_sections)
		if (is_data(&e->section[(*i)++]))
			return &e->section[*i - 1];
	return NULL;
}

/* A symbol by name; one of a section has the section's. */
static const char *target_name(const struct elf *e, uint32_t symbol)
{
	const struct elf_symbol *y = &e->symbol[symbol];

	return y->type == STT_SECTION ? e->section[y->section].name : y->name;
}

static bool same_section(const struct elf *a, const struct elf_section *x,
			 const struct elf *b, const struct elf_section *y)
{
	if (strcmp(x->name, y->name) || x->type != y->type ||
	    x->flags != y->flags || !span_equals(x->bytes, y->bytes) ||
	    x->nr_relocs != y->nr_relocs)
		return false;
	for (size_t i = 0; i < x->nr_relocs; i++) {
		const struct elf_reloc *r = &x->reloc[i], *s = &y->reloc[i];

		if (r->at != s->at || r->type != s->type ||
		    r->addend != s->addend ||
		    strcmp(target_name(a, r->symbol),
			   target_name(b, s->symbol)))
			return false;
	}
	return true;
}

static bool same_sections(const struct elf *a, const struct elf *b)
{
	const struct elf_section *x, *y;
	size_t i = 0, k = 0;

	do {
		x = next_data(a, &i);
		y = next_data(b, &k);
	} while (x && y && same_section(a, x, b, y));
	return !x && !y;
}

bool object_same_data(struct span a, struct span b)
{
	struct elf x, y;
	struct diag ignored;
	bool first = !elf_read(&x, a, "", &ignored);
	bool same = !elf_read(&y, b, "", &ignored) && first &&
		    same_sections(&x, &y);

	elf_release(&x);
	elf_release(&y);
	return same;
}

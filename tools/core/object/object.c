// SPDX-License-Identifier: GPL-2.0-only
/*
 * An object file's functions, each in a form that is the same wherever it lies.
 */
#include "core/object/object.h"

#include <stdlib.h>

#include "core/object/object-ref.h"

/* All functions may be so many times the file: more overlap on purpose. */
#define OVERLAP_MOST	4

/*
 * Branches that the assembler settled itself, for it knew both ends: words of
 * four bytes.
 */
static const struct {
	unsigned int machine;
	uint32_t mask, value;	/* which words are such */
	uint32_t field;		/* the distance in them */
	int left;		/* bits that it is to be shifted */
} branches[] = {
	{ EM_PPC64, 0xfc000002, 0x48000000, 0x03fffffc, 0 },
	{ EM_PPC64, 0xfc000002, 0x40000000, 0x0000fffc, 0 },
	{ EM_PPC, 0xfc000002, 0x48000000, 0x03fffffc, 0 },
	{ EM_PPC, 0xfc000002, 0x40000000, 0x0000fffc, 0 },
	{ EM_AARCH64, 0x7c000000, 0x14000000, 0x03ffffff, 2 },
};

struct reading {
	const struct elf *elf;
	const struct elf_section *section;
	struct object_part *part;
	const struct elf_reloc *reloc, *end;	/* of the part, not yet seen */
};

static uint32_t word_at(const char *at, bool big_endian)
{
	const unsigned char *b = (const unsigned char *)at;

	return big_endian ?
		       (uint32_t)b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3] :
		       (uint32_t)b[3] << 24 | b[2] << 16 | b[1] << 8 | b[0];
}

static void set_word(char *at, bool big_endian, uint32_t word)
{
	for (int i = 0; i < 4; i++)
		at[big_endian ? 3 - i : i] = (char)(word >> 8 * i);
}

static bool has_reloc(const struct reading *r, uint64_t from, uint64_t to)
{
	for (const struct elf_reloc *p = r->reloc; p < r->end && p->at < to;
	     p++)
		if (p->at >= from)
			return true;
	return false;
}

static void say_branch(struct reading *r, size_t at, int64_t target)
{
	buf_addf(&r->part->refs, "%zx branch ", at);
	elf_say_place(r->elf, r->part->section, target, &r->part->refs);
	buf_addc(&r->part->refs, '\n');
}

static bool is_within(const struct object_part *p, int64_t target)
{
	return target >= (int64_t)p->at &&
	       target < (int64_t)(p->at + p->code.len);
}

/* A settled branch out of the part becomes a reference. */
static void settle_word(struct reading *r, size_t at)
{
	bool big = r->elf->big_endian;
	char *bytes = r->part->code.at + at;
	uint32_t word = word_at(bytes, big);

	for (size_t i = 0; i < sizeof(branches) / sizeof(*branches); i++) {
		uint32_t field = branches[i].field;
		int64_t distance = word & field, target;

		if (branches[i].machine != r->elf->machine ||
		    (word & branches[i].mask) != branches[i].value)
			continue;
		if (distance > field / 2)
			distance -=
				(int64_t)(field | ((field & -field) - 1)) + 1;
		target = (int64_t)(r->part->at + at) +
			 distance * (1 << branches[i].left);
		if (is_within(r->part, target))
			return;
		say_branch(r, at, target);
		set_word(bytes, big, word & ~field);
		return;
	}
}

static bool begins_function(const struct reading *r, int64_t target)
{
	const struct elf_symbol *y =
		elf_symbol_at(r->elf, r->part->section, target, STT_FUNC);

	return y && (int64_t)y->at == target;
}

/*
 * The same on x86, where instructions have no common length: call, jmp, jcc
 * that meet a function's first byte.
 */
static void settle_byte(struct reading *r, size_t at)
{
	struct buf *code = &r->part->code;
	unsigned char op = code->at[at];
	size_t field = op == 0xe8 || op == 0xe9 ? at + 1 :
		op == 0x0f && at + 1 < code->len &&
		(code->at[at + 1] & 0xf0) == 0x80 ? at + 2 : 0;
	int64_t target;

	if (!field || field + 4 > code->len ||
	    has_reloc(r, r->part->at + field, r->part->at + field + 4))
		return;
	target = (int64_t)(r->part->at + field + 4) +
		 (int32_t)word_at(code->at + field, false);
	if (is_within(r->part, target) || !begins_function(r, target))
		return;
	say_branch(r, at, target);
	set_word(code->at + field, false, 0);
}

static void settle_branches(struct reading *r)
{
	bool x86 = r->elf->machine == EM_X86_64;
	size_t step = x86 ? 1 : 4;
	struct object_part *p = r->part;

	for (size_t at = 0; at + step <= p->code.len; at += step) {
		while (r->reloc < r->end && r->reloc->at < p->at + at)
			r->reloc++;
		if (x86)
			settle_byte(r, at);
		else if (!has_reloc(r, p->at + at, p->at + at + 4))
			settle_word(r, at);
	}
}

static void read_part(const struct elf *e, const struct elf_symbol *y,
		      struct object_part *p)
{
	const struct elf_section *s = &e->section[y->section];
	size_t i = elf_reloc_from(s, y->at), first = i;
	struct span name;
	struct buf clone = { 0 };
	struct reading r = { .elf = e, .section = s, .part = p };

	memset(p, 0, sizeof(*p));
	elf_name_split(y->name, &name, &clone);
	p->symbol = y->name;
	p->name = span_copy(name);
	p->clone = clone.len ? buf_detach(&clone) : xstrdup("");
	p->section = y->section;
	p->at = y->at;
	buf_add(&p->code, s->bytes.at + y->at, y->size);
	for (; i < s->nr_relocs && s->reloc[i].at < y->at + y->size; i++) {
		const struct elf_reloc *reloc = &s->reloc[i];

		buf_addf(&p->refs, "%llx %u ",
			 (unsigned long long)(reloc->at - y->at), reloc->type);
		elf_say_target(e, reloc, y->at, &p->refs);
		buf_addc(&p->refs, '\n');
	}
	if (i > first) {
		r.reloc = &s->reloc[first];
		r.end = &s->reloc[i];
	}
	settle_branches(&r);
}

/* Two names of one piece of code (an alias) are one part. */
static bool is_alias(const struct object *o, const struct elf_symbol *y)
{
	for (size_t i = 0; i < o->nr; i++)
		if (o->part[i].section == y->section && o->part[i].at == y->at)
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	const struct object_part *x = a, *y = b;
	int d = strcmp(x->name, y->name);

	if (!d)
		d = strcmp(x->clone, y->clone);
	if (!d)
		d = strcmp(x->symbol, y->symbol);
	return d ? d : x->at < y->at ? -1 : x->at > y->at;
}

int object_read(struct object *o, struct span bytes, const char *path,
		struct diag *why)
{
	struct elf e;
	size_t total = 0;
	int ret;

	memset(o, 0, sizeof(*o));
	ret = elf_read(&e, bytes, path, why);
	o->machine = e.machine;
	o->big_endian = e.big_endian;
	o->part = grow_array(NULL, ret ? 1 : e.nr_symbols + 1,
			     sizeof(*o->part));
	for (size_t i = 1; !ret && i < e.nr_symbols; i++) {
		const struct elf_symbol *y = &e.symbol[i];
		const struct elf_section *s = &e.section[y->section];

		if (y->type != STT_FUNC || !y->section || !y->size ||
		    !elf_is_code(s) || y->at > s->bytes.len ||
		    y->size > s->bytes.len - y->at || is_alias(o, y))
			continue;
		total += y->size;
		if (total > OVERLAP_MOST * bytes.len)
			ret = diag_set(why, path, 0, "its functions overlap: no compiler's object");
		else
			read_part(&e, y, &o->part[o->nr++]);
	}
	elf_release(&e);
	qsort(o->part, o->nr, sizeof(*o->part), by_name);
	return ret;
}

void object_release(struct object *o)
{
	for (size_t i = 0; i < o->nr; i++) {
		free(o->part[i].name);
		free(o->part[i].clone);
		buf_release(&o->part[i].code);
		buf_release(&o->part[i].refs);
	}
	free(o->part);
	memset(o, 0, sizeof(*o));
}

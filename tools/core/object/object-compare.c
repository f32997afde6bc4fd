// SPDX-License-Identifier: GPL-2.0-only
/* Two objects, function by function. */
#include "core/object/object.h"

#include <elf.h>
#include <stdlib.h>

struct comparing {
	const struct object *before, *after;
	const struct object_lines *lines;
	size_t nr_lines;
};

const char *object_change_name(enum object_change change)
{
	static const char *const names[] = {
		[CODE_UNCHANGED] = "unchanged", [CODE_CHANGED] = "changed",
		[CODE_ADDED] = "added", [CODE_REMOVED] = "removed",
	};

	return names[change];
}

static uint32_t little(const char *at, int bytes)
{
	uint32_t n = 0;

	for (int i = 0; i < bytes; i++)
		n |= (uint32_t)(unsigned char)at[i] << 8 * i;
	return n;
}

/*
 * True when both numbers are one line of one function, which stands elsewhere
 * now.
 */
static bool is_line(const struct comparing *c, uint32_t before, uint32_t after)
{
	for (size_t i = 0; i < c->nr_lines; i++) {
		const struct object_lines *l = &c->lines[i];

		if ((long)before >= l->before &&
		    (long)before < l->before + l->nr &&
		    (long)after - (long)before == l->after - l->before)
			return true;
	}
	return false;
}

/*
 * A load of a constant, of which only the constant differs: ppc's li and its
 * halfword.
 */
static size_t ppc_line(const struct comparing *c, const char *a, const char *b,
		       size_t at, size_t len)
{
	size_t word = at & ~(size_t)3, half, op;

	if (word + 4 > len)
		return 0;
	half = c->before->big_endian ? word + 2 : word;
	op = c->before->big_endian ? word : word + 3;
	if (((unsigned char)a[op] >> 2) != 14 || at < half || at > half + 1 ||
	    memcmp(a + (word + 2 == half ? word : word + 2),
		   b + (word + 2 == half ? word : word + 2), 2))
		return 0;
	if (c->before->big_endian ?
		    !is_line(c,
			     (unsigned char)a[half] << 8 |
				     (unsigned char)a[half + 1],
			     (unsigned char)b[half] << 8 |
				     (unsigned char)b[half + 1]) :
		    !is_line(c, little(a + half, 2), little(b + half, 2)))
		return 0;
	return word + 4;
}

/* The same on x86: four bytes somewhere around the one that differs. */
static size_t x86_line(const struct comparing *c, const char *a, const char *b,
		       size_t at, size_t len)
{
	for (size_t from = at > 3 ? at - 3 : 0; from <= at; from++)
		if (from + 4 <= len &&
		    is_line(c, little(a + from, 4), little(b + from, 4)))
			return from + 4;
	return 0;
}

/* Asks whether all bytes that differ are line numbers. */
static bool same_code(const struct comparing *c, const struct buf *a,
		      const struct buf *b)
{
	bool ppc = c->before->machine == EM_PPC64 ||
		   c->before->machine == EM_PPC;

	if (a->len != b->len)
		return false;
	for (size_t at = 0; at < a->len;) {
		size_t next = at + 1;

		if (a->at[at] != b->at[at])
			next = ppc ? ppc_line(c, a->at, b->at, at, a->len) :
			       c->before->machine == EM_X86_64 ?
			       x86_line(c, a->at, b->at, at, a->len) : 0;
		if (!next)
			return false;
		at = next;
	}
	return true;
}

static bool same_part(const struct comparing *c, const struct object_part *a,
		      const struct object_part *b)
{
	return !strcmp(a->clone, b->clone) &&
	       span_equals(buf_span(&a->refs), buf_span(&b->refs)) &&
	       same_code(c, &a->code, &b->code);
}

/*
 * The parts of the function that begins at part from: how many, and in *size
 * their bytes.
 */
static size_t parts_of(const struct object *o, size_t from, size_t *size)
{
	size_t nr = 0;

	*size = 0;
	while (from + nr < o->nr &&
	       !strcmp(o->part[from + nr].name, o->part[from].name))
		*size += o->part[from + nr++].code.len;
	return nr;
}

static void compare_function(const struct comparing *c, size_t i, size_t k,
			     size_t nr_i, size_t nr_k, struct object_func *f)
{
	f->change = nr_i == nr_k ? CODE_UNCHANGED : CODE_CHANGED;
	for (size_t n = 0; f->change == CODE_UNCHANGED && n < nr_i; n++)
		if (!same_part(c, &c->before->part[i + n],
			       &c->after->part[k + n]))
			f->change = CODE_CHANGED;
}

size_t object_compare(const struct object *before, const struct object *after,
		      const struct object_lines *lines, size_t nr_lines,
		      struct object_func **func)
{
	const struct comparing c = { before, after, lines, nr_lines };
	size_t i = 0, k = 0, nr = 0;

	*func = grow_array(NULL, before->nr + after->nr + 1, sizeof(**func));
	while (i < before->nr || k < after->nr) {
		struct object_func *f = &(*func)[nr++];
		int d = i == before->nr ? 1 : k == after->nr ? -1 :
			strcmp(before->part[i].name, after->part[k].name);
		size_t nr_i = 0, nr_k = 0;

		memset(f, 0, sizeof(*f));
		f->name = d <= 0 ? before->part[i].name : after->part[k].name;
		if (d <= 0)
			nr_i = parts_of(before, i, &f->before);
		if (d >= 0)
			nr_k = parts_of(after, k, &f->after);
		if (d)
			f->change = d < 0 ? CODE_REMOVED : CODE_ADDED;
		else
			compare_function(&c, i, k, nr_i, nr_k, f);
		i += nr_i;
		k += nr_k;
	}
	return nr;
}

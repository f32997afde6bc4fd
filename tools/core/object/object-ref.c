// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a reference means: a name where there is one that lasts, else what is
 * there.
 */
#include "core/object/object-ref.h"

#include <stdlib.h>
#include <string.h>

#include "core/object/object-contents.h"
#include "core/text/hash.h"

enum { DEPTH_MAX = 4 };	/* constants that refer to constants */

static void say_place(const struct elf *e, size_t section, int64_t at,
		      int depth, struct buf *out);

/* The length of a ".123" at s; 0 when there is none. */
static size_t number_at(const char *s)
{
	size_t n = *s == '.' ? strspn(s + 1, "0123456789") : 0;

	return n && (!s[n + 1] || s[n + 1] == '.') ? n + 1 : 0;
}

void elf_name_split(const char *symbol, struct span *name, struct buf *clone)
{
	const char *dot = *symbol ? strchr(symbol + 1, '.') : NULL;

	*name = span_of(symbol);
	if (!dot)
		return;
	name->len = dot - symbol;
	while (*dot) {
		size_t number = number_at(dot);

		if (number) {
			dot += number;
			continue;
		}
		buf_addc(clone, *dot++);
		while (*dot && *dot != '.')
			buf_addc(clone, *dot++);
	}
}

static void say_name(const char *symbol, struct buf *out)
{
	struct span name;
	struct buf clone = { 0 };

	elf_name_split(symbol, &name, &clone);
	buf_add(out, name.at, name.len);
	if (clone.len)
		buf_add(out, clone.at, clone.len);
	buf_release(&clone);
}

/* A hostile object's numbers may be any: they wrap. */
static int64_t sum(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

static void say_distance(int64_t distance, struct buf *out)
{
	if (distance)
		buf_addf(out, "%+lld", (long long)distance);
}

size_t elf_reloc_from(const struct elf_section *s, uint64_t at)
{
	size_t low = 0, high = s->nr_relocs;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (s->reloc[mid].at < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void say_target(const struct elf *e, const struct elf_reloc *r,
		       uint64_t from, int depth, struct buf *out);

/* Hashes the bytes of a read-only object and what they refer to. */
static void hash_content(const struct elf *e, struct content *c)
{
	const struct elf_section *s = &e->section[c->section];
	struct buf b = { 0 };

	buf_add(&b, s->bytes.at + c->at, c->end - c->at);
	for (size_t i = elf_reloc_from(s, c->at);
	     i < s->nr_relocs && s->reloc[i].at < c->end; i++) {
		buf_addf(&b, " %llx:",
			 (unsigned long long)(s->reloc[i].at - c->at));
		say_target(e, &s->reloc[i], c->at, c->depth + 1, &b);
	}
	c->hash[0] = hash_span(HASH_START, buf_span(&b));
	c->hash[1] = hash_line(buf_span(&b));
	buf_release(&b);
}

static void say_content(const struct elf *e, size_t section, uint64_t at,
			uint64_t end, int depth, struct buf *out)
{
	struct content c = { section, at, end, depth, { 0 } };
	const struct content *known = elf_contents_find(e->contents, &c);

	if (!known) {
		hash_content(e, &c);
		elf_contents_add(e->contents, &c);
		known = &c;
	}
	buf_addf(out, "{%llu:%016llx%08llx}", (unsigned long long)(end - at),
		 (unsigned long long)known->hash[0],
		 (unsigned long long)known->hash[1]);
}

/* A nameless object ends where the next place begins that is referred to. */
static uint64_t end_of_nameless(const struct elf_section *s, uint64_t at)
{
	size_t low = 0, high = s->nr_edges;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->edge[mid] <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->nr_edges && s->edge[low] < s->bytes.len ?
	       s->edge[low] : s->bytes.len;
}

static void say_nameless(const struct elf *e, size_t section, uint64_t at,
			 int depth, struct buf *out)
{
	const struct elf_section *s = &e->section[section];
	uint64_t end;

	if (s->flags & SHF_STRINGS) {
		struct span rest = span_skip(s->bytes, at);

		buf_addc(out, '"');
		buf_add(out, rest.at, strnlen(rest.at, rest.len));
		buf_addc(out, '"');
		return;
	}
	if ((s->flags & SHF_MERGE) && s->entsize &&
	    at + s->entsize <= s->bytes.len)
		end = at + s->entsize;
	else if (!strcmp(s->name, ".toc") && at + 8 <= s->bytes.len)
		end = at + 8;
	else
		end = end_of_nameless(s, at);
	say_content(e, section, at, end, depth, out);
}

/*
 * A name that the object keeps to itself: what is behind it counts, where that
 * cannot be written to.
 */
static void say_object(const struct elf *e, const struct elf_symbol *y,
		       int64_t distance, int depth, struct buf *out)
{
	const struct elf_section *s = &e->section[y->section];

	say_name(y->name, out);
	say_distance(distance, out);
	if (y->bind != STB_LOCAL || !elf_is_constant(s) || !y->size ||
	    depth >= DEPTH_MAX || y->at > s->bytes.len ||
	    y->size > s->bytes.len - y->at)
		return;
	say_content(e, y->section, y->at, y->at + y->size, depth, out);
}

static void say_place(const struct elf *e, size_t section, int64_t at,
		      int depth, struct buf *out)
{
	const struct elf_section *s = &e->section[section];
	const struct elf_symbol *y;

	y = elf_symbol_at(e, section, at,
			  elf_is_code(s) ? STT_FUNC : STT_OBJECT);
	if (y && elf_is_code(s)) {
		say_name(y->name, out);
		say_distance(sum(at, -(int64_t)y->at), out);
	} else if (y) {
		say_object(e, y, sum(at, -(int64_t)y->at), depth, out);
	} else if (at < 0 || (uint64_t)at >= s->bytes.len ||
		   depth >= DEPTH_MAX || elf_is_code(s) ||
		   !elf_is_constant(s)) {
		buf_adds(out, s->name);
		say_distance(at, out);
	} else {
		say_nameless(e, section, at, depth, out);
	}
}

static bool has_own_name(const struct elf_symbol *y)
{
	return y->type != STT_SECTION && y->name[0] && y->name[0] != '.' &&
	       strncmp(y->name, "$", 1);
}

static void say_target(const struct elf *e, const struct elf_reloc *r,
		       uint64_t from, int depth, struct buf *out)
{
	const struct elf_symbol *y = &e->symbol[r->symbol];
	int64_t addend = r->addend, skew, at;

	if (elf_is_relative(e, r->type, &skew) && depth)
		/* a table counts from its own beginning */
		addend = sum(addend, -(int64_t)(r->at - from));
	if (!y->section) {
		say_name(y->name, out);
		say_distance(r->addend, out);
		return;
	}
	if (has_own_name(y) && y->type == STT_OBJECT) {
		say_object(e, y, sum(addend, skew), depth, out);
	} else if (has_own_name(y)) {
		say_name(y->name, out);
		say_distance(r->addend, out);
	} else {
		at = sum((int64_t)y->at, sum(addend, skew));
		say_place(e, y->section, at, depth, out);
	}
}

void elf_say_target(const struct elf *e, const struct elf_reloc *r,
		    uint64_t from, struct buf *out)
{
	say_target(e, r, from, 0, out);
}

void elf_say_place(const struct elf *e, size_t section, int64_t at,
		   struct buf *out)
{
	say_place(e, section, at, 0, out);
}

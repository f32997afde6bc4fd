// SPDX-License-Identifier: GPL-2.0-only
/* One folder of a tree in memory: git's bytes, and what changed on top. */
#include "sys/git/tree-folder.h"

#include <stdio.h>
#include <stdlib.h>

/* One entry as it stands in a tree object. */
struct raw {
	unsigned int mode;
	struct span name;
	const char *id;
	size_t len;		/* of the whole */
};

/* Reads the entry at the front of s; false if it is torn. */
static bool raw_read(struct span s, struct raw *r)
{
	const char *nul;
	size_t i = 0;

	r->mode = 0;
	for (; i < s.len && s.at[i] >= '0' && s.at[i] <= '7' && i < 7; i++)
		r->mode = r->mode * 8 + (s.at[i] - '0');
	if (!i || i >= s.len || s.at[i] != ' ')
		return false;
	nul = memchr(s.at + i, '\0', s.len - i);
	if (!nul || s.len - (size_t)(nul - s.at) < 21)
		return false;
	r->name = (struct span){ s.at + i + 1, nul - s.at - i - 1 };
	r->id = nul + 1;
	r->len = nul + 21 - s.at;
	return true;
}

static bool is_folder(unsigned int mode)
{
	return (mode & 0170000) == MODE_FOLDER;
}

/* git's order: a folder sorts as if its name ended in a slash. */
static int order(struct span a, bool a_folder, struct span b, bool b_folder)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int diff = memcmp(a.at, b.at, n);
	unsigned char x, y;

	if (diff)
		return diff;
	x = a.len > n ? a.at[n] : a_folder ? '/' : 0;
	y = b.len > n ? b.at[n] : b_folder ? '/' : 0;
	return x - y;
}

static int entry_order(const void *a, const void *b)
{
	const struct entry *x = *(const struct entry *const *)a;
	const struct entry *y = *(const struct entry *const *)b;

	return order(span_of(x->name), is_folder(x->mode), span_of(y->name),
		     is_folder(y->mode));
}

struct folder *folder_new(struct entry *in_parent, struct gitobject *bytes,
			  struct diag *why)
{
	struct folder *f = new_array(1, sizeof(*f));
	struct buf nothing = { 0 };
	struct span rest;
	struct raw r;

	f->bytes = bytes ? bytes : gitobject_new(&nothing);
	rest = f->bytes->bytes;
	f->in_parent = in_parent;
	f->parent = in_parent ? in_parent->folder : NULL;
	for (; rest.len; rest = span_skip(rest, r.len), f->live++)
		if (!raw_read(rest, &r)) {
			diag_set(why, in_parent ? in_parent->name : NULL, 0,
				 "a damaged tree object: run git fsck in the repository");
			folder_free(f);
			return NULL;
		}
	return f;
}

void folder_free(struct folder *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->nr; i++) {
		struct entry *e = f->entry[i];

		folder_free(e->sub);
		gitobject_put(e->blob);
		gitobject_put(e->last);
		free(e->name);
		free(e);
	}
	free(f->entry);
	gitobject_put(f->bytes);
	gitobject_put(f->last);
	free(f);
}

/* Fills mode, id and place of e from the folder's bytes, if it is there. */
static void find_in_bytes(struct folder *f, struct entry *e)
{
	struct span name = span_of(e->name);
	struct span all = f->bytes->bytes;
	struct span rest = all;
	struct raw r;

	e->at = NOT_IN_BYTES;
	for (; rest.len && raw_read(rest, &r); rest = span_skip(rest, r.len)) {
		if (!span_equals(r.name, name))
			continue;
		e->mode = r.mode;
		e->at = rest.at - all.at;
		memcpy(e->id.id, r.id, sizeof(e->id.id));
		return;
	}
}

/* Where the entry of that name is; false, and where it belongs. */
static bool looked_at(const struct folder *f, struct span name, size_t *at)
{
	size_t lo = 0, hi = f->nr;
	int diff = 1;

	while (diff && lo < hi) {
		*at = (lo + hi) / 2;
		diff = order(name, false, span_of(f->entry[*at]->name), false);
		if (diff < 0)
			hi = *at;
		else
			lo = *at + 1;
	}
	if (diff)
		*at = lo;
	return !diff;
}

struct entry *folder_entry(struct folder *f, const char *name, size_t len)
{
	struct entry *e;
	size_t lo;

	if (looked_at(f, (struct span){ name, len }, &lo))
		return f->entry[lo];
	e = new_array(1, sizeof(*e));
	e->name = span_copy((struct span){ name, len });
	e->folder = f;
	find_in_bytes(f, e);
	f->entry = grow_for_one(f->entry, f->nr, &f->cap, sizeof(*f->entry));
	memmove(f->entry + lo + 1, f->entry + lo,
		(f->nr - lo) * sizeof(*f->entry));
	f->entry[lo] = e;
	f->nr++;
	return e;
}

static void mark_stale(struct folder *f)
{
	for (; f && !(f->stale && f->unsaved); f = f->parent)
		f->stale = f->unsaved = true;
}

/* A folder without anything in it is not there, for git. */
static void set_mode(struct entry *e, unsigned int mode)
{
	struct folder *f = e->folder;
	bool was = e->mode, is = mode;

	e->mode = mode;
	if (was == is)
		return;
	f->live += is ? 1 : -1;
	if (f->in_parent && f->live == (is ? 1u : 0u))
		set_mode(f->in_parent, is ? MODE_FOLDER : 0);
}

void entry_set(struct entry *e, unsigned int mode, struct gitobject *blob,
	       const git_oid *id)
{
	gitobject_put(e->blob);
	e->blob = blob;
	if (id)
		git_oid_cpy(&e->id, id);
	set_mode(e, mode);
	mark_stale(e->folder);
}

/*
 * Writes the new ids over the old ones; false if something came, went or
 * changed its mode.
 */
static bool patch_bytes(struct folder *f, struct buf *out)
{
	struct raw r;

	buf_add(out, f->bytes->bytes.at, f->bytes->bytes.len);
	for (size_t i = 0; i < f->nr; i++) {
		const struct entry *e = f->entry[i];

		if (!e->mode && e->at == NOT_IN_BYTES)
			continue;
		if (!e->mode || e->at == NOT_IN_BYTES ||
		    !raw_read(span_skip(buf_span(out), e->at), &r) ||
		    r.mode != e->mode)
			return false;
		memcpy(out->at + e->at + r.len - 20, e->id.id, 20);
	}
	return true;
}

static void add_entry(struct buf *out, struct entry *e)
{
	e->at = out->len;
	buf_addf(out, "%o %s", e->mode, e->name);
	buf_addc(out, '\0');
	buf_add(out, e->id.id, sizeof(e->id.id));
}

/* Merges the untouched entries of the old bytes with those on top. */
static void merge_bytes(struct folder *f, struct buf *out)
{
	struct span rest = f->bytes->bytes;
	struct entry **top = grow_array(NULL, f->nr, sizeof(*top));
	size_t nr = 0, next = 0, at;
	struct raw r;

	for (size_t i = 0; i < f->nr; i++) {
		f->entry[i]->at = NOT_IN_BYTES;
		if (f->entry[i]->mode)
			top[nr++] = f->entry[i];
	}
	qsort(top, nr, sizeof(*top), entry_order);
	for (; rest.len && raw_read(rest, &r); rest = span_skip(rest, r.len)) {
		if (looked_at(f, r.name, &at))
			continue;
		while (next < nr && order(span_of(top[next]->name),
					  is_folder(top[next]->mode), r.name,
					  is_folder(r.mode)) < 0)
			add_entry(out, top[next++]);
		buf_add(out, rest.at, r.len);
	}
	while (next < nr)
		add_entry(out, top[next++]);
	free(top);
}

void folder_rebuild(struct folder *f)
{
	struct buf out = { 0 };

	buf_grow(&out, f->bytes->bytes.len + 128);
	if (!patch_bytes(f, &out)) {
		buf_clear(&out);
		merge_bytes(f, &out);
	}
	gitobject_put(f->bytes);
	f->bytes = gitobject_new(&out);
	f->stale = false;
}

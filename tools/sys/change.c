// SPDX-License-Identifier: GPL-2.0-only
/*
 * One patch on a tree. First each section's postimage is made, with renames
 * and copies reading the tree as it was before the patch, as git does; then, if
 * none is refused, what goes is removed and what comes is written.
 */
#include "change.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "blob.h"

#define DEFAULT_MODE	0100644
#define KIND		0170000
#define LINK		0120000
#define MODULE		0160000

/* Something to do to the tree, once all sections are known to apply. */
struct step {
	const char *path;
	struct part *part;	/* that wants it */
	bool remove;
	bool fresh;		/* nothing may be there before */
	bool superseded;	/* a later step has the same path */
	unsigned int mode;
	struct buf bytes;
};

struct doing {
	struct tree *tree;
	const struct placing *how;
	struct step *step;
	size_t nr, cap;
	size_t *slot;		/* hash table by path: a step's number, from 1 */
	size_t slots;		/* a power of two */
	struct diag *why;
};

const char *change_name(enum change_outcome outcome)
{
	static const char *const names[] = {
		[CHANGE_APPLIED] = "applied", [CHANGE_MERGED] = "merged",
		[CHANGE_REFUSED] = "refused",
	};

	return names[outcome];
}

static int refuse(struct part *part, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Returns 0: a refusal is a value. */
static int refuse(struct part *part, const char *fmt, ...)
{
	va_list args;

	part->a.applied = APPLIED_REFUSED;
	va_start(args, fmt);
	vsnprintf(part->a.reason, sizeof(part->a.reason), fmt, args);
	va_end(args);
	return 0;
}

/* Where the last step with that path stands in the hash table, or would. */
static size_t *slot(const struct doing *d, const char *path)
{
	size_t at = 5381;

	for (const char *c = path; *c; c++)
		at = at * 33 + (unsigned char)*c;
	for (at &= d->slots - 1; d->slot[at]; at = (at + 1) & (d->slots - 1))
		if (!strcmp(d->step[d->slot[at] - 1].path, path))
			break;
	return &d->slot[at];
}

/* Room for one more step, the table at most half full. */
static void grow(struct doing *d)
{
	if (d->nr < d->cap)
		return;
	d->cap = d->cap ? 2 * d->cap : 8;
	d->step = grow_array(d->step, d->cap, sizeof(*d->step));
	d->slots = 2 * d->cap;
	free(d->slot);
	d->slot = calloc(d->slots, sizeof(*d->slot));
	if (!d->slot)
		abort();
	for (size_t i = 0; i < d->nr; i++)
		*slot(d, d->step[i].path) = i + 1;
}

static struct step *add_step(struct doing *d, struct part *part,
			     const char *path)
{
	struct step *s;
	size_t *at;

	grow(d);
	at = slot(d, path);
	if (*at)
		d->step[*at - 1].superseded = true;
	s = &d->step[d->nr++];
	*s = (struct step){ .path = path, .part = part };
	*at = d->nr;
	return s;
}

/* Takes away the source of a rename: the file as it was before the patch, not one that the patch moves there. */
static void add_source(struct doing *d, struct part *part, const char *path)
{
	size_t at = d->nr ? *slot(d, path) : 0;
	bool taken = at && d->step[at - 1].fresh;
	struct step *s = add_step(d, part, path);

	s->remove = true;
	s->superseded = taken;
	if (!taken)
		return;
	d->step[at - 1].superseded = false;
	*slot(d, path) = at;
}

static struct step *add_write(struct doing *d, struct part *part,
			      const char *path, unsigned int mode,
			      struct buf *bytes)
{
	struct step *s = add_step(d, part, path);

	s->mode = mode;
	s->bytes = *bytes;
	buf_init(bytes);
	return s;
}

/* The file as earlier sections of the patch leave it; as tree_read(). */
static int look(struct doing *d, const char *path, struct tree_file *file)
{
	size_t at = d->nr ? *slot(d, path) : 0;
	const struct step *s = at ? &d->step[at - 1] : NULL;

	if (!s)
		return tree_read(d->tree, path, file, d->why);
	*file = (struct tree_file){ !s->remove, s->mode, buf_span(&s->bytes) };
	return 0;
}

/* As look(), but what cannot be there is only not there: writing it will tell. */
static int look_target(struct doing *d, const char *path,
		       struct tree_file *file)
{
	int err = look(d, path, file);

	return err < 0 ? -1 : 0;
}

static bool is_file(void *arg, const char *name)
{
	struct tree_file file;

	return !look(arg, name, &file) && file.there;
}

/* What section_apply() wants for a file that may not be there. */
static struct span bytes_of(const struct tree_file *file)
{
	return file->there ? file->bytes : (struct span){ NULL, 0 };
}

/* A link is changed only by a patch that says it means the link. */
static bool kind_fits(struct part *part, unsigned int said, unsigned int mode)
{
	unsigned int wanted = said & KIND, found = mode & KIND;

	if (wanted == found || (!wanted && found != LINK))
		return true;
	if (found == LINK)
		refuse(part, "is a symbolic link in the tree, and the patch does not say that it means the link");
	else
		refuse(part, "the patch means a symbolic link, and it is a file in the tree");
	return false;
}

/* A binary half without the other way back is only right for the preimage that it names. */
static bool is_preimage(struct part *part, struct span bytes)
{
	const struct section *s = part->section;
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	if (s->kind != SECTION_BINARY || !s->old_id.len ||
	    s->old_id.len > GIT_OID_HEXSZ || s->reverse.method != BINARY_NONE)
		return true;
	object_id(&id, GIT_OBJECT_BLOB, bytes);
	git_oid_tostr(hex, sizeof(hex), &id);
	if (!memcmp(hex, s->old_id.at, s->old_id.len))
		return true;
	refuse(part, "the file is not the one that the binary patch was made for");
	return false;
}

static int create(struct doing *d, struct part *part)
{
	const struct section *s = part->section;
	const char *path = s->new_name ? s->new_name : s->old_name;
	struct tree_file file;
	struct buf out = { 0 };
	int ret = look_target(d, path, &file);

	if (ret)
		return ret;
	if (file.there && !kind_fits(part, s->new_mode, file.mode))
		return 0;
	section_apply(s, bytes_of(&file), d->how, &part->a, &out);
	if (part->a.applied == APPLIED)
		add_write(d, part, path,
			  s->new_mode ? s->new_mode : DEFAULT_MODE, &out);
	buf_release(&out);
	return 0;
}

/* A rename or copy whose source is gone: is its target what it would be? */
static int moved_already(struct doing *d, struct part *part)
{
	const struct section *s = part->section;
	struct buf out = { 0 };
	struct tree_file file;
	int err = look_target(d, s->new_name, &file);

	if (err)
		return err;
	if (!file.there)
		return refuse(part, "no such file in the tree: '%s'",
			      s->old_name);
	part->a.applied = APPLIED_MERGED;
	if (s->nr || s->kind == SECTION_BINARY)
		section_apply(s, file.bytes, d->how, &part->a, &out);
	buf_release(&out);
	if (part->a.applied != APPLIED_MERGED)
		return refuse(part, "'%s' is not in the tree, and '%s' is, with other contents",
			      s->old_name, s->new_name);
	return 0;
}

static int move(struct doing *d, struct part *part)
{
	const struct section *s = part->section;
	struct tree_file from;
	struct buf out = { 0 };
	int err = tree_read(d->tree, s->old_name, &from, d->why);

	if (err)
		return err;
	if (!from.there)
		return moved_already(d, part);
	if (!kind_fits(part, s->old_mode, from.mode) ||
	    !is_preimage(part, from.bytes))
		return 0;
	part->preimage = from.bytes;
	if (s->nr || s->kind == SECTION_BINARY)
		section_apply(s, from.bytes, d->how, &part->a, &out);
	else
		buf_add(&out, from.bytes.at, from.bytes.len);
	if (part->a.applied == APPLIED_MERGED)
		refuse(part, "the change is in '%s' already, but the file was not moved",
		       s->old_name);
	if (part->a.applied == APPLIED) {
		if (s->rename)
			add_source(d, part, s->old_name);
		add_write(d, part, s->new_name,
			  s->new_mode ? s->new_mode : from.mode,
			  &out)->fresh = true;
	}
	buf_release(&out);
	return 0;
}

/* Another mode and nothing else: the contents are not read. */
static int change_mode(struct doing *d, struct part *part,
		       const struct tree_file *file)
{
	const struct section *s = part->section;
	struct buf out = { 0 };

	if (!s->new_mode || s->new_mode == file->mode) {
		part->a.applied = APPLIED_MERGED;
		return 0;
	}
	buf_add(&out, file->bytes.at, file->bytes.len);
	add_write(d, part, s->new_name, s->new_mode, &out);
	return 0;
}

static int edit(struct doing *d, struct part *part)
{
	const struct section *s = part->section;
	struct buf out = { 0 };
	struct tree_file file;
	int err = look(d, s->old_name, &file);

	if (err)
		return err;
	if (!file.there && !s->remove)
		return refuse(part, "no such file in the tree");
	if (file.there && (!kind_fits(part, s->old_mode, file.mode) ||
			   !is_preimage(part, file.bytes)))
		return 0;
	part->preimage = file.bytes;
	if (!s->nr && s->kind == SECTION_TEXT && !s->remove)
		return change_mode(d, part, &file);
	section_apply(s, bytes_of(&file), d->how, &part->a, &out);
	if (part->a.applied == APPLIED && s->remove)
		add_step(d, part, s->old_name)->remove = true;
	else if (part->a.applied == APPLIED)
		add_write(d, part, s->new_name,
			  s->new_mode ? s->new_mode : file.mode, &out);
	buf_release(&out);
	return 0;
}

static int do_part(struct doing *d, struct part *part)
{
	const struct section *s = part->section;
	struct tree_file file;

	if ((s->old_mode & KIND) == MODULE || (s->new_mode & KIND) == MODULE)
		return refuse(part, "is a submodule for the patch: only files can be changed");
	if (s->rename || s->copy)
		return move(d, part);
	if (s->create || !s->old_name)
		return create(d, part);
	if (s->may_create && !look_target(d, s->old_name, &file) && !file.there)
		return create(d, part);
	return edit(d, part);
}

/* Does one step; a refusal of the tree's becomes the part's. */
static int do_step(struct doing *d, struct step *s)
{
	int err;

	if (s->remove)
		err = tree_remove(d->tree, s->path, d->why);
	else
		err = tree_write(d->tree, s->path, s->mode, &s->bytes, d->why);
	if (err == 1)
		refuse(s->part, "%s", d->why->text);
	return err;
}

/* Nothing stands where a rename or copy goes, or the patch takes it away. */
static bool is_free(struct doing *d, const struct step *fresh)
{
	if (!tree_mode(d->tree, fresh->path))
		return true;
	for (size_t i = 0; i < d->nr; i++)
		if (d->step[i].remove && !strcmp(d->step[i].path, fresh->path))
			return true;
	return false;
}

/* Names that go make room for names that come. 0, 1 when refused, -1. */
static int do_steps(struct doing *d)
{
	int err = 0;

	for (size_t i = 0; i < d->nr; i++)
		if (d->step[i].fresh && !is_free(d, &d->step[i])) {
			refuse(d->step[i].part, "is in the tree already, and the patch would move another file there");
			return 1;
		}
	for (size_t i = 0; !err && i < d->nr; i++)
		if (d->step[i].remove && !d->step[i].superseded &&
		    tree_mode(d->tree, d->step[i].path))
			err = do_step(d, &d->step[i]);
	for (size_t i = 0; !err && i < d->nr; i++)
		if (!d->step[i].remove && !d->step[i].superseded)
			err = do_step(d, &d->step[i]);
	return err;
}

static const char *shown_name(const struct section *s)
{
	return s->new_name && !s->remove ? s->new_name : s->old_name;
}

/* Parts that are there already let the rest go on; a refused one lets nothing. */
static void judge(struct change *c)
{
	size_t merged = 0, refused = 0;

	for (size_t i = 0; i < c->nr; i++) {
		merged += c->part[i].a.applied == APPLIED_MERGED;
		refused += c->part[i].a.applied == APPLIED_REFUSED;
	}
	if (c->nr && merged == c->nr)
		c->outcome = CHANGE_MERGED;
	else if (refused)
		c->outcome = CHANGE_REFUSED;
}

static int make_parts(struct doing *d, struct patch *p, struct change *c)
{
	c->part = calloc(p->nr ? p->nr : 1, sizeof(*c->part));
	if (!c->part)
		abort();
	for (c->nr = 0; c->nr < p->nr; c->nr++) {
		struct part *part = &c->part[c->nr];
		int err;

		section_settle_name(&p->section[c->nr], is_file, d);
		part->section = &p->section[c->nr];
		part->name = shown_name(part->section);
		part->preimage = span_of("");
		err = do_part(d, part);
		if (err < 0)
			return -1;
		if (err)
			refuse(part, "%s", d->why->text);
	}
	return 0;
}

int change_tree(struct tree *t, struct patch *p, const struct placing *how,
		struct change *c, struct diag *why)
{
	struct doing d = { .tree = t, .how = how, .why = why };
	int ret;

	*c = (struct change){ .outcome = CHANGE_APPLIED };
	ret = make_parts(&d, p, c);
	judge(c);
	if (!ret && c->outcome == CHANGE_APPLIED) {
		ret = do_steps(&d);
		if (ret == 1) {
			tree_rollback(t);
			tree_mark(t);
			c->outcome = CHANGE_REFUSED;
			ret = 0;
		}
	}
	/* Placements may borrow from what a later section replaced. */
	c->spare = grow_array(NULL, d.nr, sizeof(*c->spare));
	for (size_t i = 0; i < d.nr; i++)
		c->spare[c->nr_spare++] = d.step[i].bytes;
	free(d.step);
	free(d.slot);
	return ret;
}

void change_release(struct change *c)
{
	for (size_t i = 0; i < c->nr; i++)
		application_release(&c->part[i].a);
	for (size_t i = 0; i < c->nr_spare; i++)
		buf_release(&c->spare[i]);
	free(c->spare);
	free(c->part);
	*c = (struct change){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/* What a patch will do to a tree, in order, and found by path. */
#include "sys/series/tree-edits.h"

#include <stdlib.h>

/* The last step with that path; NULL when there is none. */
static struct tree_edit *find(const struct tree_edits *p, const char *path)
{
	size_t at = numbering_find(&p->paths, span_of(path));

	return at == SIZE_MAX ? NULL : &p->step[p->last[at]];
}

/* Adds a step that is not found by its path. */
static struct tree_edit *add_aside(struct tree_edits *p, size_t part,
				const char *path)
{
	if (p->nr == p->cap) {
		p->cap = p->cap ? 2 * p->cap : 8;
		p->step = grow_array(p->step, p->cap, sizeof(*p->step));
		p->last = grow_array(p->last, p->cap, sizeof(*p->last));
	}
	p->step[p->nr] = (struct tree_edit){ .path = path, .part = part,
					  .superseded = true };
	return &p->step[p->nr++];
}

/*
 * Adds a step in place of an earlier one with that path, whose bytes nobody
 * reads any more.
 */
static struct tree_edit *add_step(struct tree_edits *p, size_t part,
			       const char *path)
{
	struct tree_edit *s = add_aside(p, part, path), *old = find(p, path);

	if (old) {
		old->superseded = true;
		buf_release(&old->bytes);
	}
	s->superseded = false;
	p->last[numbering_add(&p->paths, span_of(path))] = p->nr - 1;
	return s;
}

bool edits_writes(const struct tree_edits *p, const char *path)
{
	const struct tree_edit *s = find(p, path);

	return s && !s->remove;
}

void edits_move_away(struct tree_edits *p, size_t part, const char *path)
{
	(edits_writes(p, path) ? add_aside : add_step)(p, part, path)->remove =
		true;
}

struct tree_edit *edits_write(struct tree_edits *p, size_t part,
			      const char *path, unsigned int mode,
			      struct buf *bytes)
{
	struct tree_edit *s = add_step(p, part, path);

	s->mode = mode;
	s->bytes = *bytes;
	buf_init(bytes);
	return s;
}

void edits_remove(struct tree_edits *p, size_t part, const char *path)
{
	add_step(p, part, path)->remove = true;
}

void edits_take_back(struct tree_edits *p, size_t part, const char *copy,
		       const char *source, struct buf *bytes)
{
	struct tree_edit *s;

	edits_move_away(p, part, copy);
	s = add_aside(p, part, source);
	s->probe = true;
	s->bytes = *bytes;
	buf_init(bytes);
}

int edits_read(struct tree_edits *p, const char *path, struct tree_file *file,
		 struct diag *why)
{
	const struct tree_edit *s = find(p, path);

	if (!s)
		return tree_read(p->tree, path, file, why);
	*file = (struct tree_file){ !s->remove, s->mode, buf_span(&s->bytes) };
	return 0;
}

bool edits_is_folder(struct tree_edits *p, const char *path)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < p->nr; i++)
		if (!p->step[i].remove && !p->step[i].superseded &&
		    span_starts(span_of(p->step[i].path), path) &&
		    p->step[i].path[len] == '/')
			return true;
	return (tree_mode(p->tree, path) & 0170000) == 0040000;
}

static int do_step(struct tree_edits *p, struct tree_edit *s, struct diag *why)
{
	if (s->remove)
		return tree_remove(p->tree, s->path, why);
	return tree_write(p->tree, s->path, s->mode, &s->bytes, why);
}

/*
 * No file stands where a rename or copy goes, or the patch takes it away. A
 * folder has to be empty by then: writing will tell.
 */
static bool is_free(struct tree_edits *p, const struct tree_edit *fresh)
{
	unsigned int mode = tree_mode(p->tree, fresh->path);

	if (!mode || (mode & 0170000) == 0040000)
		return true;
	for (size_t i = 0; i < p->nr; i++)
		if (p->step[i].remove && !strcmp(p->step[i].path, fresh->path))
			return true;
	return false;
}

/* What must hold before anything is done. Returns as edits_make(). */
static int check(struct tree_edits *p, const struct tree_edit *s,
		 struct diag *why)
{
	struct tree_file file;
	int err;

	if (s->fresh && !is_free(p, s)) {
		diag_set(why, s->path, 0,
			 "is in the tree already, and the patch would move another file there");
		return 1;
	}
	if (!s->probe)
		return 0;
	err = edits_read(p, s->path, &file, why);
	if (!err && (!file.there ||
		     !span_equals(file.bytes, buf_span(&s->bytes)))) {
		diag_set(why, s->path, 0,
			 "is not what the copy that is taken back was made from");
		return 1;
	}
	return err;
}

int edits_make(struct tree_edits *p, size_t *part, struct diag *why)
{
	int err = 0;

	for (size_t i = 0; !err && i < p->nr; i++) {
		*part = p->step[i].part;
		err = check(p, &p->step[i], why);
	}
	if (err)
		return err;
	for (int removing = 1; removing >= 0; removing--)
		for (size_t i = 0; i < p->nr; i++) {
			struct tree_edit *s = &p->step[i];

			if (s->superseded || s->remove != removing ||
			    (s->remove && !tree_mode(p->tree, s->path)))
				continue;
			err = do_step(p, s, why);
			*part = s->part;
			if (err)
				return err;
		}
	return 0;
}

void edits_release(struct tree_edits *p)
{
	for (size_t i = 0; i < p->nr; i++)
		buf_release(&p->step[i].bytes);
	free(p->step);
	free(p->last);
	numbering_release(&p->paths);
	*p = (struct tree_edits){ 0 };
}

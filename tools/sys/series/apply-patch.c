// SPDX-License-Identifier: GPL-2.0-only
/*
 * One patch on a tree. First each file diff's postimage is made, with renames
 * and copies reading the tree as it was before the patch, as git does; then, if
 * none is refused, what goes is removed and what comes is written.
 */
#include "sys/series/apply-patch.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/patch/which-file.h"
#include "sys/git/object.h"

#define BINARY_MAX	(128u << 20)	/* bytes of binary files of one patch */
#define DEFAULT_MODE	0100644
#define KIND		0170000
#define LINK		0120000
#define MODULE		0160000

struct doing {
	struct tree_edits pending;
	const struct place_options *how;
	size_t part;		/* being tried, from 0 */
	/* refused hunks whose nearest place will still be looked for */
	size_t nearest;
	bool reversed;
	size_t binary;		/* bytes of binary files made so far */
	struct diag *why;
};

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

/*
 * Reads a file that will be written: what cannot be there is only not there:
 * writing it will tell.
 */
static int read_target(struct doing *d, const char *path,
		       struct tree_file *file)
{
	int err = edits_read(&d->pending, path, file, d->why);

	return err < 0 ? -1 : 0;
}

static bool is_file(void *arg, const char *name)
{
	struct tree_file file;
	struct doing *d = arg;

	return !edits_read(&d->pending, name, &file, d->why) && file.there;
}

static bool is_folder(void *arg, const char *name)
{
	struct doing *d = arg;

	return edits_is_folder(&d->pending, name);
}

/* What file_diff_apply() wants for a file that may not be there. */
static struct span bytes_of(const struct tree_file *file)
{
	return file->there ? file->bytes : (struct span){ NULL, 0 };
}

/* While the preimage is there: a later file diff may replace it. */
static void find_nearest(struct doing *d, struct part *part,
			 struct span preimage)
{
	if (part->a.applied != APPLIED_REFUSED)
		return;
	nearest_list_make(&part->nearest, part->diff, &part->a, preimage,
			  d->nearest);
	d->nearest -= part->nearest.nr;
}

/* A link is changed only by a patch that says it means the link. */
static bool kind_fits(struct part *part, unsigned int said, unsigned int mode)
{
	unsigned int wanted = said & KIND, found = mode & KIND;

	if (said && said != mode)
		part->mode = mode;
	if (wanted == found || (!wanted && found != LINK))
		return true;
	if (found == LINK)
		refuse(part, "is a symbolic link in the tree, and the patch does not say that it means the link");
	else
		refuse(part, "the patch means a symbolic link, and it is a file in the tree");
	return false;
}

/*
 * A binary half without the other way back is only right for the preimage that
 * it names.
 */
static bool is_preimage(struct part *part, struct span bytes)
{
	const struct file_diff *s = part->diff;
	char hex[GIT_OID_HEXSZ + 1];
	git_oid id;

	if (s->kind != FILE_DIFF_BINARY || s->forward.method == BINARY_NONE ||
	    s->reverse.method != BINARY_NONE)
		return true;
	gitobject_hash(&id, GIT_OBJECT_BLOB, bytes);
	git_oid_tostr(hex, sizeof(hex), &id);
	if (!s->old_id.len || s->old_id.len > GIT_OID_HEXSZ)
		refuse(part, "the binary patch does not say which file it was made for; make it with git diff --binary");
	else if (!memcmp(hex, s->old_id.at, s->old_id.len))
		return true;
	else
		refuse(part, "the file is not the one that the binary patch was made for");
	return false;
}

/* A change is merged only with the mode that it makes. */
static void check_mode(struct part *part, unsigned int found,
		       unsigned int made)
{
	if (made && made != found)
		refuse(part, "its lines are there already, but its mode is %o and not %o",
		       found, made);
}

static int create(struct doing *d, struct part *part)
{
	const struct file_diff *s = part->diff;
	const char *path = s->new_name ? s->new_name : s->old_name;
	struct tree_file file;
	struct buf out = { 0 };
	int ret = read_target(d, path, &file);

	if (ret)
		return ret;
	if (file.there && !kind_fits(part, s->new_mode, file.mode))
		return 0;
	file_diff_apply(s, bytes_of(&file), d->how, &part->a, &out);
	if (part->a.applied == APPLIED)
		edits_write(&d->pending, d->part, path,
			    s->new_mode ? s->new_mode : DEFAULT_MODE, &out);
	else if (part->a.applied == APPLIED_MERGED)
		check_mode(part, file.mode, s->new_mode);
	buf_release(&out);
	return 0;
}

/* A rename or copy whose source is gone: is its target what it would be? */
static int moved_already(struct doing *d, struct part *part)
{
	const struct file_diff *s = part->diff;
	struct buf out = { 0 };
	struct tree_file file;
	int err = read_target(d, s->new_name, &file);

	if (err)
		return err;
	if (!file.there)
		return refuse(part, "no such file in the tree: '%s'",
			      s->old_name);
	if (!kind_fits(part, s->new_mode, file.mode))
		return 0;
	part->a.applied = APPLIED_MERGED;
	if (s->nr || s->kind == FILE_DIFF_BINARY)
		file_diff_apply(s, file.bytes, d->how, &part->a, &out);
	buf_release(&out);
	if (part->a.applied != APPLIED_MERGED)
		return refuse(part, "'%s' is not in the tree, and '%s' is, with other contents",
			      s->old_name, s->new_name);
	check_mode(part, file.mode, file_diff_mode(s, file.mode));
	return 0;
}

static int move(struct doing *d, struct part *part)
{
	const struct file_diff *s = part->diff;
	struct tree_file from;
	struct buf out = { 0 };
	int err = tree_read(d->pending.tree, s->old_name, &from, d->why);

	if (err)
		return err;
	if (!from.there)
		return moved_already(d, part);
	if (!kind_fits(part, s->old_mode, from.mode) ||
	    !is_preimage(part, from.bytes))
		return 0;
	if (s->nr || s->kind == FILE_DIFF_BINARY)
		file_diff_apply(s, from.bytes, d->how, &part->a, &out);
	else
		buf_add(&out, from.bytes.at, from.bytes.len);
	find_nearest(d, part, from.bytes);
	if (part->a.applied == APPLIED_MERGED)
		refuse(part, "the change is in '%s' already, but the file was not moved",
		       s->old_name);
	if (part->a.applied == APPLIED && s->copy && d->reversed) {
		edits_take_back(&d->pending, d->part, s->old_name,
				  s->new_name, &out);
	} else if (part->a.applied == APPLIED &&
		   edits_writes(&d->pending, s->new_name)) {
		refuse(part, "the patch makes this file twice: what it makes first would be lost");
	} else if (part->a.applied == APPLIED) {
		if (s->rename)
			edits_move_away(&d->pending, d->part, s->old_name);
		edits_write(&d->pending, d->part, s->new_name,
			    file_diff_mode(s, from.mode), &out)->fresh = true;
	}
	buf_release(&out);
	return 0;
}

/* Another mode and nothing else: the contents are not read. */
static int change_mode(struct doing *d, struct part *part,
		       const struct tree_file *file)
{
	const struct file_diff *s = part->diff;
	unsigned int mode = file_diff_mode(s, file->mode);
	struct buf out = { 0 };

	if (mode == file->mode) {
		part->a.applied = APPLIED_MERGED;
		return 0;
	}
	buf_add(&out, file->bytes.at, file->bytes.len);
	edits_write(&d->pending, d->part, s->new_name, mode, &out);
	return 0;
}

static int edit(struct doing *d, struct part *part)
{
	const struct file_diff *s = part->diff;
	struct buf out = { 0 };
	struct tree_file file;
	unsigned int mode;
	int err = edits_read(&d->pending, s->old_name, &file, d->why);

	if (err)
		return err;
	if (!file.there && !s->remove)
		return refuse(part, "no such file in the tree");
	if (file.there && (!kind_fits(part, s->old_mode, file.mode) ||
			   !is_preimage(part, file.bytes)))
		return 0;
	if (!s->nr && s->kind == FILE_DIFF_TEXT && !s->remove)
		return change_mode(d, part, &file);
	file_diff_apply(s, bytes_of(&file), d->how, &part->a, &out);
	find_nearest(d, part, file.bytes);
	mode = file_diff_mode(s, file.mode);
	if (part->a.applied == APPLIED && s->remove)
		edits_remove(&d->pending, d->part, s->old_name);
	else if (part->a.applied == APPLIED)
		edits_write(&d->pending, d->part, s->new_name, mode, &out);
	else if (part->a.applied == APPLIED_MERGED && file.there)
		check_mode(part, file.mode, mode);
	buf_release(&out);
	return 0;
}

/*
 * git takes a diff of its own with two names for a rename, GNU patch for a
 * change of either.
 */
static bool names_two(const struct file_diff *s)
{
	return s->git && s->candidate[0] && s->candidate[1] &&
	       strcmp(s->candidate[0], s->candidate[1]);
}

static int do_part(struct doing *d, struct part *part)
{
	const struct file_diff *s = part->diff;
	struct tree_file file;

	if ((s->old_mode & KIND) == MODULE || (s->new_mode & KIND) == MODULE)
		return refuse(part, "is a submodule for the patch: only files can be changed");
	if (s->rename || s->copy)
		return move(d, part);
	if (names_two(s) && !d->how->like_quilt)
		return refuse(part, "the patch names two files, '%s' and '%s', without a rename or a copy; make the diff again, or give -pN in the series",
			      s->candidate[0], s->candidate[1]);
	if (s->create || !s->old_name)
		return create(d, part);
	if (s->may_create && !read_target(d, s->old_name, &file) && !file.there)
		return create(d, part);
	return edit(d, part);
}

static const char *shown_name(const struct file_diff *s)
{
	return s->new_name && !s->remove ? s->new_name : s->old_name;
}

/* A few bytes of a patch can stand for very many of a file. 0 or -1. */
static int count_binary(struct doing *d, const struct part *part)
{
	const struct tree_edits *edits = &d->pending;

	if (part->diff->kind != FILE_DIFF_BINARY || !edits->nr ||
	    edits->step[edits->nr - 1].part != d->part)
		return 0;
	d->binary += edits->step[edits->nr - 1].bytes.len;
	if (d->binary <= BINARY_MAX)
		return 0;
	return diag_set(d->why, part->name, 0,
			"with it, the patch makes more than %u MiB of binary files: split it",
			BINARY_MAX >> 20);
}

static int make_parts(struct doing *d, struct patch *p, struct patch_result *c)
{
	const struct names_there there = { is_file, is_folder, d };

	c->part = new_array(p->nr ? p->nr : 1, sizeof(*c->part));
	for (c->nr = 0; c->nr < p->nr; c->nr++) {
		struct part *part = &c->part[c->nr];
		int err;

		d->part = c->nr;
		file_diff_resolve_name(&p->diff[c->nr], d->how->like_quilt,
				    &there);
		part->diff = &p->diff[c->nr];
		part->name = shown_name(part->diff);
		err = do_part(d, part);
		if (err < 0)
			return -1;
		if (err)
			refuse(part, "%s", d->why->text);
		if (count_binary(d, part))
			return -1;
	}
	return 0;
}

/*
 * Makes the changes that are pending, or refuses the part that the tree
 * refuses.
 */
static int make_edits(struct doing *d, struct patch_result *c)
{
	size_t part;
	int ret = edits_make(&d->pending, &part, d->why);

	if (ret != 1)
		return ret;
	refuse(&c->part[part], "%s", d->why->text);
	c->outcome = PATCH_REFUSED;
	tree_rollback(d->pending.tree);
	tree_mark(d->pending.tree);
	return 0;
}

int patch_apply(struct tree *t, struct patch *p,
		const struct place_options *how, struct patch_result *c,
		struct diag *why)
{
	struct doing d = { .pending.tree = t, .how = how, .why = why,
			   .nearest = how->nearest, .reversed = p->reversed };
	int ret;

	*c = (struct patch_result){ .outcome = PATCH_APPLIED };
	ret = make_parts(&d, p, c);
	patch_result_judge(c, how);
	if (!ret && c->outcome == PATCH_APPLIED)
		ret = make_edits(&d, c);
	edits_release(&d.pending);
	return ret;
}

/* Where nothing is at path, what stands above it says whether a file can be. */
static void key_of_folders(const char *path, struct tree *t, struct buf *key)
{
	char *above = xstrdup(path), *slash;

	for (slash = above; (slash = strchr(slash, '/')); *slash++ = '/') {
		*slash = '\0';
		buf_addf(key, "%o ", tree_mode(t, above));
	}
	free(above);
}

void patch_files_key(const struct patch *p, struct tree *t, struct buf *key)
{
	for (size_t i = 0; i < p->name_nr; i++) {
		unsigned int mode = tree_mode(t, p->name[i]);
		git_oid id = { { 0 } };

		buf_addf(key, "%o ", mode);
		tree_entry_id(t, p->name[i], &id);
		buf_add(key, id.id, sizeof(id.id));
		if (!mode)
			key_of_folders(p->name[i], t, key);
	}
}

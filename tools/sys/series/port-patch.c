// SPDX-License-Identifier: GPL-2.0-only
/* A patch carried from one tree to another, file by file. */
#include "sys/series/port-patch.h"

#include <stdlib.h>
#include <string.h>

#include "sys/git/diff-text.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/series/port-names.h"

/* So many files of one name are tried before it is called hopeless. */
#define CANDIDATES_MOST 24

struct candidates {
	const char *name;
	char *path[CANDIDATES_MOST];
	size_t nr;
};

/* The same of a tree with changes. */
static int read_edited(const struct port_tree *t, const char *path,
		       struct buf *out, unsigned int *mode, struct diag *why)
{
	struct tree_file file;
	int ret = tree_read(t->edited, path, &file, why);

	if (ret < 0)
		return -1;
	if (ret || !file.there)
		return 1;
	*mode = file.mode;
	buf_grow(out, file.bytes.len);
	buf_add(out, file.bytes.at, file.bytes.len);
	return 0;
}

/*
 * Reads a file into out, emptied first. 0; 1 when there is none; -1 and *why.
 */
static int read_file(const struct port_tree *t, const char *path,
		     struct buf *out, unsigned int *mode, struct diag *why)
{
	git_tree_entry *entry = NULL;
	git_blob *blob = NULL;
	int err;

	buf_clear(out);
	if (!t->tree || !path)
		return 1;
	if (t->edited)
		return read_edited(t, path, out, mode, why);
	err = git_tree_entry_bypath(&entry, t->tree, path);
	if (err == GIT_ENOTFOUND)
		return 1;
	if (err)
		return repo_fail(why, "look a file up");
	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB) {
		git_tree_entry_free(entry);
		return 1;
	}
	*mode = git_tree_entry_filemode(entry);
	err = git_blob_lookup(&blob, t->repo, git_tree_entry_id(entry));
	git_tree_entry_free(entry);
	if (err)
		return repo_fail(why, "read a file");
	buf_grow(out, git_blob_rawsize(blob));
	buf_add(out, git_blob_rawcontent(blob), git_blob_rawsize(blob));
	git_blob_free(blob);
	return 0;
}

static int add_candidate(const char *root, const git_tree_entry *entry,
			 void *arg)
{
	struct candidates *c = arg;
	struct buf path = { 0 };

	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB ||
	    strcmp(git_tree_entry_name(entry), c->name) ||
	    c->nr == CANDIDATES_MOST)
		return 0;
	buf_addf(&path, "%s%s", root, c->name);
	c->path[c->nr++] = buf_detach(&path);
	return 0;
}

static void carry(const struct port_tree *target, const struct file_diff *s,
		  const char *path, const struct buf *source,
		  struct ported_part *part)
{
	struct tree_names *names = tree_names_new(target->repo, target->tree,
						  path);
	struct port_names ask = tree_names_ask(names);
	struct port_input in = { .diff = s, .beyond = &ask };

	if (part->before.at)
		in.target = buf_span(&part->before);
	if (source->at)
		in.source = buf_span(source);
	port_file_diff(&in, &part->result, &part->after);
	tree_names_free(names);
}

/*
 * Files of that name elsewhere: the only one that takes every hunk is where it
 * went.
 */
static int find_moved(const struct port_tree *target, const struct file_diff *s,
		      const struct buf *source, struct ported_part *part,
		      struct diag *why)
{
	const char *slash = strrchr(s->old_name, '/');
	struct candidates c = { .name = slash ? slash + 1 : s->old_name };
	struct ported_part found = { 0 };
	size_t took = 0;
	int ret = 0;

	git_tree_walk(target->tree, GIT_TREEWALK_PRE, add_candidate, &c);
	for (size_t i = 0; !ret && i < c.nr; i++) {
		struct ported_part try = { .diff = s };

		int err = read_file(target, c.path[i], &try.before, &try.mode,
				    why);

		/* The base has it, and the series takes it away. */
		if (err) {
			ret = err < 0 ? -1 : 0;
			buf_release(&try.before);
			continue;
		}
		carry(target, s, c.path[i], source, &try);
		if (try.result.worst < PORT_DROPPED && !took++) {
			found = try;
			found.path = strdup(c.path[i]);
			continue;
		}
		buf_release(&try.before);
		buf_release(&try.after);
		port_result_release(&try.result);
	}
	for (size_t i = 0; i < c.nr; i++)
		free(c.path[i]);
	if (took == 1) {
		port_result_release(&part->result);
		buf_release(&part->before);
		buf_release(&part->after);
		*part = found;
		part->moved = true;
		part->result.sure = false;
		return ret;
	}
	free(found.path);
	buf_release(&found.before);
	buf_release(&found.after);
	port_result_release(&found.result);
	return ret;
}

static int carry_diff(const struct file_diff *s,
			 const struct port_tree *target,
			 const struct port_tree *from,
			 struct ported_part *part, struct diag *why)
{
	const char *path = s->old_name ? s->old_name : s->new_name;
	struct buf source = { 0 };
	unsigned int mode = 0;
	int ret;

	part->diff = s;
	ret = read_file(target, path, &part->before, &part->mode, why);
	if (ret < 0)
		return -1;
	if (ret)
		buf_release(&part->before);
	else
		part->path = strdup(s->rename || s->copy ? s->new_name : path);
	if (s->create && !part->path) {
		part->path = strdup(path);
		part->mode = 0100644;
	}
	if (read_file(from, path, &source, &mode, why))
		buf_release(&source);
	carry(target, s, path, &source, part);
	ret = 0;
	if (!part->path && s->nr && !s->rename && !s->copy)
		ret = find_moved(target, s, &source, part, why);
	part->old_mode = part->mode;
	if (s->new_mode)
		part->mode = s->new_mode;
	if (s->remove && part->result.worst < PORT_DROPPED)
		part->mode = 0;
	buf_release(&source);
	return ret;
}

int port_patch(const struct patch *p, const struct port_tree *target,
	       const struct port_tree *from, struct ported *out,
	       struct diag *why)
{
	int ret = 0;

	*out = (struct ported){ .nr = p->nr, .sure = true };
	out->part = grow_array(NULL, p->nr + 1, sizeof(*out->part));
	memset(out->part, 0, (p->nr + 1) * sizeof(*out->part));
	for (size_t i = 0; !ret && i < p->nr; i++) {
		ret = carry_diff(&p->diff[i], target, from,
				    &out->part[i], why);
		if (out->part[i].result.worst > out->worst)
			out->worst = out->part[i].result.worst;
		out->sure &= out->part[i].result.sure;
	}
	return ret;
}

/* Digits of the ids in a diff. */
#define ABBREV 12

static int add_diff(const struct ported_part *part, struct buf *out,
		    struct diag *why)
{
	static const struct span none = { NULL, 0 };
	bool there = part->before.at != NULL;
	struct changed_file f = {
		.path = part->path,
		.before = there ? buf_span(&part->before) : none,
		.after = part->mode ? buf_span(&part->after) : none,
		.old_mode = there ? part->old_mode : 0,
		.new_mode = part->mode,
	};

	return diff_text(&f, ABBREV, out, why);
}

bool ported_is_merged(const struct ported *p)
{
	bool merged = p->worst == PORT_MERGED;

	for (size_t i = 0; i < p->nr; i++)
		for (size_t k = 0; k < p->part[i].result.nr; k++)
			merged &= p->part[i].result.hunk[k].rung ==
				  PORT_MERGED;
	return merged;
}

int ported_diff(const struct ported *p, struct buf *out, struct diag *why)
{
	for (size_t i = 0; i < p->nr; i++)
		if (p->part[i].path && add_diff(&p->part[i], out, why))
			return -1;
	return 0;
}

void ported_notes(const struct ported *p, const char *who, struct buf *out)
{
	for (size_t i = 0; i < p->nr; i++)
		for (size_t k = 0; k < p->part[i].result.nr; k++) {
			const struct port_hunk *h = &p->part[i].result.hunk[k];
			const struct file_diff *s = p->part[i].diff;

			if (h->rung == PORT_EXACT)
				continue;
			buf_addf(out, "[ %s: ", who);
			if (h->function.len)
				buf_addf(out, "%.*s(): ",
					 (int)h->function.len, h->function.at);
			else
				buf_addf(out, "%s: ", p->part[i].path ?
					 p->part[i].path : s->old_name ?
					 s->old_name : s->new_name);
			buf_adds(out, port_rung_describe(h->rung));
			if (h->why[0])
				buf_addf(out, ", %s", h->why);
			buf_adds(out, " ]\n");
		}
}

void ported_release(struct ported *p)
{
	for (size_t i = 0; i < p->nr; i++) {
		free(p->part[i].path);
		buf_release(&p->part[i].before);
		buf_release(&p->part[i].after);
		port_result_release(&p->part[i].result);
	}
	free(p->part);
	*p = (struct ported){ 0 };
}

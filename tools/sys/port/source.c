// SPDX-License-Identifier: GPL-2.0-only
/* The files that a patch was made for. */
#include "sys/port/source.h"

#include "core/apply/apply.h"
#include "sys/git/repo-fail.h"
#include "sys/git/tree.h"
#include "sys/series/apply-patch.h"

/* git's id of a tree without entries, which each repository knows. */
#define EMPTY_TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

/* Fewer digits would be found by chance. */
#define DIGITS_LEAST 7

int port_source_begin(struct port_source *s, struct diag *why)
{
	git_oid id;

	port_source_end(s);
	if (!s->at.tree && s->nr) {
		git_oid_fromstr(&id, EMPTY_TREE);
		s->at.repo = s->known[0];
		if (git_tree_lookup(&s->at.tree, s->at.repo, &id))
			return repo_fail(why, "make an empty tree");
	}
	if (s->at.tree)
		s->at.edited = tree_new(s->at.repo, s->at.tree, why);
	return s->at.tree && !s->at.edited ? -1 : 0;
}

void port_source_end(struct port_source *s)
{
	tree_free(s->at.edited);
	s->at.edited = NULL;
}

static bool applies(const struct file_diff *d, struct span file)
{
	static const struct place_options strict = { 0 };
	struct application a;
	struct buf out = { 0 };
	bool yes;

	file_diff_apply(d, file, &strict, &a, &out);
	yes = a.applied == APPLIED;
	application_release(&a);
	buf_release(&out);
	return yes;
}

/*
 * Finds the file of that id in the repositories that are known; NULL in *found
 * for none. 0 or -1 and *why.
 */
static int find_blob(const struct port_source *s, const struct file_diff *d,
		     git_blob **found, struct diag *why)
{
	git_blob *blob = NULL;
	git_oid id;

	*found = NULL;
	if (d->old_id.len < DIGITS_LEAST || d->old_id.len > GIT_OID_HEXSZ ||
	    git_oid_fromstrn(&id, d->old_id.at, d->old_id.len))
		return 0;
	for (size_t i = 0; i < s->nr; i++) {
		int err = git_blob_lookup_prefix(&blob, s->known[i], &id,
						 d->old_id.len);
		struct span bytes;

		if (err == GIT_ENOTFOUND || err == GIT_EAMBIGUOUS)
			continue;
		if (err)
			return repo_fail(why, "look for the file that the patch was made for");
		bytes = (struct span){ git_blob_rawcontent(blob),
				       git_blob_rawsize(blob) };
		if (applies(d, bytes)) {
			*found = blob;
			return 0;
		}
		git_blob_free(blob);
		blob = NULL;
	}
	return 0;
}

static int find_file(struct port_source *s, const struct file_diff *d,
		     struct diag *why)
{
	struct tree_file file;
	struct buf copy = { 0 };
	git_blob *blob;
	int ret = tree_read(s->at.edited, d->old_name, &file, why);

	if (ret || (file.there && port_file_is_source(file.bytes, d))) {
		s->found += !ret;
		return ret < 0 ? -1 : 0;
	}
	ret = find_blob(s, d, &blob, why);
	if (ret)
		return -1;
	if (blob) {
		buf_add(&copy, git_blob_rawcontent(blob),
			git_blob_rawsize(blob));
		ret = tree_write(s->at.edited, d->old_name, 0100644, &copy,
				 why);
		s->found++;
	} else if (file.there) {
		ret = tree_remove(s->at.edited, d->old_name, why);
	}
	git_blob_free(blob);
	buf_release(&copy);
	return ret < 0 ? -1 : 0;
}

/* Tries p on the files, which stay as they are unless keep is set. */
static int try_patch(struct port_source *s, struct patch *p, bool keep,
		     enum patch_outcome *outcome, struct diag *why)
{
	static const struct place_options strict = { 0 };
	struct patch_result result = { 0 };
	int ret;

	tree_mark(s->at.edited);
	ret = patch_apply(s->at.edited, p, &strict, &result, why);
	*outcome = result.outcome;
	if (!keep)
		tree_rollback(s->at.edited);
	tree_keep(s->at.edited);
	patch_result_release(&result);
	return ret;
}

/* A named tree that has p already is what p was made for without p. */
static int take_out(struct port_source *s, struct patch *p, struct diag *why)
{
	enum patch_outcome outcome;
	int ret = try_patch(s, p, false, &outcome, why);

	if (ret || outcome != PATCH_MERGED)
		return ret;
	patch_reverse(p);
	ret = try_patch(s, p, true, &outcome, why);
	patch_reverse(p);
	return ret;
}

int port_source_find(struct port_source *s, struct patch *p, struct diag *why)
{
	int ret = 0;

	s->found = 0;
	if (!s->at.edited)
		return 0;
	if (s->named)
		return take_out(s, p, why);
	for (size_t i = 0; !ret && i < p->nr; i++)
		if (p->diff[i].old_name)
			ret = find_file(s, &p->diff[i], why);
	return ret;
}

int port_source_step(struct port_source *s, struct patch *p, struct diag *why)
{
	enum patch_outcome outcome;

	return s->at.edited ? try_patch(s, p, true, &outcome, why) : 0;
}

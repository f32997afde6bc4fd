// SPDX-License-Identifier: GPL-2.0-only
/* Where upstream's side of a fix comes from. */
#include "sys/series/find-upstream.h"

#include <stdlib.h>

#include "core/text/release.h"
#include "sys/conf/branch-files.h"
#include "sys/os/fs.h"
#include "sys/series/upstream.h"

/*
 * The newest branch whose base lacks the fix: its variant is the nearest to
 * upstream's.
 */
static const struct branch *nearest(const struct conf *conf,
				    const struct fix *fix)
{
	const struct branch *best = NULL;

	for (size_t i = 0; i < conf->nr_branches; i++) {
		const struct branch *b = &conf->branch[i];

		if (!branch_has_fix(b, fix) ||
		    (fix->since &&
		     kver_compare_names(b->base, fix->since, NULL) >= 0))
			continue;
		if (!best || kver_compare_names(b->base, best->base, NULL) > 0)
			best = b;
	}
	return best;
}

static int upstream_file(struct compared_fix *f, const char *path,
			 struct diag *why)
{
	f->from = xstrdup(path);
	return variant_read(&f->up.variant, path, why);
}

static int upstream_commit(struct compared_fix *f, struct upstream *u,
			   const char *repo, struct diag *why)
{
	f->from = xstrfmt("commit %.12s (%s)", u->id, u->subject);
	f->tree = repo ? xstrfmt("%s@%s", repo, u->id) : NULL;
	return variant_of_diff(&f->up.variant, u->id, &u->diff, why);
}

static void add_file(struct strings *files, const char *name)
{
	if (name && !strings_have(files, name))
		strings_add(files, name);
}

static int upstream_trees(struct compared_fix *f,
			  const struct compare_from *from, struct diag *why)
{
	struct strings files = { 0 };
	struct buf diff = { 0 };
	int ret;

	for (size_t i = 0; i < f->nr; i++)
		for (size_t j = 0; j < f->side[i].variant.patch.nr; j++) {
			const struct file_diff *s =
				&f->side[i].variant.patch.diff[j];

			add_file(&files, s->old_name);
			add_file(&files, s->new_name);
		}
	f->two_trees = true;
	f->from = xstrfmt("%s against %s, the variants' files alone",
			  from->upstream, from->parent);
	ret = upstream_between(&diff, from->parent, from->upstream, &files,
			       why);
	if (!ret)
		ret = variant_of_diff(&f->up.variant, from->upstream, &diff,
				      why);
	buf_release(&diff);
	strings_release(&files);
	return ret;
}

/* The commit itself when --repo has it. 0, 1 when it has not, -1. */
static int upstream_in_repo(struct compared_fix *f,
			    const struct compare_from *from,
			    struct diag *why)
{
	struct upstream u = { 0 };
	int ret = 1;

	if (f->fix && f->fix->upstream && from->repo) {
		ret = upstream_find(&u, from->repo, f->fix->upstream, why);
		if (!ret)
			ret = upstream_commit(f, &u, from->repo, why);
	}
	upstream_release(&u);
	return ret;
}

/*
 * No source was named: patches/upstream/, the repository, the nearest branch.
 */
static int upstream_default(struct compared_fix *f,
			    const struct compare_from *from,
			    struct diag *why)
{
	const struct branch *b;
	char *path;
	int ret;

	if (!f->fix)
		return diag_set(why, NULL, 0, "say what to compare the patch files with: --upstream PATCHFILE or COMMIT");
	path = variant_path(f->root, "upstream", f->fix->patch);
	ret = fs_exists(path) ? upstream_file(f, path, why) :
				upstream_in_repo(f, from, why);
	free(path);
	if (ret <= 0)
		return ret;
	b = nearest(f->conf, f->fix);
	if (!b)
		return diag_set(why, NULL, 0, "no upstream side for fix '%s': put upstream's patch at patches/upstream/%s, or give --upstream",
				f->fix->name, f->fix->patch);
	f->stands_in = b;
	path = branch_patch(b, f->root, f->fix->patch);
	ret = upstream_file(f, path, why);
	free(path);
	return ret;
}

/* A revision may hold a slash, a folder is a tree. */
static bool is_patch_file(const char *source)
{
	return !strchr(source, '@') && fs_exists(source) &&
	       !fs_is_folder(source);
}

int find_upstream(struct compared_fix *f, const struct compare_from *from,
		  struct diag *why)
{
	struct upstream u = { 0 };
	int ret;

	if (!from->upstream)
		ret = upstream_default(f, from, why);
	else if (is_patch_file(from->upstream))
		ret = upstream_file(f, from->upstream, why);
	else if (from->parent)
		ret = upstream_trees(f, from, why);
	else if ((ret = upstream_of(&u, from->upstream, why)) == 0)
		ret = upstream_commit(f, &u, NULL, why);
	else if (ret > 0)
		ret = diag_set(why, NULL, 0, "'%s' is a tree, not a commit: give --parent TREEISH, the tree before the fix",
			       from->upstream);
	upstream_release(&u);
	if (ret)
		return ret;
	if (from->upstream && !is_patch_file(from->upstream))
		f->tree = xstrdup(from->upstream);
	if (!f->up.variant.patch.nr && !f->two_trees)
		return diag_set(why, f->up.variant.path, 0, "no diff in it: nothing to compare with");
	return 0;
}


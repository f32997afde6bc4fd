// SPDX-License-Identifier: GPL-2.0-only
/* backport compare: where upstream's side of a fix comes from. */
#include "cmd/compare/compare.h"

#include <stdlib.h>

#include "core/text/release.h"
#include "sys/os/fs.h"

bool compare_has_fix(const struct branch *b, const struct fix *fix)
{
	for (size_t i = 0; i < b->nr_fixes; i++)
		if (b->fix[i] == fix)
			return true;
	return false;
}

/* The newest branch whose base lacks the fix: its variant is the nearest to upstream's. */
static const struct branch *nearest(const struct conf *conf,
				    const struct fix *fix)
{
	const struct branch *best = NULL;

	for (size_t i = 0; i < conf->nr_branches; i++) {
		const struct branch *b = &conf->branch[i];

		if (!compare_has_fix(b, fix) ||
		    (fix->since && kver_compare_names(b->base, fix->since, NULL) >= 0))
			continue;
		if (!best || kver_compare_names(b->base, best->base, NULL) > 0)
			best = b;
	}
	return best;
}

static int upstream_file(struct comparison *c, const char *path,
			 struct diag *why)
{
	c->from = fs_path("%s", path);
	return variant_read(&c->up, path, why);
}

static int upstream_commit(struct comparison *c, struct upstream *u,
			   const char *repo, struct diag *why)
{
	c->from = fs_path("commit %.12s (%s)", u->id, u->subject);
	c->tree = repo ? fs_path("%s@%s", repo, u->id) : NULL;
	return variant_of_diff(&c->up, u->id, &u->diff, why);
}

static void add_file(char ***files, size_t *nr, const char *name)
{
	if (!name)
		return;
	for (size_t i = 0; i < *nr; i++)
		if (!strcmp((*files)[i], name))
			return;
	*files = grow_array(*files, *nr + 1, sizeof(**files));
	(*files)[(*nr)++] = fs_path("%s", name);
}

static int upstream_trees(struct comparison *c, const struct asked *a,
			  struct diag *why)
{
	char **files = NULL;
	size_t nr = 0;
	struct buf diff = { 0 };
	int ret;

	for (size_t i = 0; i < c->nr; i++)
		for (size_t j = 0; j < c->column[i].variant.patch.nr; j++) {
			const struct section *s =
				&c->column[i].variant.patch.section[j];

			add_file(&files, &nr, s->old_name);
			add_file(&files, &nr, s->new_name);
		}
	c->two_trees = true;
	c->from = fs_path("%s against %s, the variants' files alone",
			  a->upstream, a->parent);
	ret = upstream_between(&diff, a->parent, a->upstream, files, nr, why);
	if (!ret)
		ret = variant_of_diff(&c->up, a->upstream, &diff, why);
	buf_release(&diff);
	for (size_t i = 0; i < nr; i++)
		free(files[i]);
	free(files);
	return ret;
}

/* The commit itself when --repo has it. 0, 1 when it has not, -1. */
static int upstream_in_repo(struct comparison *c, const struct asked *a,
			    struct diag *why)
{
	struct upstream u = { 0 };
	int ret = 1;

	if (c->fix && a->repo) {
		ret = upstream_find(&u, a->repo, c->fix->upstream, why);
		if (!ret)
			ret = upstream_commit(c, &u, a->repo, why);
	}
	upstream_release(&u);
	return ret;
}

/* No source was named: patches/upstream/, the repository, the nearest branch. */
static int upstream_default(const struct ctx *ctx, const struct asked *a,
			    struct comparison *c, struct diag *why)
{
	const struct branch *b;
	char *path;
	int ret;

	if (!c->fix)
		return diag_set(why, NULL, 0, "say what to compare the patch files with: --upstream PATCHFILE or COMMIT");
	path = variant_path(ctx->root, "upstream", c->fix->patch);
	ret = fs_exists(path) ? upstream_file(c, path, why) :
				upstream_in_repo(c, a, why);
	free(path);
	if (ret <= 0)
		return ret;
	b = nearest(&ctx->conf, c->fix);
	if (!b)
		return diag_set(why, NULL, 0, "no upstream side for fix '%s': put upstream's patch at patches/upstream/%s, or give --upstream",
				c->fix->name, c->fix->patch);
	c->stands_in = b;
	path = variant_path(ctx->root, b->name, c->fix->patch);
	ret = upstream_file(c, path, why);
	free(path);
	return ret;
}

/* A revision may hold a slash, a folder is a tree. */
static bool is_patch_file(const char *source)
{
	return !strchr(source, '@') && fs_exists(source) &&
	       !fs_is_folder(source);
}

int compare_find_upstream(const struct ctx *ctx, const struct asked *a,
			  struct comparison *c, struct diag *why)
{
	struct upstream u = { 0 };
	int ret;

	if (!a->upstream)
		ret = upstream_default(ctx, a, c, why);
	else if (is_patch_file(a->upstream))
		ret = upstream_file(c, a->upstream, why);
	else if (a->parent)
		ret = upstream_trees(c, a, why);
	else if ((ret = upstream_of(&u, a->upstream, why)) == 0)
		ret = upstream_commit(c, &u, NULL, why);
	else if (ret > 0)
		ret = diag_set(why, NULL, 0, "'%s' is a tree, not a commit: give --parent TREEISH, the tree before the fix",
			       a->upstream);
	upstream_release(&u);
	if (ret)
		return ret;
	if (a->upstream && !is_patch_file(a->upstream))
		c->tree = fs_path("%s", a->upstream);
	if (!c->up.patch.nr && !c->two_trees)
		return diag_set(why, c->up.path, 0, "no diff in it: nothing to compare with");
	changes_cut(&c->changes, &c->up.patch);
	return 0;
}


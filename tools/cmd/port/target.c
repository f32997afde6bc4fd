// SPDX-License-Identifier: GPL-2.0-only
/* backport port: a branch or a tree that a patch is carried to. */
#include "cmd/port/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/os/fs.h"
#include "sys/series/apply-series.h"

/*
 * Adds the branch's series up to the variant of that name to the tree;
 * t->listed: the series has it.
 */
static int apply_series(struct port_target *t, const struct port_run *r,
			struct diag *why)
{
	const struct queue_options how = { 0 };
	struct queue_count count = { 0 };
	struct queue q = { 0 };
	size_t all;
	char *series = fs_path("%s/series/%s", r->ctx->root, t->name);
	char *folder = fs_path("%s/patches/%s", r->ctx->root, t->name);
	struct queue_source from = { .series = series, .folder = folder };
	int ret = fs_exists(series) ? queue_add(&q, &from, why) : 0;

	all = q.nr;
	for (size_t i = 0; i < q.nr && !t->listed; i++)
		if (!strcmp(q.patch[i].name, r->name)) {
			t->listed = true;
			q.nr = i;
		}
	if (!ret)
		ret = queue_apply(&q, t->tree.edited, &how, &count, why);
	q.nr = all;
	if (!ret && count.refused)
		ret = diag_set(why, series, 0, "does not apply to its base: see backport apply %s", t->name);
	queue_release(&q);
	free(series);
	free(folder);
	return ret;
}

int port_target_open(struct port_target *t, const struct port_run *r,
		     const struct branch *branch, const char *treeish,
		     struct diag *why)
{
	*t = (struct port_target){ .name = branch ? branch->name : treeish,
				   .branch = branch };
	if (repo_tree(r->cache, branch ? repo_base_of(r->cache, branch) :
		      treeish, &t->tree.tree, &t->tree.repo, why))
		return -1;
	t->tree.edited = tree_new(t->tree.repo, t->tree.tree, why);
	if (!t->tree.edited)
		return -1;
	if (!branch)
		return 0;
	if (apply_series(t, r, why))
		return -1;
	if (t->listed && !r->o->force && !r->o->dry_run)
		return diag_set(why, r->name, 0, "is in series/%s already: --force replaces it", t->name);
	return 0;
}

void port_target_close(struct port_target *t, const struct port_run *r)
{
	tree_free(t->tree.edited);
	git_tree_free(t->tree.tree);
	if (t->tree.repo != r->cache)
		git_repository_free(t->tree.repo);
	*t = (struct port_target){ 0 };
}

/* Adds the variant's line to the series, which may be a new file. */
static int add_to_series(const struct port_run *r, const char *series,
			 struct diag *why)
{
	struct buf list = { 0 };
	int ret = fs_exists(series) ? fs_read(&list, series, why) : 0;

	if (list.len && list.at[list.len - 1] != '\n')
		buf_addc(&list, '\n');
	buf_addf(&list, "%s\n", r->name);
	if (!ret)
		ret = fs_publish(series, buf_span(&list), why);
	buf_release(&list);
	return ret;
}

static int publish(const struct port_target *t, const struct port_run *r,
		   const struct buf *text, struct diag *why)
{
	char *path = variant_path(r->ctx->root, t->name, r->name);
	char *series = fs_path("%s/series/%s", r->ctx->root, t->name);
	char *folder = fs_path("%s/patches/%s", r->ctx->root, t->name);
	char *lists = fs_path("%s/series", r->ctx->root);
	int ret = fs_mkdirs(folder, why);

	if (!ret)
		ret = fs_mkdirs(lists, why);
	if (!ret)
		ret = fs_publish(path, buf_span(text), why);
	if (!ret && !t->listed)
		ret = add_to_series(r, series, why);
	if (!ret && !r->ctx->json && r->ctx->verbosity >= 0)
		printf("  written: %s\n", path);
	free(path);
	free(series);
	free(folder);
	free(lists);
	return ret;
}

int port_target_publish(const struct port_target *t, const struct port_run *r,
			const struct buf *text, struct diag *why)
{
	if (!r->o->dry_run && t->branch)
		return text->len ? publish(t, r, text, why) : 0;
	if (!r->o->dry_run && r->o->out)
		return fs_write_output(r->o->out, buf_span(text), why);
	if (!r->ctx->json && (!r->o->dry_run || r->ctx->verbosity >= 0))
		fwrite(text->at ? text->at : "", 1, text->len, stdout);
	return 0;
}

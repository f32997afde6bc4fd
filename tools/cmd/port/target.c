// SPDX-License-Identifier: GPL-2.0-only
/* backport port: a branch or a tree that a patch is carried to. */
#include "cmd/port/target.h"

#include <stdlib.h>
#include <string.h>

#include "sys/conf/branch-files.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/os/fs.h"
#include "sys/series/apply-series.h"
#include "sys/series/branch-base.h"

/*
 * Finds which of the variants the series has. Returns how many of its patches
 * stand below them: all, where they are left as they are.
 */
static size_t find_listed(struct port_target *t, const struct port_run *r,
			  const struct queue *q)
{
	size_t below = q->nr;

	for (size_t i = 0; i < q->nr; i++)
		for (size_t k = 0; k < r->nr; k++) {
			if (strcmp(q->patch[i].name, r->mail[k].name))
				continue;
			t->listed[k] = true;
			if (i < below && (r->nr == 1 || r->o->force))
				below = i;
		}
	return below;
}

/* Adds the branch's series below the variants to the tree. */
static int apply_series(struct port_target *t, const struct port_run *r,
			struct diag *why)
{
	const struct queue_options how = { 0 };
	struct queue_count count = { 0 };
	struct queue q = { 0 };
	size_t all;
	const struct queue_source from = { 0 };
	char *series = branch_series(t->branch, r->ctx->root);
	int ret = fs_exists(series) ? queue_add_branch(&q, r->ctx->root,
						t->branch, &from, why) : 0;

	all = q.nr;
	q.nr = find_listed(t, r, &q);
	if (!ret)
		ret = queue_apply(&q, t->tree.edited, &how, &count, why);
	q.nr = all;
	if (!ret && count.refused)
		ret = diag_set(why, series, 0, "does not apply to its base: see backport apply %s", t->name);
	queue_release(&q);
	free(series);
	return ret;
}

/* The tree: a branch's base, as it is made, or what the treeish names. */
static int open_base(struct port_target *t, const struct port_run *r,
		     const char *treeish, struct diag *why)
{
	git_oid id;
	int ret;

	if (!t->branch || !branch_base_is_made(t->branch))
		return repo_tree(r->cache, t->branch ?
				 repo_base_of(r->cache, t->branch) : treeish,
				 &t->tree.tree, &t->tree.repo, why);
	t->tree.repo = r->cache;
	ret = branch_base_find(r->cache, r->ctx->root, t->branch, &id, why);
	if (ret == 1)
		return diag_set(why, NULL, 0, "branch %s has no base here; 'backport tree get %s' gets it",
				t->branch->line, t->branch->line);
	if (!ret && git_tree_lookup(&t->tree.tree, r->cache, &id))
		ret = repo_fail(why, "read the base");
	return ret;
}

int port_target_open(struct port_target *t, const struct port_run *r,
		     const struct branch *branch, const char *treeish,
		     struct diag *why)
{
	bool writes = !r->o->dry_run && !r->o->out;

	*t = (struct port_target){ .name = branch ? branch->line : treeish,
				   .branch = branch };
	t->listed = new_array(r->nr + 1, sizeof(*t->listed));
	if (open_base(t, r, treeish, why))
		return -1;
	t->tree.edited = tree_new(t->tree.repo, t->tree.tree, why);
	if (!t->tree.edited)
		return -1;
	if (!branch)
		return 0;
	if (writes && branch_check_writable(branch, why))
		return -1;
	if (apply_series(t, r, why))
		return -1;
	if (r->nr == 1 && r->o->to.nr == 1 && t->listed[0] && !r->o->force &&
	    writes)
		return diag_set(why, r->mail[0].name, 0, "is in series/%s already: --force replaces it", t->name);
	return 0;
}

void port_target_close(struct port_target *t, const struct port_run *r)
{
	buf_release(&t->made);
	compiled_release(&t->compiled);
	free(t->listed);
	tree_free(t->tree.edited);
	git_tree_free(t->tree.tree);
	if (t->tree.repo != r->cache)
		git_repository_free(t->tree.repo);
	*t = (struct port_target){ 0 };
}

/* A file that no series names may be somebody's work. 0 or -1 and *why. */
static int keep_other(const char *path, const struct buf *text,
		      struct diag *why)
{
	struct buf there = { 0 };
	int ret = fs_exists(path) ? fs_read(&there, path, why) : 0;

	if (!ret && fs_exists(path) &&
	    !span_equals(buf_span(&there), buf_span(text)))
		ret = diag_set(why, path, 0, "is there already and is not in the series: --force replaces it");
	buf_release(&there);
	return ret;
}

static int publish(const struct port_target *t, const struct port_run *r,
		   size_t i, const struct buf *text, struct diag *why)
{
	const char *name = r->mail[i].name;
	char *path = branch_patch(t->branch, r->ctx->root, name);
	int ret = t->listed[i] || r->o->force ? 0 : keep_other(path, text, why);

	if (!ret)
		ret = fs_publish_deep(path, buf_span(text), why);
	if (!ret && !t->listed[i])
		ret = branch_series_add(t->branch, r->ctx->root, name, why);
	if (!ret && !r->ctx->json && r->ctx->verbosity >= 0)
		say("  written: %s\n", path);
	free(path);
	return ret;
}

int port_target_publish(struct port_target *t, const struct port_run *r,
			size_t i, const struct buf *text, struct diag *why)
{
	if (!r->o->dry_run && t->branch && !r->o->out)
		return text->len ? publish(t, r, i, text, why) : 0;
	if (!r->o->dry_run && r->o->out)
		buf_add(&t->made, buf_span(text).at, text->len);
	else if (!r->ctx->json && (!r->o->dry_run || r->ctx->verbosity >= 0))
		say_bytes(buf_span(text));
	return 0;
}

int port_target_finish(const struct port_target *t, const struct port_run *r,
		       struct diag *why)
{
	/* A branch that has it gets no file. */
	if (!r->o->out || r->o->dry_run || (t->branch && !t->made.len))
		return 0;
	return fs_write_output(r->o->out, buf_span(&t->made), why);
}

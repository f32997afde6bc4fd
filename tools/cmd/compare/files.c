// SPDX-License-Identifier: GPL-2.0-only
/* backport compare: the files that upstream's patch and the variants lead to. */
#include "cmd/compare/compare.h"

#include <stdio.h>
#include <stdlib.h>

#include "sys/os/fs.h"

/* Lends a patch's files to its changes. */
static void lend(struct changes *g, const struct patched_files *after)
{
	for (size_t i = 0; i < after->nr; i++)
		if (after->file[i].len)
			changes_locate(g, i, buf_span(&after->file[i]));
}

/* Notes why a side's files are not known: what could not be had is no error where it was not asked for. */
static void note_unknown(char **unknown, const struct diag *why)
{
	char line[sizeof(why->path) + sizeof(why->text)];

	*unknown = fs_path("%s", diag_line(why, line, sizeof(line)));
}

/* The commit that upstream's patch is, out of --repo or the cache. */
static int see_commit(const struct asked *a, struct comparison *c,
		      struct diag *why)
{
	char id[41], *tree;
	int ret;

	if (c->fix)
		snprintf(id, sizeof(id), "%s", c->fix->upstream);
	else
		variant_claim(&c->up, id);
	if (!id[0])
		return -1;
	tree = a->repo ? fs_path("%s@%s", a->repo, id) : fs_path("%s", id);
	ret = patched_files_read(&c->after, tree, &c->up.patch, why);
	free(tree);
	return ret;
}

static int see_upstream(const struct ctx *ctx, const struct asked *a,
			struct comparison *c, struct diag *why)
{
	struct diag lacks = { 0 };
	int ret;

	if (c->tree)
		return patched_files_read(&c->after, c->tree, &c->up.patch, why);
	if (a->parent)
		ret = patched_files_make(&c->after, a->parent, &c->up.patch, why);
	else if (c->stands_in)
		ret = patched_files_of_branch(&c->after, ctx->root, c->stands_in,
				      &c->up.patch, why);
	else
		ret = see_commit(a, c, &lacks);
	if (ret < 0 && a->parent)
		return -1;
	if (ret && !a->parent && !c->stands_in)
		diag_set(why, NULL, 0, "upstream's tree is not known; give --repo GITDIR with the commit, or --parent TREEISH");
	if (ret)
		note_unknown(&c->unknown, why);
	return 0;
}

static int see_column(const struct ctx *ctx, const struct asked *a,
		      struct column *col, struct diag *why)
{
	int ret = 1;

	if (col->branch)
		ret = patched_files_of_branch(&col->after, ctx->root, col->branch,
				      &col->variant.patch, why);
	else if (a->base)
		ret = patched_files_make(&col->after, a->base, &col->variant.patch, why);
	else
		diag_set(why, NULL, 0, "the tree is not known; give --base TREEISH");
	if (ret < 0 && a->base)
		return -1;
	if (ret)
		note_unknown(&col->unknown, why);
	return 0;
}

int compare_see_files(const struct ctx *ctx, const struct asked *a,
		      struct comparison *c, struct diag *why)
{
	if (see_upstream(ctx, a, c, why))
		return -1;
	lend(&c->changes, &c->after);
	for (size_t i = 0; i < c->nr; i++) {
		struct column *col = &c->column[i];

		diag_clear(why);
		if (see_column(ctx, a, col, why))
			return -1;
		lend(&col->changes, &col->after);
	}
	return 0;
}

const char *column_unseen(const struct comparison *c, const struct column *col)
{
	for (size_t i = 0; i < col->pairing.nr; i++) {
		if (col->pairing.pair[i].order != ORDER_CONTEXT)
			continue;
		if (c->unknown)
			return c->unknown;
		return col->unknown ? col->unknown :
		       "a change, or its function, was not found in its file";
	}
	return NULL;
}

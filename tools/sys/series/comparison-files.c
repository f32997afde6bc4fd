// SPDX-License-Identifier: GPL-2.0-only
/* The files that upstream's patch and the variants touch. */
#include "sys/series/comparison-files.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * Keeps the reason why a side's files are not known: they were not asked for.
 * What was read of them before that goes.
 */
static void keep_reason(struct compare_side *side, const struct diag *why)
{
	char line[sizeof(why->path) + sizeof(why->text)];

	side->unknown = xstrdup(diag_line(why, line, sizeof(line)));
	patched_files_release(&side->files);
}

/* The files of upstream's commit, from --repo or the cache. */
static int read_commit(struct compared_fix *f, const struct compare_from *from,
		       struct diag *why)
{
	char id[41], *tree;
	int ret;

	if (f->fix)
		snprintf(id, sizeof(id), "%s",
			 f->fix->upstream ? f->fix->upstream : "");
	else
		variant_claim(&f->up.variant, id);
	if (!id[0])
		return -1;
	tree = from->repo ? xstrfmt("%s@%s", from->repo, id) :
			    xstrdup(id);
	ret = patched_files_read(&f->up.files, tree, &f->up.variant.patch, why);
	free(tree);
	return ret;
}

static int read_upstream(struct compared_fix *f,
			 const struct compare_from *from, struct diag *why)
{
	struct compare_side *up = &f->up;
	struct diag ignored = { 0 };
	int ret;

	if (f->tree)
		return patched_files_read(&up->files, f->tree,
					  &up->variant.patch, why);
	if (from->parent)
		ret = patched_files_make(&up->files, from->parent,
					 &up->variant.patch, why);
	else if (f->stands_in)
		ret = patched_files_of_branch(&up->files, f->root, f->stands_in,
					      &up->variant.patch, why);
	else
		ret = read_commit(f, from, &ignored);
	if (ret < 0 && from->parent)
		return -1;
	if (ret && !from->parent && !f->stands_in)
		diag_set(why, NULL, 0, "upstream's tree is not known; give --repo GITDIR with the commit, or --parent TREEISH");
	if (ret)
		keep_reason(up, why);
	return 0;
}

static int read_variant(struct compared_fix *f, struct compare_side *side,
			const struct compare_from *from, struct diag *why)
{
	struct patch *patch = &side->variant.patch;
	int ret = 1;

	side->files.other = &f->up.variant.patch;
	if (side->branch)
		ret = patched_files_of_branch(&side->files, f->root,
					      side->branch, patch, why);
	else if (from->base)
		ret = patched_files_make(&side->files, from->base, patch, why);
	else
		diag_set(why, NULL, 0, "the tree is not known; give --base TREEISH");
	if (ret < 0 && from->base)
		return -1;
	if (ret)
		keep_reason(side, why);
	return 0;
}

int comparison_files_read(struct compared_fix *f,
			  const struct compare_from *from, struct diag *why)
{
	int ret = read_upstream(f, from, why);

	for (size_t i = 0; i < f->nr && !ret; i++) {
		diag_clear(why);
		ret = read_variant(f, &f->side[i], from, why);
	}
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* What a base lacks of its series, and whether that is enough. */
#include "sys/series/missing.h"

#include "sys/git/repo.h"

int queue_keep_missing(struct queue *c, const struct branch *b,
		       const struct branch_steps *s, struct diag *why)
{
	size_t nr = 0;

	if (c->nr != s->nr_patches)
		return diag_set(why, NULL, 0, "series/%s changed while it was read",
				b->line);
	for (size_t i = 0; i < c->nr; i++)
		if (s->has_patch[i])
			queued_patch_release(&c->patch[i]);
		else
			c->patch[nr++] = c->patch[i];
	c->nr = nr;
	return 0;
}

/* Says which patch needs what the base has changed meanwhile. */
static int note_refusal(void *arg, const struct queued_patch *p,
			const struct patch_result *c, struct diag *why)
{
	const struct branch *b = arg;
	struct buf reason = { 0 };

	if (c->outcome != PATCH_REFUSED)
		return 0;
	patch_result_describe(c, &reason);
	diag_set(why, NULL, 0, "%s does not apply to %s, which has other patches of the series but not this one: %s",
		 p->path, b->base, reason.at);
	buf_release(&reason);
	return 0;
}

int missing_make_last_step(git_repository *repo, const char *root,
			   const struct branch *b,
			   const struct branch_steps *s, struct diag *why)
{
	const struct queue_source from = { .branch = b };
	const struct queue_options how = { .done = note_refusal,
					   .arg = (void *)b };
	struct queue_count count;
	struct queue c = { 0 };
	struct tree *tree = NULL;
	git_tree *base = NULL;
	git_oid id;
	int ret = queue_add_branch(&c, root, b, &from, why);

	if (!ret)
		ret = queue_keep_missing(&c, b, s, why);
	if (!ret && git_tree_lookup(&base, repo, &s->base))
		ret = repo_fail(why, "read the base");
	if (!ret)
		ret = (tree = tree_new(repo, base, why)) ? 0 : -1;
	if (!ret)
		ret = queue_apply(&c, tree, &how, &count, why);
	if (!ret)
		ret = count.refused ? 1 : tree_store(tree, &id, why);
	if (!ret && !git_oid_equal(&id, &s->tree[s->nr - 1])) {
		diag_set(why, NULL, 0, "the patches of the series that %s lacks make another tree of it than was booted",
			 b->base);
		ret = 1;
	}
	tree_free(tree);
	git_tree_free(base);
	queue_release(&c);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Which tree is before and which is after: found by applying the series. */
#include "sys/series/before-after.h"

#include <stdio.h>
#include <stdlib.h>

#include "sys/git/base-release.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"
#include "sys/series/apply-series.h"
#include "sys/store/patchset.h"

/* Notes the first refusal as one sentence. */
static int note_refusal(void *arg, const struct queued_patch *p,
			const struct patch_result *c, struct diag *why)
{
	struct branch_trees *s = arg;
	struct buf reason = { 0 };

	(void)why;
	if (c->outcome != PATCH_REFUSED || s->sentence[0])
		return 0;
	patch_result_describe(c, &reason);
	snprintf(s->sentence, sizeof(s->sentence),
		 "%s does not apply%s: %s", p->path,
		 p->reverse ? " in reverse" : "", reason.at);
	buf_release(&reason);
	return 0;
}

static int load(struct queue *c, const char *root, const struct branch *b,
		struct diag *why)
{
	char *series = fs_path("%s/series/%s", root, b->line);
	char *patches = fs_path("%s/patches/%s", root, b->line);
	struct queue_source from = { .series = series, .folder = patches,
				     .branch = b };
	int ret = queue_add(c, &from, why);

	free(series);
	free(patches);
	return ret;
}

/* Applies the series, or takes it out; 0, 1 when a patch is refused, -1. */
static int go(struct tree *t, struct queue *c, struct branch_trees *s,
	      struct queue_count *count, struct diag *why)
{
	struct queue_options how = { .done = note_refusal, .arg = s };

	if (queue_apply(c, t, &how, count, why))
		return -1;
	return count->refused ? 1 : 0;
}

static int find(git_repository *repo, const char *root, const struct branch *b,
		const git_tree *base, struct branch_trees *s, struct diag *why)
{
	struct queue series = { 0 };
	struct queue_count count;
	struct tree *t = NULL;
	int ret = -1;

	if (load(&series, root, b, why) || !(t = tree_new(repo, base, why)))
		goto out;
	ret = go(t, &series, s, &count, why);
	if (ret)
		goto out;
	s->base_has_it = count.merged > 0;
	s->base = s->before = s->after = *git_tree_id(base);
	ret = tree_store(t, &s->after, why);
	if (ret || !s->base_has_it)
		goto out;
	queue_reverse(&series);
	ret = go(t, &series, s, &count, why);
	if (!ret)
		ret = tree_store(t, &s->before, why);
out:
	if (ret == 1) {
		s->state = TREES_REFUSED;
		memset(&s->before, 0, sizeof(s->before));
		memset(&s->after, 0, sizeof(s->after));
	}
	tree_free(t);
	queue_release(&series);
	return ret < 0 ? -1 : 0;
}

int branch_trees_find(git_repository *repo, const char *root,
		      const struct branch *b, struct branch_trees *s,
		      struct diag *why)
{
	struct buf release = { 0 };
	git_tree *base = NULL;
	git_oid id;
	int ret;

	memset(s, 0, sizeof(*s));
	if (!repo_has_base(repo, repo_base_of(repo, b), &id)) {
		s->state = TREES_NO_BASE;
		snprintf(s->sentence, sizeof(s->sentence),
			 "branch %s has no base; provide it: backport tree add %s SOURCE --rev %s",
			 b->line, b->line, b->base);
		return 0;
	}
	ret = base_check(repo, &id, b, &release, why);
	snprintf(s->release, sizeof(s->release), "%s",
		 release.at ? release.at : "");
	buf_release(&release);
	if (ret)
		return -1;
	if (git_tree_lookup(&base, repo, &id))
		return repo_fail(why, "read the base");
	ret = find(repo, root, b, base, s, why);
	git_tree_free(base);
	return ret;
}

struct result_key *branch_trees_key(const struct branch_trees *trees,
				    const json_t *patches)
{
	struct result_key *k = result_key_new();
	char hex[65];

	result_key_adds(k, "base", trees->release);
	result_key_adds(k, "before",
			git_oid_tostr(hex, sizeof(hex), &trees->before));
	result_key_adds(k, "after",
			git_oid_tostr(hex, sizeof(hex), &trees->after));
	result_key_adds(k, "base is", trees->base_has_it ? "after" : "before");
	patchset_hash(patches, hex);
	result_key_adds(k, "patchset", hex);
	return k;
}

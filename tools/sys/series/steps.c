// SPDX-License-Identifier: GPL-2.0-only
/* The trees of a branch's steps: found by applying the series. */
#include "sys/series/steps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/git/repo.h"
#include "sys/series/apply-series.h"
#include "sys/series/branch-base.h"
#include "sys/store/patchset.h"

/* The search under way. */
struct finding {
	const struct branch *branch;
	struct branch_steps *s;
	struct queue series;
	struct tree *tree;
	size_t at;		/* patches applied so far */
	size_t nr_merged;	/* of them, those that were there */
};

static void say_refusal(struct branch_steps *s, const struct queued_patch *p,
			const struct patch_result *c)
{
	struct buf reason = { 0 };

	patch_result_describe(c, &reason);
	snprintf(s->sentence, sizeof(s->sentence),
		 "%s does not apply%s: %s", p->path,
		 p->reverse ? " in reverse" : "", reason.at);
	buf_release(&reason);
}

/* Notes what is there, and the refusal that ends a run, as one sentence. */
static int note(void *arg, const struct queued_patch *p,
		const struct patch_result *c, struct diag *why)
{
	struct finding *f = arg;

	(void)why;
	if (c->outcome == PATCH_REFUSED)
		say_refusal(f->s, p, c);
	f->s->has_patch[f->at++] |= c->outcome == PATCH_MERGED;
	f->nr_merged += c->outcome == PATCH_MERGED;
	return 0;
}

/* The step that the fix of this patch makes; 0: it is no fix's. */
static size_t step_of_patch(const struct finding *f,
			    const struct queued_patch *p)
{
	const struct branch *b = f->branch;
	size_t step = p->is_fix ? b->nr_in_series : 0;

	while (step && strcmp(b->fix[step - 1]->patch, p->name))
		step--;
	return step;
}

/*
 * Applies the patches from *at on: all that are left for the last step, else
 * those up to the last one of the fix that makes this step. 0, 1 when one is
 * refused, -1.
 */
static int apply_step(struct finding *f, size_t step, size_t *at,
		      struct diag *why)
{
	struct queue_options how = { .done = note, .arg = f };
	struct queue part = { .patch = f->series.patch + *at };
	struct queue_count count;
	size_t end = f->series.nr;

	/* a mailbox is several patches of one name */
	while (step < f->s->nr - 1 && end > *at &&
	       step_of_patch(f, &f->series.patch[end - 1]) != step)
		end--;
	part.nr = end - *at;
	*at = end;
	if (queue_apply(&part, f->tree, &how, &count, why))
		return -1;
	return count.refused ? 1 : 0;
}

/* The steps from the tree as it is, which is step 0. */
static int apply_all(struct finding *f, struct diag *why)
{
	struct branch_steps *s = f->s;
	size_t at = 0;
	int ret;

	f->at = f->nr_merged = 0;
	ret = tree_store(f->tree, &s->tree[0], why);
	for (size_t step = 1; !ret && step < s->nr; step++) {
		ret = apply_step(f, step, &at, why);
		if (!ret)
			ret = tree_store(f->tree, &s->tree[step], why);
	}
	return ret;
}

/* Tries a patch, and leaves the tree as it was. */
static int try(struct tree *t, struct queued_patch *p,
	       struct patch_result *result, struct diag *why)
{
	struct place_options how = { 0 };
	int ret;

	*result = (struct patch_result){ 0 };
	tree_mark(t);
	ret = patch_apply(t, &p->patch, &how, result, why);
	tree_rollback(t);
	return ret;
}

/*
 * Takes a patch out of the tree when the tree has it. 0; 1 when it has a fix
 * that cannot be taken out; -1.
 */
static int take_out(struct finding *f, size_t i, struct diag *why)
{
	struct queued_patch *p = &f->series.patch[i];
	struct patch_result reverse, forward = { 0 };
	struct place_options how = { 0 };
	size_t step = step_of_patch(f, p);
	int ret = try(f->tree, p, &forward, why);

	queued_patch_reverse(p);
	if (!ret && forward.outcome != PATCH_APPLIED) {
		tree_mark(f->tree);
		ret = patch_apply(f->tree, &p->patch, &how, &reverse, why);
		tree_keep(f->tree);
		f->s->has_patch[i] = reverse.outcome == PATCH_APPLIED;
		if (!ret && reverse.outcome == PATCH_REFUSED && step &&
		    forward.outcome == PATCH_MERGED) {
			say_refusal(f->s, p, &reverse);
			ret = 1;
		}
		patch_result_release(&reverse);
	}
	queued_patch_reverse(p);
	patch_result_release(&forward);
	return ret;
}

/* The base has a fix when it has each mail of its patch. */
static int take_out_all(struct finding *f, struct diag *why)
{
	struct branch_steps *s = f->s;
	int ret = 0;

	memset(s->has_patch, 0, s->nr_patches * sizeof(*s->has_patch));
	for (size_t i = f->series.nr; !ret && i-- > 0;)
		ret = take_out(f, i, why);
	for (size_t i = 1; i <= f->branch->nr_in_series; i++)
		s->in_base[i] = true;
	for (size_t i = 0; i < f->series.nr; i++)
		s->in_base[step_of_patch(f, &f->series.patch[i])] &=
			s->has_patch[i];
	return ret;
}

/* Begins again from the base. */
static int begin(struct finding *f, git_repository *repo, const git_tree *base,
		 struct diag *why)
{
	tree_free(f->tree);
	f->tree = tree_new(repo, base, why);
	return f->tree ? 0 : -1;
}

/* Which step the base is, and whether it has all patches. */
static void conclude(struct branch_steps *s, const git_tree *base)
{
	s->base = *git_tree_id(base);
	s->all_in_base = git_oid_equal(&s->tree[s->nr - 1], &s->base);
	for (size_t i = s->nr; i-- > 0;) {
		if (git_oid_equal(&s->tree[i], &s->base))
			s->origin = i;
		s->all_in_base &= !i || s->in_base[i];
	}
}

static int find(git_repository *repo, const char *root, const git_tree *base,
		struct finding *f, struct diag *why)
{
	const struct queue_source from = { .branch = f->branch };
	struct branch_steps *s = f->s;
	int ret = queue_add_branch(&f->series, root, f->branch, &from, why);

	s->nr_patches = f->series.nr;
	s->has_patch = new_array(s->nr_patches, sizeof(*s->has_patch));
	if (!ret)
		ret = begin(f, repo, base, why);
	if (!ret)
		ret = apply_all(f, why);
	/* A patch is there already or does not fit: without the base's then. */
	if (ret == 1 || (!ret && f->nr_merged)) {
		s->sentence[0] = '\0';
		ret = begin(f, repo, base, why);
		if (!ret)
			ret = take_out_all(f, why);
		if (!ret)
			ret = apply_all(f, why);
	}
	if (!ret)
		conclude(s, base);
	if (ret == 1) {
		s->state = STEPS_REFUSED;
		memset(s->tree, 0, s->nr * sizeof(*s->tree));
	}
	return ret < 0 ? -1 : 0;
}

static void init(struct branch_steps *s, const struct branch *b)
{
	*s = (struct branch_steps){ .nr = b->nr_steps };
	s->tree = new_array(s->nr, sizeof(*s->tree));
	s->in_base = grow_array(NULL, s->nr, sizeof(*s->in_base));
	memset(s->in_base, 0, s->nr * sizeof(*s->in_base));
}

void branch_steps_of_base(const struct branch *b, const git_oid *base,
			  struct branch_steps *s)
{
	init(s, b);
	s->base = *base;
	for (size_t i = 0; i < s->nr; i++)
		s->tree[i] = *base;
}

int branch_steps_of(git_repository *repo, const char *root,
		    const struct branch *b, const git_oid *id,
		    struct branch_steps *s, struct diag *why)
{
	struct finding f = { .branch = b, .s = s };
	struct buf release = { 0 };
	git_tree *base = NULL;
	int ret;

	init(s, b);
	ret = branch_base_check(repo, id, b, &release, why);
	snprintf(s->release, sizeof(s->release), "%s",
		 release.at ? release.at : "");
	buf_release(&release);
	if (ret)
		return -1;
	if (git_tree_lookup(&base, repo, id))
		return repo_fail(why, "read the base");
	ret = find(repo, root, base, &f, why);
	tree_free(f.tree);
	queue_release(&f.series);
	git_tree_free(base);
	return ret;
}

int branch_steps_find(git_repository *repo, const char *root,
		      const struct branch *b, struct branch_steps *s,
		      struct diag *why)
{
	git_oid id;
	int ret = branch_base_find(repo, root, b, &id, why);

	if (!ret)
		return branch_steps_of(repo, root, b, &id, s, why);
	init(s, b);
	if (ret < 0)
		return -1;
	s->state = STEPS_NO_BASE;
	snprintf(s->sentence, sizeof(s->sentence),
		 "branch %s has no base; provide it: backport tree add %s SOURCE --rev %s",
		 b->line, b->line, b->base);
	return 0;
}

/* Adds the name of the step that the base is. */
static void add_direction(struct result_key *k, const struct branch_steps *s)
{
	bool is_step = git_oid_equal(&s->tree[s->origin], &s->base);

	result_key_adds(k, "base is", s->all_in_base ? "after" : is_step ?
			step_name(s->origin, s->nr).at : "between");
}

struct result_key *branch_steps_key(const struct branch_steps *s,
				    const struct branch *b,
				    const json_t *patches)
{
	struct result_key *k = result_key_new();
	struct buf fixes = { 0 };
	char hex[65];

	result_key_adds(k, "base", s->release);
	for (size_t i = 0; i < s->nr; i++)
		result_key_adds(k, step_name(i, s->nr).at,
				git_oid_tostr(hex, sizeof(hex), &s->tree[i]));
	add_direction(k, s);
	patchset_hash(patches, hex);
	result_key_adds(k, "patchset", hex);
	for (size_t i = 0; i < b->nr_in_series; i++)
		buf_addf(&fixes, "%s%s", i ? ", " : "", b->fix[i]->name);
	/* the steps of one fix have no other order */
	if (s->nr > 2)
		result_key_adds(k, "fixes", fixes.at);
	buf_release(&fixes);
	return k;
}

json_t *branch_steps_json(const struct branch_steps *s, const struct branch *b)
{
	json_t *list = json_array(), *o;

	for (size_t i = 0; i < s->nr; i++) {
		o = json_pack("{ss}", "step", step_name(i, s->nr).at);
		if (i && i <= b->nr_in_series) {
			json_object_set_new(o, "fix", json_string(
				b->fix[i - 1]->name));
			json_object_set_new(o, "in_base",
					    json_boolean(s->in_base[i]));
		}
		json_array_append_new(list, o);
	}
	return list;
}

void branch_steps_release(struct branch_steps *s)
{
	free(s->tree);
	free(s->in_base);
	free(s->has_patch);
	*s = (struct branch_steps){ 0 };
}

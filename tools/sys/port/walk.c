// SPDX-License-Identifier: GPL-2.0-only
/* A series on each release of a line. */
#include "sys/port/walk.h"

#include <stdlib.h>

#include "sys/git/object.h"
#include "sys/git/repo-fail.h"

/* What became of a group's patches where its files are these. */
struct walk_answer {
	git_oid key;		/* over the files' modes and ids */
	enum walk_state *state;	/* per patch of the group */
	char **proof;
};

struct walk_group {
	size_t *patch;		/* indices into the queue, ascending */
	size_t nr;
	struct walk_answer *answer;
	size_t nr_answers;
};

const char *walk_state_name(enum walk_state state)
{
	static const char *const names[] = {
		[WALK_FITS] = "fits", [WALK_MERGED] = "merged",
		[WALK_REFUSED] = "refused",
	};

	return names[state];
}

static size_t root_of(size_t *parent, size_t i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

/* Joins the patches that name a file in common. */
static void join(const struct queue *q, size_t *parent)
{
	struct numbering names = { 0 };
	size_t *first = NULL;	/* per name: the patch that has it */

	for (size_t i = 0; i < q->nr; i++) {
		const struct patch *p = &q->patch[i].patch;

		for (size_t k = 0; k < p->name_nr; k++) {
			size_t was = names.nr;
			size_t n = numbering_add(&names, span_of(p->name[k]));

			if (n == was) {
				first = grow_array(first, n + 1,
						   sizeof(*first));
				first[n] = i;
			}
			parent[root_of(parent, i)] = root_of(parent, first[n]);
		}
	}
	free(first);
	numbering_release(&names);
}

static void make_groups(struct walk *w, const struct queue *q)
{
	size_t *parent = grow_array(NULL, q->nr + 1, sizeof(*parent));
	size_t *group = grow_array(NULL, q->nr + 1, sizeof(*group));

	for (size_t i = 0; i < q->nr; i++)
		parent[i] = i;
	join(q, parent);
	w->group = grow_array(NULL, q->nr + 1, sizeof(*w->group));
	for (size_t i = 0; i < q->nr; i++)
		group[i] = (size_t)-1;
	for (size_t i = 0; i < q->nr; i++) {
		size_t root = root_of(parent, i);
		struct walk_group *g;

		if (group[root] == (size_t)-1) {
			group[root] = w->nr_groups;
			w->group[w->nr_groups++] = (struct walk_group){ 0 };
		}
		g = &w->group[group[root]];
		g->patch = grow_array(g->patch, g->nr + 1, sizeof(*g->patch));
		g->patch[g->nr++] = i;
	}
	free(parent);
	free(group);
}

static void key_of(const struct walk_group *g, const struct queue *q,
		   struct tree *t, git_oid *key)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < g->nr; i++)
		patch_files_key(&q->patch[g->patch[i]].patch, t, &b);
	gitobject_hash(key, GIT_OBJECT_BLOB, buf_span(&b));
	buf_release(&b);
}

static int try(struct walk *w, struct queued_patch *p, struct tree *t,
	       enum walk_state *state, char **proof, struct diag *why)
{
	static const enum walk_state states[] = {
		[PATCH_APPLIED] = WALK_FITS, [PATCH_MERGED] = WALK_MERGED,
		[PATCH_REFUSED] = WALK_REFUSED,
	};
	static const struct place_options strict = { 0 };
	struct patch_result result = { 0 };
	struct buf text = { 0 };
	int ret;

	tree_mark(t);
	ret = patch_apply(t, &p->patch, &strict, &result, why);
	tree_keep(t);
	*state = states[result.outcome];
	if (!ret && *state == WALK_MERGED)
		patch_result_describe_merged(&result, &text);
	else if (!ret && *state == WALK_REFUSED)
		patch_result_describe(&result, &text);
	*proof = buf_detach(&text);
	patch_result_release(&result);
	w->applied++;
	return ret;
}

static const struct walk_answer *known_answer(const struct walk_group *g,
					      const git_oid *key)
{
	for (size_t i = g->nr_answers; i; i--)
		if (git_oid_equal(&g->answer[i - 1].key, key))
			return &g->answer[i - 1];
	return NULL;
}

/* NULL and *why. */
static const struct walk_answer *answer(struct walk *w, struct walk_group *g,
					struct queue *q, struct tree *t,
					struct diag *why)
{
	const struct walk_answer *known;
	struct walk_answer *a;
	git_oid key;

	key_of(g, q, t, &key);
	known = known_answer(g, &key);
	if (known)
		return known;
	g->answer = grow_array(g->answer, g->nr_answers + 1,
			       sizeof(*g->answer));
	a = &g->answer[g->nr_answers++];
	*a = (struct walk_answer){ .key = key };
	a->state = grow_array(NULL, g->nr, sizeof(*a->state));
	a->proof = new_array(g->nr, sizeof(*a->proof));
	for (size_t i = 0; i < g->nr; i++)
		if (try(w, &q->patch[g->patch[i]], t, &a->state[i],
			&a->proof[i], why))
			return NULL;
	return a;
}

static void add_change(struct walked_patch *p, size_t base,
		       enum walk_state state, const char *proof)
{
	if (p->nr && p->change[p->nr - 1].state == state)
		return;
	p->change = grow_array(p->change, p->nr + 1, sizeof(*p->change));
	p->change[p->nr++] = (struct walk_change){ base, state, proof };
}

static int walk_base(struct walk *w, size_t base, struct queue *q,
		     struct diag *why)
{
	git_tree *root = NULL;
	struct tree *t = NULL;
	int ret = -1;

	if (git_tree_lookup(&root, w->bases.repo, &w->bases.base[base].tree)) {
		repo_fail(why, "read a base");
		goto out;
	}
	t = tree_new(w->bases.repo, root, why);
	if (!t)
		goto out;
	tree_trust(t);
	for (size_t g = 0; g < w->nr_groups; g++) {
		struct walk_group *group = &w->group[g];
		const struct walk_answer *a = answer(w, group, q, t, why);

		if (!a)
			goto out;
		for (size_t i = 0; i < group->nr; i++)
			add_change(&w->patch[group->patch[i]], base,
				   a->state[i], a->proof[i]);
	}
	ret = 0;
out:
	tree_free(t);
	git_tree_free(root);
	return ret;
}

int walk_make(struct walk *w, const char *bases, struct queue *q,
	      struct diag *why)
{
	int ret;

	*w = (struct walk){ .nr = q->nr };
	w->patch = grow_array(NULL, q->nr + 1, sizeof(*w->patch));
	for (size_t i = 0; i < q->nr; i++)
		w->patch[i] = (struct walked_patch){ .patch = &q->patch[i] };
	make_groups(w, q);
	ret = base_list_find(&w->bases, bases, why);
	for (size_t i = 0; !ret && i < w->bases.nr; i++)
		ret = walk_base(w, i, q, why);
	return ret;
}

static void release_group(struct walk_group *g)
{
	for (size_t i = 0; i < g->nr_answers; i++) {
		for (size_t k = 0; k < g->nr; k++)
			free(g->answer[i].proof[k]);
		free(g->answer[i].proof);
		free(g->answer[i].state);
	}
	free(g->answer);
	free(g->patch);
}

void walk_release(struct walk *w)
{
	for (size_t i = 0; i < w->nr; i++)
		free(w->patch[i].change);
	for (size_t i = 0; i < w->nr_groups; i++)
		release_group(&w->group[i]);
	free(w->patch);
	free(w->group);
	base_list_release(&w->bases);
	*w = (struct walk){ 0 };
}

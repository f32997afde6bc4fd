// SPDX-License-Identifier: GPL-2.0-only
/* A fix on the sources of each release of a line. */
#include "sys/affected/contents.h"

#include <stdlib.h>

#include "sys/git/object.h"
#include "sys/git/repo-fail.h"
#include "sys/series/apply-patch.h"

struct content_answer {
	git_oid key;		/* over the files' modes and ids */
	struct content content;
};

static const struct content *known_answer(const struct contents *c,
					  const git_oid *key)
{
	for (size_t i = c->nr_answers; i; i--)
		if (git_oid_equal(&c->answer[i - 1]->key, key))
			return &c->answer[i - 1]->content;
	return NULL;
}

/* The files that the patch changes, as views into the tree. */
static int read_files(struct tree *t, const struct patch *p, struct span *file,
		      struct diag *why)
{
	for (size_t i = 0; i < p->nr; i++) {
		const char *name = p->diff[i].old_name;
		struct tree_file f = { 0 };

		if (name && tree_read(t, name, &f, why) < 0)
			return -1;
		file[i] = f.there ? f.bytes : (struct span){ NULL, 0 };
		if (f.there && !file[i].at)
			file[i].at = "";
	}
	return 0;
}

static int judge(struct content *c, struct tree *t, struct patch *p,
		 struct diag *why)
{
	const struct place_options strict = { 0 };
	struct patch_result placed = { 0 };
	struct span *file = grow_array(NULL, p->nr + 1, sizeof(*file));
	int ret;

	tree_mark(t);
	ret = patch_apply(t, p, &strict, &placed, why);
	tree_rollback(t);
	if (!ret)
		ret = read_files(t, p, file, why);
	if (!ret)
		content_judge(c, p, &placed, file);
	patch_result_release(&placed);
	free(file);
	return ret;
}

static const struct content *answer(struct contents *c, struct tree *t,
				    struct patch *p, struct diag *why)
{
	const struct content *known;
	struct content_answer *a;
	struct buf names = { 0 };
	git_oid key;

	patch_files_key(p, t, &names);
	gitobject_hash(&key, GIT_OBJECT_BLOB, buf_span(&names));
	buf_release(&names);
	known = known_answer(c, &key);
	if (known)
		return known;
	c->answer = grow_array(c->answer, c->nr_answers + 1,
			       sizeof(*c->answer));
	a = c->answer[c->nr_answers++] = grow_array(NULL, 1, sizeof(*a));
	*a = (struct content_answer){ .key = key };
	return judge(&a->content, t, p, why) ? NULL : &a->content;
}

static int look(struct contents *c, size_t base, struct patch *p,
		struct diag *why)
{
	git_repository *repo = c->bases.repo;
	git_tree *root = NULL;
	struct tree *t;

	if (git_tree_lookup(&root, repo, &c->bases.base[base].tree))
		return repo_fail(why, "read a base");
	t = tree_new(repo, root, why);
	if (t) {
		tree_trust(t);
		c->of[base] = answer(c, t, p, why);
	}
	tree_free(t);
	git_tree_free(root);
	return c->of[base] ? 0 : -1;
}

/* A base goes on with the range before it, or begins one. */
static void add_to_range(struct contents *c, size_t base)
{
	const struct content *now = c->of[base];

	if (!base || c->of[base - 1]->state != now->state)
		c->range[c->nr_ranges++] = (struct affected_range){
			.first = base, .cannot = now->state != CONTENT_MAY };
	c->range[c->nr_ranges - 1].last = base;
}

int contents_find(struct contents *c, struct patch *p, struct diag *why)
{
	c->of = new_array(c->bases.nr + 1, sizeof(*c->of));
	c->range = grow_array(NULL, c->bases.nr + 1, sizeof(*c->range));
	for (size_t i = 0; i < c->bases.nr; i++) {
		if (look(c, i, p, why))
			return -1;
		add_to_range(c, i);
	}
	return 0;
}

void contents_release(struct contents *c)
{
	for (size_t i = 0; i < c->nr_answers; i++)
		free(c->answer[i]);
	free(c->answer);
	free(c->range);
	free(c->of);
	base_list_release(&c->bases);
	*c = (struct contents){ 0 };
}

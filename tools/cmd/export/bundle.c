// SPDX-License-Identifier: GPL-2.0-only
/*
 * backport export: the series as commits on the base's commit, in a git bundle.
 */
#include "cmd/export/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/export/out.h"
#include "sys/git/bundle.h"
#include "sys/git/object.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/series/missing.h"

struct making {
	const struct export *x;
	struct tree *tree;
	git_oid base, parent;	/* commits */
	git_oid *commit;
	size_t nr, at;		/* commits; patches seen */
};

/* Finds the commit to build on; its tree must be the branch's base. */
static int find_base(struct making *m, git_tree **tree, struct diag *why)
{
	const struct export *x = m->x;
	const char *name = x->onto ? x->onto : repo_base_of(x->repo, x->branch);
	git_repository *home = NULL;
	git_commit *commit = NULL;
	int ret = repo_commit(x->repo, name, &commit, &home, why);

	if (!ret && !commit)
		ret = diag_set(why, NULL, 0,
			       "'%s' is a tree without a commit: give --onto GITDIR@REV, a commit of %s",
			       name, x->branch->base);
	if (!ret &&
	    !git_oid_equal(git_commit_tree_id(commit), &x->steps.base))
		ret = diag_set(
			why, NULL, 0,
			"the tree of '%s' is %s, wanted the base's: give a commit of %s",
			name, git_oid_tostr_s(git_commit_tree_id(commit)),
			x->branch->base);
	if (!ret) {
		m->base = m->parent = *git_commit_id(commit);
		if (git_tree_lookup(tree, x->repo, &x->steps.base))
			ret = repo_fail(why, "read the base");
	}
	git_commit_free(commit);
	if (home != x->repo)
		git_repository_free(home);
	return ret;
}

/*
 * The committer is the maker, at the patch's own date, so that the same patch
 * gives the same commit.
 */
static int commit_patch(void *arg, const struct queued_patch *p,
			const struct patch_result *c, struct diag *why)
{
	struct making *m = arg;
	const struct export_patch *patch = &m->x->patch[m->at++];
	struct ident maker = m->x->maker;
	git_oid tree, *id = &m->commit[m->nr];
	struct gitobject *b;
	git_odb *odb = NULL;
	int ret;

	if (c->outcome != PATCH_APPLIED)
		return 0;
	if (tree_store(m->tree, &tree, why))
		return -1;
	if (patch->mail.dated) {
		maker.when = patch->mail.when;
		maker.zone_min = patch->mail.zone_min;
	}
	b = commit_new(&tree, &m->parent, &patch->mail, p->name, &maker);
	ret = git_repository_odb(&odb, m->x->repo);
	if (!ret)
		ret = git_odb_write(id, odb, b->bytes.at, b->bytes.len,
				    GIT_OBJECT_COMMIT);
	git_odb_free(odb);
	gitobject_put(b);
	if (ret)
		return repo_fail(why, "write a commit");
	m->parent = *id;
	m->nr++;
	return 0;
}

static int make_commits(struct making *m, const git_tree *base,
			struct diag *why)
{
	const struct queue_source from = { .whole_files = true };
	struct queue_options how = { .done = commit_patch, .arg = m };
	struct queue_count count = { 0 };
	struct queue c = { 0 };
	int ret = queue_add_branch(&c, m->x->ctx->root, m->x->branch, &from,
				   why);

	if (!ret)
		ret = queue_keep_missing(&c, m->x->branch, &m->x->steps, why);
	if (!ret)
		ret = (m->tree = tree_new(m->x->repo, base, why)) ? 0 : -1;
	if (!ret)
		ret = queue_apply(&c, m->tree, &how, &count, why);
	if (!ret && count.refused)
		ret = diag_set(why, NULL, 0, "%s: no commits to bundle",
			       m->x->unfit ? m->x->unfit :
			       "the series does not apply");
	tree_free(m->tree);
	queue_release(&c);
	return ret;
}

int export_bundle(const struct export *x, struct diag *why)
{
	struct making m = { .x = x };
	struct buf out = { 0 };
	git_tree *base = NULL;
	char *ref = xstrfmt("refs/heads/backport/%s", x->branch->line);
	int ret = 0;

	if (!x->out && isatty(STDOUT_FILENO))
		ret = diag_set(why, NULL, 0, "a bundle is nothing for a terminal: give -o FILE");
	if (!ret && x->steps.state != STEPS_FOUND)
		ret = diag_set(why, NULL, 0, "%s", x->steps.sentence);
	if (!ret && x->nothing)
		ret = diag_set(why, NULL, 0, "all of the series is in the base: no commits to bundle");
	if (!ret)
		ret = find_base(&m, &base, why);
	if (!ret) {
		m.commit = grow_array(NULL, x->nr, sizeof(*m.commit));
		ret = make_commits(&m, base, why);
	}
	if (!ret) {
		const struct gitbundle bundle = {
			.ref = ref, .commit = m.commit, .nr = m.nr,
			.base = &m.base, .base_tree = &x->steps.base,
		};

		ret = gitbundle_write(x->repo, &bundle, &out, why);
	}
	if (!ret)
		ret = export_write(x, buf_span(&out), why);
	buf_release(&out);
	git_tree_free(base);
	free(m.commit);
	free(ref);
	return ret;
}

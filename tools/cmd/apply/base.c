// SPDX-License-Identifier: GPL-2.0-only
/* One series on one base: applied in memory, then published as asked for. */
#include "cmd/apply/base.h"

#include <git2.h>
#include <stdlib.h>

#include "cmd/apply/load.h"
#include "cmd/apply/show.h"
#include "sys/git/checkout.h"
#include "sys/git/commit.h"
#include "sys/git/pack.h"
#include "sys/git/repo.h"
#include "sys/os/charset.h"
#include "sys/os/heap.h"
#include "sys/series/branch-base.h"

/*
 * A patch that is refused more often than this is not understood by more of
 * them.
 */
#define NEAREST_MOST 20

/*
 * What a series of hundreds of patches takes, most of it for their text and the
 * files they touch.
 */
#define HEAP_SIZE (64 << 20)

/* One run. */
struct run {
	const struct ctx *ctx;
	const struct apply_options *o;
	git_repository *cache, *repo;	/* repo: what holds the base */
	git_tree *base;
	git_oid parent;		/* of the next commit */
	bool has_parent;
	struct tree *tree;
	struct pack *pack;	/* NULL with --check */
	struct commit_ref ref;
	struct ident committer;
	struct queue series;
	struct queue_count count;
	git_oid base_id;	/* of the base, as it is made */
	git_oid id;		/* of the result */
};

static int add_commit(struct run *r, const git_oid *tree, const struct mail *m,
		      const char *name)
{
	struct gitobject *b = commit_new(tree,
					 r->has_parent ? &r->parent : NULL, m,
					 name, &r->committer);

	r->parent = *gitobject_id(b, GIT_OBJECT_COMMIT);
	r->has_parent = true;
	pack_add(r->pack, GIT_OBJECT_COMMIT, b, NULL);
	gitobject_put(b);
	return 0;
}

static int commit_patch(struct run *r, const struct queued_patch *p,
			struct diag *why)
{
	struct mail m = { 0 };
	git_oid tree;
	int ret;

	tree_pack(r->tree, r->pack, &tree);
	ret = mail_parse(&m, buf_span(&p->text), p->path,
			charset_to_utf8, why);
	if (!ret)
		ret = add_commit(r, &tree, &m, p->name);
	mail_release(&m);
	return ret;
}

static int patch_done(void *arg, const struct queued_patch *p,
		      const struct patch_result *change, struct diag *why)
{
	struct run *r = arg;

	apply_show(r->ctx, p, change);
	if (r->o->ref && change->outcome == PATCH_APPLIED)
		return commit_patch(r, p, why);
	return 0;
}

/* Finds the base, and for --commit the commit that the first one stands on. */
static int open_base(struct run *r, struct diag *why)
{
	const struct apply_options *o = r->o;
	git_commit *commit = NULL;
	git_repository *home = NULL;

	/* The cache is not made for a base that does not live there. */
	if (!strpbrk(o->base, "/@") ||
	    repo_tree(NULL, o->base, &r->base, &r->repo, why)) {
		if (repo_open(&r->cache, why) ||
		    repo_tree(r->cache, o->base, &r->base, &r->repo, why))
			return -1;
	}
	if (!o->ref)
		return 0;
	if (commit_ref_open(&r->ref, r->repo, o->ref, why) ||
	    ident_committer(&r->committer, r->repo, why) ||
	    repo_commit(r->cache, o->base, &commit, &home, why))
		return -1;
	if (commit) {
		r->has_parent = true;
		r->parent = *git_commit_id(commit);
	}
	git_commit_free(commit);
	if (home != r->cache)
		git_repository_free(home);
	return 0;
}

/*
 * A bare tree and a base that is made have no commit to stand on: they get one,
 * so that the first patch's is only its own.
 */
static void commit_base(struct run *r)
{
	struct mail m = { .name = "", .email = "", .subject = "", .body = "" };

	if (!r->o->ref || (r->has_parent && !r->o->over))
		return;
	if (r->o->over)
		tree_pack(r->tree, r->pack, &r->base_id);
	add_commit(r, &r->base_id, &m, r->o->base);
}

static int carry(struct run *r, struct diag *why)
{
	const struct apply_options *o = r->o;
	struct queue_options how = {
		.place = o->place, .keep_going = o->keep_going,
		.once = true, .done = patch_done, .arg = r,
	};

	int ret;

	how.place.count = r->ctx->json;
	how.place.nearest = NEAREST_MOST;
	r->tree = tree_new(r->repo, r->base, why);
	if (!r->tree)
		return -1;
	if (!o->check && !(r->pack = pack_new(r->repo, why)))
		return -1;
	if (o->check)
		tree_trust(r->tree);
	how.pack = r->pack;
	if (o->over && branch_base_make(r->tree, r->ctx->root, o->over, why))
		return -1;
	tree_id(r->tree, &r->base_id);
	commit_base(r);
	gitobject_hash_by_libgit2(false);
	ret = queue_apply(&r->series, r->tree, &how, &r->count, why);
	gitobject_hash_by_libgit2(true);
	return ret;
}

/* Everything outside this process happens here, the ref last. */
static int publish(struct run *r, struct diag *why)
{
	const struct apply_options *o = r->o;
	struct checkout_count count;

	if (o->check) {
		tree_id(r->tree, &r->id);
		return 0;
	}
	tree_pack(r->tree, r->pack, &r->id);
	if (pack_publish(r->pack, why))
		return -1;
	if (o->checkout &&
	    checkout_tree(r->repo, &r->id, o->checkout, &count, why))
		return -1;
	if (o->checkout && !r->ctx->json && r->ctx->verbosity >= 0)
		say("%s: %zu file%s written, %zu removed, %zu kept\n",
		    o->checkout, count.written, plural(count.written),
		    count.removed, count.kept);
	if (o->ref && r->has_parent)
		return commit_ref_move(&r->ref, r->repo, &r->parent, why);
	return 0;
}

static void show_end(const struct run *r, bool refused)
{
	const struct queue_count *n = &r->count;
	const struct apply_options *o = r->o;
	char id[GIT_OID_HEXSZ + 1], commit[GIT_OID_HEXSZ + 1] = "";

	git_oid_tostr(id, sizeof(id), &r->id);
	if (o->ref && !refused)
		git_oid_tostr(commit, sizeof(commit), &r->parent);
	if (r->ctx->json) {
		say("{\"tree\":%s%s%s,\"base\":\"%s\"", refused ? "" : "\"",
		    refused ? "null" : id, refused ? "" : "\"",
		    git_oid_tostr_s(&r->base_id));
		if (*commit)
			say(",\"commit\":\"%s\"", commit);
		say(",\"applied\":%zu,\"merged\":%zu,\"refused\":%zu,\"left\":%zu}\n",
		    n->applied, n->merged, n->refused, n->left);
		return;
	}
	if (r->series.below && r->ctx->verbosity >= 0)
		say("on top of %zu patch%s of %zu base series\n",
		    r->series.below, r->series.below == 1 ? "" : "es",
		    o->below.nr);
	if (refused) {
		say("%zu refused, %zu applied, %zu merged, %zu not tried: nothing written\n",
		    n->refused, n->applied, n->merged, n->left);
		return;
	}
	if (n->refused || n->merged)
		say("%zu applied, %zu merged, %zu refused\n", n->applied,
		    n->merged, n->refused);
	say("tree %s\n", id);
	if (*commit)
		say("commit %s %s\n", commit, r->ref.name);
}

static void run_release(struct run *r)
{
	pack_free(r->pack);
	tree_free(r->tree);
	queue_release(&r->series);
	commit_ref_release(&r->ref);
	ident_release(&r->committer);
	git_tree_free(r->base);
	if (r->repo != r->cache)
		git_repository_free(r->repo);
	git_repository_free(r->cache);
}

int apply_to_base(const struct ctx *ctx, const struct apply_options *o)
{
	struct run r = { .ctx = ctx, .o = o };
	struct diag why = { 0 };
	int status = EXIT_CANNOT;
	bool refused;

	heap_expect(HEAP_SIZE);
	if (open_base(&r, &why) || apply_load(&r.series, o, &why) ||
	    carry(&r, &why))
		goto out;
	refused = r.count.refused && !o->keep_going;
	if (!refused && publish(&r, &why))
		goto out;
	show_end(&r, refused);
	status = r.count.refused ? EXIT_VERDICT : EXIT_OK;
out:
	if (status == EXIT_CANNOT)
		cmd_cannot(ctx, &why);
	run_release(&r);
	return status;
}

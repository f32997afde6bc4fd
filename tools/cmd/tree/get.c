// SPDX-License-Identifier: GPL-2.0-only
/* backport tree get: bases from what backport.conf names. */
#include "cmd/tree/tree.h"

#include <stdlib.h>

#include "sys/build/kernel.h"
#include "sys/git/base-release.h"
#include "sys/git/repo.h"
#include "sys/import/import.h"
#include "sys/os/fs.h"
#include "sys/series/branch-base.h"
#include "sys/store/stage.h"

/*
 * Stores what became of the branch's base, out/BRANCH/tree.json; ret is
 * import_branch()'s, and id, when that is 0, the tree's.
 */
static int store(const struct ctx *ctx, git_repository *repo,
		 const struct branch *b, int ret, const git_oid *id,
		 const struct diag *why)
{
	struct ctx quiet = { .verbosity = cmd_is_job() ? ctx->verbosity : -1,
			     .program = ctx->program };
	char hex[GIT_OID_HEXSZ + 1];
	struct diag failed = { 0 };
	struct buf release = { 0 };
	struct result_key *k;
	struct stage s;

	if (ret)
		return cmd_stage_without(&quiet, b->name, "tree",
					 ret < 0 ? ERROR : SKIP, why);
	if (base_release(repo, id, &release, &failed)) {
		buf_release(&release);
		return cmd_cannot(ctx, &failed);
	}
	k = result_key_new();
	result_key_adds(k, "base", release.len ? release.at : b->base);
	result_key_adds(k, "tree", git_oid_tostr(hex, sizeof(hex), id));
	buf_release(&release);
	ret = cmd_stage_enter(&quiet, &s, &(struct cmd_stage_begin){
		b->name, "tree", k, false });
	return ret < 0 ? cmd_stage_end(&quiet, &s, PASS, NULL) : ret;
}

/* The release of a base that was or is there, "?" for one that is not known. */
static void say_release(git_repository *repo, const git_oid *id,
			struct buf *text)
{
	struct buf name = { 0 };
	struct diag ignored;
	git_commit *c = NULL;

	if (!git_commit_lookup(&c, repo, id) &&
	    !base_release(repo, git_commit_tree_id(c), &name, &ignored) &&
	    name.len)
		buf_addf(text, "%s ", name.at);
	buf_addf(text, "%.12s", git_oid_tostr_s(id));
	git_commit_free(c);
	buf_release(&name);
}

/* What moved, and what that means for the results that are there. */
static void show_move(const struct ctx *ctx, git_repository *repo,
		      const struct branch *b, const struct base_move *m)
{
	char *stored = xstrfmt("%s/%s/apply.json", OUT, b->name);
	struct buf was = { 0 }, is = { 0 };

	if (m->had)
		say_release(repo, &m->was, &was);
	say_release(repo, &m->is, &is);
	if (ctx->json) {
		cmd_print_json(json_pack("{ss ss* ss sb so*}", "branch",
				     b->line, "was", was.at, "is", is.at,
				     "moved", m->moved, "commits",
				     m->nr_commits < 0 ? NULL :
				     json_integer(m->nr_commits)));
	} else if (!m->moved) {
		say("%s: still %s\n", b->line, is.at);
	} else {
		say("%s: %s -> %s", b->line, m->had ? was.at : "none", is.at);
		if (m->nr_commits >= 0)
			say(", %ld commit%s", m->nr_commits,
			    plural(m->nr_commits));
		if (fs_exists(stored))
			say("; its results are of the old one: run the matrix again");
		say("\n");
	}
	buf_release(&was);
	buf_release(&is);
	free(stored);
}

/* Asks the sources of a branch's base again; returns as import_branch(). */
static int update_one(struct ctx *ctx, git_repository *repo,
		      const struct branch *b, struct diag *why)
{
	struct base_move m;
	int ret;

	if (stage_any_runs(OUT, b->name))
		return diag_set(why, NULL, 0, "a stage of branch %s is running, and its base stays as it is until then; try again",
				b->name);
	ret = import_update(repo, &ctx->conf, b, &m, why);
	if (!ret)
		show_move(ctx, repo, b, &m);
	return ret;
}

/*
 * Gets the base of a branch and stores what became of it; returns the exit
 * status, *fatal when the others must wait.
 */
static int get_one(struct ctx *ctx, git_repository *repo,
		   const struct branch *b, bool update, struct diag *why,
		   bool *fatal)
{
	int ret = !repo ? -1 : 0, status;
	git_oid id;

	/* A matrix begins here: what is not there is said before a fetch. */
	if (!ret && cmd_is_job())
		ret = kernel_check_config(b, why);
	if (!ret)
		ret = update ? update_one(ctx, repo, b, why) :
			       import_branch(repo, &ctx->conf, b, why);

	/* The base stays as it is, and so does what is stored of it. */
	if (update && ret) {
		*fatal = ret < 0;
		if (*fatal)
			return cmd_cannot(ctx, why);
		cmd_say(why->text);
		return EXIT_NOTHING;
	}
	if (!ret && branch_base_find(repo, ctx->root, b, &id, why))
		ret = -1;
	status = store(ctx, repo, b, ret, &id, why);
	*fatal = ret < 0 && !cmd_is_job();
	if (*fatal)
		return cmd_cannot(ctx, why);
	if (ret > 0)
		cmd_say(why->text);
	else if (!cmd_is_job() && !update &&
		 tree_show_new(ctx, repo, repo_base_of(repo, b)))
		status = EXIT_CANNOT;
	return status;
}

int tree_get(struct ctx *ctx, git_repository *none, int argc, char **argv)
{
	const struct conf *c = &ctx->conf;
	struct diag why = { 0 }, no_repo = { 0 };
	git_repository *repo = NULL;
	int status = EXIT_OK, opt;
	bool fatal = false, update = false;
	char *const *name;
	size_t nr;

	(void)none;
	while ((opt = getopt_long(argc, argv, "", cmd_tree.options,
				  NULL)) != -1) {
		if (opt != 'u')
			return cmd_usage(&cmd_tree, "get takes --update");
		update = true;
	}
	if (conf_read(&ctx->conf, ctx->root, ctx->conf_path, &why))
		return cmd_cannot(ctx, &why);
	repo_open(&repo, &no_repo);
	name = argv + optind;
	nr = argc > optind ? (size_t)(argc - optind) : c->nr_branches;
	for (size_t i = 0; !fatal && i < nr; i++) {
		const struct branch *b = argc > optind ?
			conf_branch(c, name[i], &why) : &c->branch[i];
		int got;

		if (!b) {
			status = cmd_cannot(ctx, &why);
			break;
		}
		/* Branches of one line have one base. */
		if (update && argc == optind && b->again)
			continue;
		got = get_one(ctx, repo, b, update, repo ? &why : &no_repo,
			      &fatal);
		status = got ? got : status;
	}
	git_repository_free(repo);
	return status;
}

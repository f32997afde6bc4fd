// SPDX-License-Identifier: GPL-2.0-only
/* backport tree: the base trees. */
#include "cmd/tree/tree.h"

#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/conf/conf.h"
#include "sys/git/base-list.h"
#include "sys/git/checkout.h"
#include "sys/git/repo.h"
#include "sys/import/import.h"
#include "sys/import/notice.h"

/* A word after "tree". */
struct sub {
	const char *name;
	int (*run)(struct ctx *ctx, git_repository *repo, int argc,
		   char **argv);	/* argv[0] is the word */
	bool opens;	/* the cache's repository by itself: repo is NULL */
};

static const struct option options[] = {
	{ "all", no_argument, NULL, 'a' },
	{ "dry-run", no_argument, NULL, 'n' },
	{ "rev", required_argument, NULL, 'r' },
	{ "update", no_argument, NULL, 'u' },
	{ 0 }
};

/*
 * Adds the base of each branch, by the release that the configuration names;
 * says which ones the repository does not have, and goes on.
 */
static int add_all(struct ctx *ctx, git_repository *repo, char *source)
{
	const struct conf *c = &ctx->conf;
	struct diag why = { 0 };
	int status = EXIT_OK;

	if (conf_read(&ctx->conf, ctx->root, ctx->conf_path, &why))
		return cmd_cannot(ctx, &why);
	for (size_t i = 0; i < c->nr_branches; i++) {
		const struct branch *b = &c->branch[i];
		int ret = b->again ? 0 : import_base(repo, b->line, source,
						     b->base, &why) ?
			cmd_cannot(ctx, &why) :
			tree_show_new(ctx, repo, b->line);

		status = ret ? ret : status;
	}
	return status;
}

static int add(struct ctx *ctx, git_repository *repo, int argc, char **argv)
{
	const char *rev = NULL;
	struct diag why = { 0 };
	bool all = false;
	int opt;

	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (opt != 'r' && opt != 'a')
			return cmd_usage(&cmd_tree, "add takes --rev REV or --all");
		all |= opt == 'a';
		rev = opt == 'r' ? optarg : rev;
	}
	if (all && (argc - optind != 1 || rev))
		return cmd_usage(&cmd_tree, "add --all wants one repository, and nothing else");
	if (all)
		return add_all(ctx, repo, cmd_input_path(ctx, argv[optind]));
	if (argc - optind != 2)
		return cmd_usage(&cmd_tree, "add wants NAME and SOURCE");
	if (import_base(repo, argv[optind],
			cmd_input_path(ctx, argv[optind + 1]), rev, &why))
		return cmd_cannot(ctx, &why);
	return tree_show_new(ctx, repo, argv[optind]);
}

static int list(struct ctx *ctx, git_repository *repo, int argc, char **argv)
{
	struct strings names = { 0 };
	struct diag why = { 0 };
	int status = EXIT_OK;
	git_oid id;

	(void)argv;
	if (argc != 1)
		return cmd_usage(&cmd_tree, "list takes no arguments");
	if (ref_names(repo, BASES, &names, &why))
		status = cmd_cannot(ctx, &why);
	/* What is listed may be another file, or gone. */
	for (size_t i = 0; !status && i < names.nr; i++)
		if (repo_find_base(repo, names.at[i], &id, &why) <= 0)
			status = tree_print_base(ctx, repo, names.at[i]);
	strings_release(&names);
	return status;
}

static int rm(struct ctx *ctx, git_repository *repo, int argc, char **argv)
{
	struct diag why = { 0 };

	if (argc != 2)
		return cmd_usage(&cmd_tree, "rm wants NAME");
	if (import_remove(repo, argv[1], &why))
		return cmd_cannot(ctx, &why);
	return EXIT_OK;
}

static int checkout(struct ctx *ctx, git_repository *repo, int argc,
		    char **argv)
{
	struct checkout_count n;
	struct diag why = { 0 };
	git_repository *home = NULL;
	git_tree *tree = NULL;
	const char *treeish;
	int status = EXIT_OK;

	if (argc != 3)
		return cmd_usage(&cmd_tree, "checkout wants TREEISH and DIR");
	treeish = strpbrk(argv[1], "/@") ? cmd_input_path(ctx, argv[1]) :
					   argv[1];
	if (repo_tree(repo, treeish, &tree, &home, &why) ||
	    checkout_tree(home, git_tree_id(tree),
			  cmd_output_path(ctx, argv[2]), &n, &why))
		status = cmd_cannot(ctx, &why);
	else if (ctx->json)
		cmd_print_json(json_pack("{ss sI sI sI}", "tree",
				     git_oid_tostr_s(git_tree_id(tree)),
				     "written", (json_int_t)n.written, "removed",
				     (json_int_t)n.removed, "kept",
				     (json_int_t)n.kept));
	else if (ctx->verbosity >= 0)
		say("%s: %zu file%s written, %zu removed, %zu kept\n",
		    git_oid_tostr_s(git_tree_id(tree)), n.written,
		    plural(n.written), n.removed, n.kept);
	git_tree_free(tree);
	if (home != repo)
		git_repository_free(home);
	return status;
}

static const struct sub subs[] = {
	{ "add", add, false }, { "checkout", checkout, false },
	{ "gc", tree_gc, false }, { "get", tree_get, true },
	{ "list", list, false }, { "rm", rm, false },
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	git_repository *repo = NULL;
	struct diag why = { 0 };
	int status = -1;

	if (argc < 2)
		return cmd_usage(&cmd_tree, "wants add, get, list, rm, gc or checkout");
	for (size_t i = 0; i < sizeof(subs) / sizeof(*subs); i++) {
		if (strcmp(argv[1], subs[i].name))
			continue;
		if (!subs[i].opens && repo_open(&repo, &why))
			return cmd_cannot(ctx, &why);
		if (ctx->verbosity >= 0)
			import_on_notice(cmd_say);
		optind = 0;
		status = subs[i].run(ctx, repo, argc - 1, argv + 1);
		git_repository_free(repo);
		return status;
	}
	return cmd_no_such(&cmd_tree, "1", argv[1]);
}

const struct cmd cmd_tree = {
	.name = "tree",
	.args = "add NAME SOURCE [--rev REV] | add --all REPO |\n"
		"                     get [--update] [BRANCH...] |\n"
		"                     list | rm NAME | gc [--dry-run] |\n"
		"                     checkout TREEISH DIR",
	.summary = "Add, get, list and remove base trees",
	.help =
"A base is the tree that a branch's series applies to. All are held in one git\n"
"repository, linux.git in ${BACKPORT_CACHE:-${XDG_CACHE_HOME:-~/.cache}/\n"
"backport}.\n"
"\n"
"  add NAME SOURCE [--rev REV]\n"
"        SOURCE's tree becomes the base NAME; one of that name is replaced.\n"
"        SOURCE with --rev is a git directory (bare, a work tree, or its .git)\n"
"        and REV any revision of it; a bare one without --rev means HEAD. Its\n"
"        commit is kept, without the history.\n"
"        A folder without --rev is taken as it stands, tracked by git or not,\n"
"        but never .git.\n"
"        A file is a tarball: .tar, .tar.gz, .tar.bz2, .tar.xz, .tar.zst; one\n"
"        folder around everything is taken off.\n"
"        Folders and tarballs get a commit whose id depends on the tree alone.\n"
"        An interrupted add leaves nothing that is seen; the next one tidies up.\n"
"  add --all REPO\n"
"        the same for the base of each branch of backport.conf, by its release, a\n"
"        tag of the git directory REPO.\n"
"  get [BRANCH...]\n"
"        gets the bases of these branches (none named: all) that are not there\n"
"        from what backport.conf names: debian, then remote. The result is\n"
"        stored in out/BRANCH/tree.json.\n"
"        --update asks the sources again of bases that are there, takes what they\n"
"        have now, and says what moved: release and commit, old and new, and how\n"
"        many commits lie between where the source is on this machine. Results of\n"
"        the old one have no verdict then. A branch with a stage at work is left\n"
"        alone, and a base that no source gives stays as it is.\n"
"        With --json: branch, was, is, moved, commits (not there: not known).\n"
"  list  name, tree id, number of files, date and source of each base; with\n"
"        --json base, tree, from, date, files.\n"
"  rm NAME\n"
"        removes a base; gc frees what only it needed.\n"
"  gc [--dry-run]\n"
"        frees what nothing needs, and says what and how many bytes; with\n"
"        --dry-run it only says so. Never a base, but: objects of linux.git that\n"
"        no base needs and no result of a project that builds here, after 14\n"
"        days; the work folder of a project whose own folder is gone, and of a\n"
"        branch that this project no longer has, without results in out/; guest\n"
"        programs that nothing took for 30 days. What a build or a boot holds is\n"
"        left, and while a stage of such a project runs, nothing is freed.\n"
"        With --json one object each: kind, path, objects, bytes, freed.\n"
"  checkout TREEISH DIR\n"
"        makes DIR hold exactly that tree, touching only files that differ; what\n"
"        it wrote stands in DIR.tree. DIR must be new, empty, or such a checkout:\n"
"        files changed, added or removed by hand since are put right.\n"
"\n"
"Exit status: 0 done; 125 a base could not be got (the command that provides\n"
"it is said); 128 could not be carried out; 129 usage.\n",
	.options = options,
	.values = "1 add get list rm gc checkout",
	.run = run,
};

// SPDX-License-Identifier: GPL-2.0-only
/* backport tree: the base trees. */
#include "cmd/cmd.h"

#include <getopt.h>
#include <git2.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/conf/conf.h"
#include "sys/git/base-release.h"
#include "sys/git/checkout.h"
#include "sys/git/repo.h"
#include "sys/import/import.h"
#include "sys/import/say.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/series/branch-base.h"
#include "sys/store/stage.h"

/* A word after "tree". */
struct sub {
	const char *name;
	int (*run)(struct ctx *ctx, git_repository *repo, int argc,
		   char **argv);	/* argv[0] is the word */
	bool opens;	/* the cache's repository by itself: repo is NULL */
};

static void print_json(json_t *o)
{
	json_dumpf(o, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
	putchar('\n');
	json_decref(o);
}

/* The exit status. */
static int print_base(const struct ctx *ctx, git_repository *repo,
		      const char *name)
{
	struct diag why = { 0 };
	struct base_record r;
	git_oid tree;
	const char *id;
	int ret = repo_find_base(repo, name, &tree, &why);

	if (!ret)
		ret = import_record(repo, name, &r, &why);
	if (ret)
		return ret < 0 ? cmd_cannot(ctx, &why) : EXIT_OK;
	id = git_oid_tostr_s(&tree);
	if (ctx->json)
		print_json(json_pack("{ss ss ss ss sI}", "base", name, "tree",
				     id, "from", r.from, "date", r.date,
				     "files", (json_int_t)atoll(r.files)));
	else
		printf("%-12s %s %6s files  %.10s  %s\n", name, id, r.files,
		       r.date, r.from);
	return EXIT_OK;
}

static const struct option options[] = {
	{ "all", no_argument, NULL, 'a' },
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
			cmd_cannot(ctx, &why) : print_base(ctx, repo, b->line);

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
	return print_base(ctx, repo, argv[optind]);
}

/*
 * The names of all bases. libgit2 passes over references that it cannot read,
 * so that the names in their folder are added.
 */
static int base_names(git_repository *repo, struct strings *names,
		      struct diag *why)
{
	char *folder = fs_path("%srefs/bases", git_repository_commondir(repo));
	git_reference_iterator *it = NULL;
	const char *ref;
	int ret = fs_is_folder(folder) ?
		  list_folder(names, folder, LIST_BUT_HIDDEN, why) : 0;

	free(folder);
	if (ret)
		return ret;
	ret = git_reference_iterator_glob_new(&it, repo, BASES "*");
	while (!ret && !(ret = git_reference_next_name(&ref, it)))
		strings_add(names, ref + strlen(BASES));
	git_reference_iterator_free(it);
	strings_sort(names);
	return ret == GIT_ITEROVER ? 0 : repo_fail(why, "list the bases");
}

static int list(struct ctx *ctx, git_repository *repo, int argc, char **argv)
{
	struct strings names = { 0 };
	struct diag why = { 0 };
	int status = EXIT_OK;

	(void)argv;
	if (argc != 1)
		return cmd_usage(&cmd_tree, "list takes no arguments");
	if (base_names(repo, &names, &why))
		status = cmd_cannot(ctx, &why);
	for (size_t i = 0; !status && i < names.nr; i++)
		if (!i || strcmp(names.at[i - 1], names.at[i]))
			status = print_base(ctx, repo, names.at[i]);
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
	ret = cmd_stage_begin(&quiet, &s, &(struct cmd_stage_begin){
		b->name, "tree", k, false }, &failed);
	if (ret < 0)
		return cmd_cannot(ctx, &failed);
	return ret ? cmd_stage_report(&quiet, &s) :
		cmd_stage_end(&quiet, &s, PASS, NULL);
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
	char *stored = fs_path("%s/%s/apply.json", OUT, b->name);
	struct buf was = { 0 }, is = { 0 };

	if (m->had)
		say_release(repo, &m->was, &was);
	say_release(repo, &m->is, &is);
	if (ctx->json) {
		print_json(json_pack("{ss ss* ss sb sI}", "branch", b->line,
				     "was", was.at, "is", is.at, "moved",
				     m->moved, "commits",
				     (json_int_t)m->nr_commits));
	} else if (!m->moved) {
		printf("%s: still %s\n", b->line, is.at);
	} else {
		printf("%s: %s -> %s", b->line, m->had ? was.at : "none", is.at);
		if (m->nr_commits >= 0)
			printf(", %ld commits", m->nr_commits);
		if (fs_exists(stored))
			printf("; its results are of the old one: run the matrix again");
		putchar('\n');
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
	int ret = !repo ? -1 : update ? update_one(ctx, repo, b, why) :
		  import_branch(repo, &ctx->conf, b, why);
	git_oid id;
	int status;

	if (!ret && branch_base_find(repo, ctx->root, b, &id, why))
		ret = -1;
	status = store(ctx, repo, b, ret, &id, why);
	*fatal = ret < 0 && !cmd_is_job();
	if (*fatal)
		return cmd_cannot(ctx, why);
	if (ret > 0)
		cmd_say(why->text);
	else if (!cmd_is_job() && !update)
		print_base(ctx, repo, repo_base_of(repo, b));
	return status;
}

/*
 * Branches named, or all; a base that no source has is said, and the others are
 * still got.
 */
static int get(struct ctx *ctx, git_repository *none, int argc, char **argv)
{
	const struct conf *c = &ctx->conf;
	struct diag why = { 0 }, no_repo = { 0 };
	git_repository *repo = NULL;
	int status = EXIT_OK, opt;
	bool fatal = false, update = false;
	char *const *name;
	size_t nr;

	(void)none;
	while ((opt = getopt_long(argc, argv, "", options, NULL)) != -1) {
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
		print_json(json_pack("{ss sI sI sI}", "tree",
				     git_oid_tostr_s(git_tree_id(tree)),
				     "written", (json_int_t)n.written, "removed",
				     (json_int_t)n.removed, "kept",
				     (json_int_t)n.kept));
	else if (ctx->verbosity >= 0)
		printf("%s: %zu files written, %zu removed, %zu kept\n",
		       git_oid_tostr_s(git_tree_id(tree)), n.written, n.removed,
		       n.kept);
	git_tree_free(tree);
	if (home != repo)
		git_repository_free(home);
	return status;
}

static const struct sub subs[] = {
	{ "add", add, false }, { "checkout", checkout, false },
	{ "get", get, true }, { "list", list, false }, { "rm", rm, false },
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	git_repository *repo = NULL;
	struct diag why = { 0 };
	int status = -1;

	if (argc < 2)
		return cmd_usage(&cmd_tree, "Add, get, list, rm or checkout?");
	for (size_t i = 0; i < sizeof(subs) / sizeof(*subs); i++) {
		if (strcmp(argv[1], subs[i].name))
			continue;
		if (!subs[i].opens && repo_open(&repo, &why))
			return cmd_cannot(ctx, &why);
		if (ctx->verbosity >= 0)
			import_tell(cmd_say);
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
		"                     list | rm NAME | checkout TREEISH DIR",
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
"        alone. With --json: branch, was, is, moved, commits (-1: not known).\n"
"  list  name, tree id, number of files, date and source of each base; with\n"
"        --json base, tree, from, date, files.\n"
"  rm NAME\n"
"        removes a base and what only it needed.\n"
"  checkout TREEISH DIR\n"
"        makes DIR hold exactly that tree, touching only files that differ; what\n"
"        it wrote stands in DIR.tree. DIR must be new, empty, or such a checkout:\n"
"        files changed, added or removed by hand since are put right.\n"
"\n"
"Exit status: 0 done; 125 a base could not be got (the command that provides\n"
"it is said); 128 could not be carried out; 129 usage.\n",
	.options = options,
	.values = "1 add get list rm checkout",
	.run = run,
};

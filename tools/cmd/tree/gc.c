// SPDX-License-Identifier: GPL-2.0-only
/* backport tree gc: frees what nothing in the cache needs. */
#include "cmd/tree/tree.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sys/build/leftover.h"
#include "sys/import/unneeded.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/store/stage.h"

/* A run: what goes, and how much that is by now. */
struct gc {
	struct ctx *ctx;
	bool dry;
	uint64_t bytes;
};

/* Adds each word of text that may be the id of a tree. */
static void add_ids(struct span text, struct strings *ids)
{
	while (text.len) {
		size_t n = span_hex(text);

		if (n == GIT_OID_HEXSZ)
			strings_addf(ids, "%.40s", text.at);
		text = span_skip(text, n < text.len ? n + 1 : n);
	}
}

/*
 * Adds the ids that the results of a branch name; refuses while one of its
 * stages runs, unless nothing is removed. 0 or -1 and *why.
 */
static int add_branch_ids(const struct gc *g, const char *out,
			  const char *branch, struct strings *ids,
			  struct diag *why)
{
	char *folder = xstrfmt("%s/%s", out, branch);
	struct strings names = { 0 };
	struct buf text = { 0 };
	int ret = 0;

	if (!g->dry && stage_any_runs(out, branch))
		ret = diag_set(why, folder, 0, "a stage of this branch is running, and nothing is freed until then; try again");
	if (!ret && fs_is_folder(folder))
		ret = list_folder(&names, folder, LIST_BUT_HIDDEN, why);
	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path;

		if (!span_ends(span_of(names.at[i]), ".json"))
			continue;
		path = xstrfmt("%s/%s", folder, names.at[i]);
		ret = fs_read_if_there(&text, path, why) < 0 ? -1 : 0;
		if (!ret)
			add_ids(buf_span(&text), ids);
		free(path);
	}
	buf_release(&text);
	strings_release(&names);
	free(folder);
	return ret;
}

/* The same for all branches of the project whose folder is root. */
static int add_project_ids(const struct gc *g, const char *root,
			   struct strings *ids, struct diag *why)
{
	char *out = xstrfmt("%s/" OUT, root);
	struct strings names = { 0 };
	int ret = fs_is_folder(out) ?
		  list_folder(&names, out, LIST_BUT_HIDDEN, why) : 0;

	for (size_t i = 0; !ret && i < names.nr; i++)
		ret = add_branch_ids(g, out, names.at[i], ids, why);
	strings_release(&names);
	free(out);
	return ret;
}

/* Says what went, or would: at path, of which text tells more. */
static void show(struct gc *g, const char *kind, const char *path,
		 const char *text, const struct unneeded *u)
{
	g->bytes += u->bytes;
	if (g->ctx->json)
		cmd_print_json(json_pack("{ss so sI sI sb}", "kind", kind,
					  "path", text_json(path), "objects",
					  (json_int_t)u->nr, "bytes",
					  (json_int_t)u->bytes, "freed",
					  !g->dry));
	else
		say("%s: %s: %" PRIu64 " bytes\n", path, text, u->bytes);
}

/* Frees one, unless something took it meanwhile. 0 or -1 and *why. */
static int free_leftover(struct gc *g, const struct leftover *l,
			 struct diag *why)
{
	static const char *const kind[] = { "project", "branch", "guest" };
	struct unneeded u = { .bytes = l->bytes };
	int ret = g->dry ? 0 : leftover_remove(l, why);
	char *text;

	if (ret)
		return ret < 0 ? -1 : 0;
	text = l->kind == LEFT_PROJECT ?
		xstrfmt("of the project %s, which is gone", l->of) :
		l->kind == LEFT_BRANCH ?
		xstrfmt("of %s, no branch of this project", l->of) :
		xstrfmt("a program that nothing took for %d days",
			LEFTOVER_DAYS);
	show(g, kind[l->kind], l->path, text, &u);
	free(text);
	return 0;
}

static int free_objects(struct gc *g, git_repository *repo,
			const struct strings *keep, struct diag *why)
{
	struct unneeded u;
	char *text;
	int ret = unneeded_objects(repo, keep, !g->dry, &u, why);

	if (ret || !u.nr)
		return ret;
	text = xstrfmt("%zu objects that nothing needs", u.nr);
	show(g, "objects", git_repository_path(repo), text, &u);
	free(text);
	return 0;
}

static int run(struct gc *g, git_repository *repo, struct diag *why)
{
	struct leftovers l = { 0 };
	struct strings keep = { 0 };
	int ret = leftovers_find(&l, &g->ctx->conf, OUT, why);

	if (!ret)
		ret = add_project_ids(g, ".", &keep, why);
	for (size_t i = 0; !ret && i < l.projects.nr; i++)
		ret = add_project_ids(g, l.projects.at[i], &keep, why);
	for (size_t i = 0; !ret && i < l.nr; i++)
		ret = free_leftover(g, &l.at[i], why);
	if (!ret)
		ret = free_objects(g, repo, &keep, why);
	strings_release(&keep);
	leftovers_release(&l);
	return ret;
}

int tree_gc(struct ctx *ctx, git_repository *repo, int argc, char **argv)
{
	struct gc g = { .ctx = ctx };
	struct diag why = { 0 };
	int opt;

	while ((opt = getopt_long(argc, argv, "", cmd_tree.options,
				  NULL)) != -1) {
		if (opt != 'n')
			return cmd_usage(&cmd_tree, "gc takes --dry-run");
		g.dry = true;
	}
	if (argc != optind)
		return cmd_usage(&cmd_tree, "gc takes no arguments");
	if (conf_read(&ctx->conf, ctx->root, ctx->conf_path, &why) ||
	    run(&g, repo, &why))
		return cmd_cannot(ctx, &why);
	if (ctx->json)
		return EXIT_OK;
	if (g.bytes)
		say("%" PRIu64 " bytes %s\n", g.bytes,
		    g.dry ? "would be freed" : "freed");
	else
		say("nothing to free\n");
	return EXIT_OK;
}

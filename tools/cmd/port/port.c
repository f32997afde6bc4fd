// SPDX-License-Identifier: GPL-2.0-only
/* backport port: a patch carried to other trees. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/port/read.h"
#include "cmd/port/run.h"
#include "cmd/port/show.h"
#include "cmd/port/write.h"
#include "core/mail/upstream-id.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/os/fs.h"
#include "sys/series/apply-series.h"

static const char help[] =
"Carries a patch to a tree that it was not made for, hunk by hunk: by apply's\n"
"rules where they suffice; else inside the function that the hunk names, by a\n"
"three-way merge of lines, then of words; never in another function. For each\n"
"BRANCH, on its base with its series applied, it writes patches/BRANCH/NAME and\n"
"the series line: the header carried over, with the upstream line and a note per\n"
"hunk that had to change.\n"
"\n"
"  PATCH              a patch file, - for standard input, or a commit (a revision\n"
"                     of the cache, GITDIR@REV)\n"
"  --to BRANCH        of backport.conf; repeatable, or behind PATCH\n"
"  --base TREEISH     a tree instead: a base, GITDIR@REV or a plain folder; the\n"
"                     ported patch goes to standard output, or with -o FILE there\n"
"  --from TREEISH     the tree that the patch was made for: its files help to\n"
"                     tell what differs\n"
"  --name NAME        of the variant's file (default: PATCH's own)\n"
"  --upstream ID      the commit to name in the header (default: as PATCH says)\n"
"  --dry-run          writes nothing; says what would be\n"
"  --force            replaces a variant that is there\n"
"  -o FILE            with --base: writes the ported patch there\n"
"  --json             one line per target: outcome, and per hunk its rung, line,\n"
"                     function and what was assumed\n"
"\n"
"A result is sure when every hunk has its exact or only place in the function\n"
"that it names and nothing that it uses is unknown there; merged when all of it\n"
"is in the tree already; review when something was assumed, which is said for\n"
"each hunk; a conflict when a hunk has no place or two equally good ones: then\n"
"nothing is written for that target.\n"
"\n"
"Exit status: 0 carried or merged; 1 a conflict; 128 could not be carried out;\n"
"129 usage.\n";

enum { OPT_FROM = 1, OPT_TO, OPT_BASE, OPT_NAME, OPT_UPSTREAM, OPT_DRY,
       OPT_FORCE };

static const struct option options[] = {
	{ "from", required_argument, NULL, OPT_FROM },
	{ "to", required_argument, NULL, OPT_TO },
	{ "base", required_argument, NULL, OPT_BASE },
	{ "name", required_argument, NULL, OPT_NAME },
	{ "upstream", required_argument, NULL, OPT_UPSTREAM },
	{ "dry-run", no_argument, NULL, OPT_DRY },
	{ "force", no_argument, NULL, OPT_FORCE },
	{ 0 },
};

static void add_target(struct port_options *o, const char *branch)
{
	o->to = grow_array(o->to, o->nr_to + 1, sizeof(*o->to));
	o->to[o->nr_to++] = branch;
}

static bool is_id(const char *s)
{
	return strlen(s) == 40 && strspn(s, "0123456789abcdef") == 40;
}

/* 0, or the exit status of cmd_usage(). */
static int read_options(struct port_options *o, int argc, char **argv)
{
	int c;

	optind = 0;
	while ((c = getopt_long(argc, argv, "o:", options, NULL)) >= 0)
		switch (c) {
		case OPT_FROM: o->from = optarg; break;
		case OPT_TO: add_target(o, optarg); break;
		case OPT_BASE: o->base = optarg; break;
		case OPT_NAME: o->name = optarg; break;
		case OPT_UPSTREAM: o->upstream = optarg; break;
		case OPT_DRY: o->dry_run = true; break;
		case OPT_FORCE: o->force = true; break;
		case 'o': o->out = optarg; break;
		default: return cmd_usage(&cmd_port, NULL);
		}
	if (optind == argc)
		return cmd_usage(&cmd_port, "name the patch to carry");
	o->patch = argv[optind++];
	while (optind < argc)
		add_target(o, argv[optind++]);
	if (!o->base == !o->nr_to)
		return cmd_usage(&cmd_port, "say where to: --to BRANCH, or --base TREEISH");
	if (o->out && !o->base)
		return cmd_usage(&cmd_port, "-o goes with --base; a branch has its place");
	if (o->upstream && !is_id(o->upstream))
		return cmd_usage(&cmd_port, "--upstream wants 40 hex digits, got '%s'", o->upstream);
	return 0;
}

static const char *name_of(const struct port_options *o)
{
	const char *slash = strrchr(o->patch, '/');

	if (o->name)
		return o->name;
	return slash ? slash + 1 : o->patch;
}

/*
 * Carries the patch to t; 0, EXIT_VERDICT on a conflict, -1 and *why. text gets
 * the variant; empty: nothing to write.
 */
static int carry_to(struct port_run *r, const char *target,
		    const struct port_tree *t, struct buf *text,
		    struct diag *why)
{
	struct ported p;
	int ret = port_patch(&r->patch.patch, t, &r->from, &p, why);

	if (!ret) {
		port_show(r->ctx, target, &p);
		if (p.worst == PORT_CONFLICT)
			ret = EXIT_VERDICT;
		else if (!ported_is_merged(&p))
			ret = port_write(r, &p, text, why);
	}
	ported_release(&p);
	return ret;
}

static int to_base(struct port_run *r, struct diag *why)
{
	struct port_tree t = { 0 };
	struct buf text = { 0 };
	int ret = repo_tree(r->cache, r->o->base, &t.tree, &t.repo, why);

	if (!ret)
		ret = carry_to(r, r->o->base, &t, &text, why);
	if (!ret && r->o->out && !r->o->dry_run)
		ret = fs_write_output(r->o->out, buf_span(&text), why);
	else if (!ret && !r->o->dry_run && !r->ctx->json)
		fwrite(text.at ? text.at : "", 1, text.len, stdout);
	buf_release(&text);
	git_tree_free(t.tree);
	if (t.repo != r->cache)
		git_repository_free(t.repo);
	return ret;
}

/*
 * Adds the branch's series up to the variant of that name to the tree; *there:
 * the series has it.
 */
static int apply_series(struct port_run *r, const char *branch,
			struct tree *t, bool *there, struct diag *why)
{
	const struct queue_options how = { 0 };
	struct queue_count count = { 0 };
	struct queue q = { 0 };
	size_t all;
	char *series = fs_path("%s/series/%s", r->ctx->root, branch);
	char *folder = fs_path("%s/patches/%s", r->ctx->root, branch);
	struct queue_source from = { .series = series, .folder = folder };
	int ret = fs_exists(series) ? queue_add(&q, &from, why) : 0;

	all = q.nr;
	for (size_t i = 0; i < q.nr && !*there; i++)
		if (!strcmp(q.patch[i].name, r->name)) {
			*there = true;
			q.nr = i;
		}
	if (!ret)
		ret = queue_apply(&q, t, &how, &count, why);
	q.nr = all;
	if (!ret && count.refused)
		ret = diag_set(why, series, 0, "does not apply to its base: see backport apply %s", branch);
	queue_release(&q);
	free(series);
	free(folder);
	return ret;
}

/* Writes the variant and, where it is new, its line in the series. */
static int publish(struct port_run *r, const char *branch, bool listed,
		   const struct buf *text, struct diag *why)
{
	char *path = variant_path(r->ctx->root, branch, r->name);
	char *series = fs_path("%s/series/%s", r->ctx->root, branch);
	char *folder = fs_path("%s/patches/%s", r->ctx->root, branch);
	struct buf list = { 0 };
	int ret = fs_mkdirs(folder, why);

	if (!ret)
		ret = fs_publish(path, buf_span(text), why);
	if (!ret && !listed) {
		if (fs_exists(series))
			ret = fs_read(&list, series, why);
		if (list.len && list.at[list.len - 1] != '\n')
			buf_addc(&list, '\n');
		buf_addf(&list, "%s\n", r->name);
		if (!ret)
			ret = fs_publish(series, buf_span(&list), why);
	}
	if (!ret && !r->ctx->json && r->ctx->verbosity >= 0)
		printf("  written: %s\n", path);
	buf_release(&list);
	free(path);
	free(series);
	free(folder);
	return ret;
}

static int to_branch(struct port_run *r, const struct branch *b,
		     struct diag *why)
{
	const char *base = repo_base_of(r->cache, b);
	struct port_tree t = { .repo = r->cache };
	struct buf text = { 0 };
	bool listed = false;
	int ret = repo_tree(r->cache, base, &t.tree, &t.repo, why);

	if (!ret && !(t.edited = tree_new(t.repo, t.tree, why)))
		ret = -1;
	if (!ret)
		ret = apply_series(r, b->name, t.edited, &listed, why);
	if (!ret && listed && !r->o->force && !r->o->dry_run)
		ret = diag_set(why, r->name, 0, "is in series/%s already: --force replaces it", b->name);
	if (!ret)
		ret = carry_to(r, b->name, &t, &text, why);
	if (!ret && text.len && !r->o->dry_run)
		ret = publish(r, b->name, listed, &text, why);
	buf_release(&text);
	tree_free(t.edited);
	git_tree_free(t.tree);
	if (t.repo != r->cache)
		git_repository_free(t.repo);
	return ret;
}

/*
 * The id that the header lacks: what the user says, or what the patch's first
 * line says and its message does not.
 */
static void choose_upstream(struct port_run *r)
{
	size_t from = 0;

	if (upstream_id_next(r->patch.message, &from, NULL).len)
		return;
	if (r->o->upstream)
		strcpy(r->upstream, r->o->upstream);
	else
		variant_claim(&r->patch, r->upstream);
	if (strlen(r->upstream) != 40)
		r->upstream[0] = '\0';
}

static int carry_all(struct port_run *r, struct diag *why)
{
	int worst = 0, ret = 0;

	if (r->o->base)
		return to_base(r, why);
	for (size_t i = 0; ret >= 0 && i < r->o->nr_to; i++) {
		const struct branch *b = conf_branch(&r->ctx->conf,
						     r->o->to[i], why);

		ret = b ? to_branch(r, b, why) : -1;
		if (ret > worst)
			worst = ret;
	}
	return ret < 0 ? -1 : worst;
}

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct port_options o = { 0 };
	struct port_run r = { .ctx = ctx, .o = &o };
	struct diag why = { 0 };
	int ret = read_options(&o, argc, argv);

	if (ret)
		goto out;
	r.name = name_of(&o);
	ret = -1;
	if (o.nr_to && conf_read(&ctx->conf, ctx->conf_path, &why))
		goto cannot;
	if (repo_open(&r.cache, &why) || port_read(&r, &why))
		goto cannot;
	choose_upstream(&r);
	if (o.from && repo_tree(r.cache, o.from, &r.from.tree, &r.from.repo,
				&why))
		goto cannot;
	ret = carry_all(&r, &why);
cannot:
	if (ret < 0)
		ret = cmd_cannot(ctx, &why);
	variant_release(&r.patch);
	git_tree_free(r.from.tree);
	if (r.from.repo != r.cache)
		git_repository_free(r.from.repo);
	git_repository_free(r.cache);
out:
	free(o.to);
	return ret;
}

const struct cmd cmd_port = {
	.name = "port", .args = "PATCH [--from TREEISH] (--to BRANCH... | --base TREEISH [-o FILE])",
	.summary = "Carry a patch to other branches or trees",
	.help = help, .run = run,
};

// SPDX-License-Identifier: GPL-2.0-only
/* backport rebase: a branch's series moved to a new base. */
#include "cmd/cmd.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/git/commit.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/os/fs.h"
#include "sys/port/rebase.h"

static const char help[] =
"Moves a branch's series from its base to another, patch by patch: each fits as it\n"
"is, is refreshed (its lines and surroundings are written anew, its header stays),\n"
"is upstream (all of it is in the new base: its series line goes, unless it is a\n"
"fix's own, whose before is made by taking it out again), is ported (as backport\n"
"port does, with notes of what had to change) or is a conflict. On a conflict\n"
"nothing is written. The base of backport.conf is yours to change then.\n"
"\n"
"  --onto TREEISH     the new base: a base, GITDIR@REV or a folder\n"
"  --refresh          the base that it has: only makes the patches canonical (git's\n"
"                     format, a/ and b/, no timestamps, exact lines)\n"
"  --dry-run          writes nothing; says what would be\n"
"  --json             one line per patch: patch, state, and of a ported one how\n"
"\n"
"Exit status: 0 moved; 1 a conflict; 128 could not be carried out; 129 usage.\n";

struct rebase_run {
	const struct ctx *ctx;
	const struct branch *branch;
	const char *onto;
	bool dry_run;
	git_repository *cache;
	struct port_tree was, to;
	struct queue q;
	struct rebase r;
	struct ident who;
};

static int open_tree(struct rebase_run *r, const char *treeish,
		     struct port_tree *t, struct diag *why)
{
	if (repo_tree(r->cache, treeish, &t->tree, &t->repo, why))
		return -1;
	t->edited = tree_new(t->repo, t->tree, why);
	return t->edited ? 0 : -1;
}

static void close_tree(struct rebase_run *r, struct port_tree *t)
{
	tree_free(t->edited);
	git_tree_free(t->tree);
	if (t->repo != r->cache)
		git_repository_free(t->repo);
}

static int load(struct rebase_run *r, const char *series, const char *folder,
		struct diag *why)
{
	struct queue_source from = { .series = series, .folder = folder };
	const char *base;

	if (repo_open(&r->cache, why) || queue_add(&r->q, &from, why))
		return -1;
	base = repo_base_of(r->cache, r->branch);
	if (open_tree(r, base, &r->was, why) ||
	    open_tree(r, r->onto ? r->onto : base, &r->to, why))
		return -1;
	return ident_committer(&r->who, r->cache, why);
}

/* A fix's own patch stays in the series: what it changes is what is proved. */
static bool is_kept(const struct rebase_run *r, const struct rebased_patch *p)
{
	if (p->state != REBASE_UPSTREAM)
		return true;
	for (size_t i = 0; i < r->branch->nr_fixes; i++)
		if (r->branch->fix[i]->patch &&
		    !strcmp(r->branch->fix[i]->patch, p->patch->name))
			return true;
	return false;
}

static const char *detail_of(const struct rebase_run *r,
			     const struct rebased_patch *p)
{
	if (p->state == REBASE_UPSTREAM)
		return is_kept(r, p) ? ": kept, it is a fix's own" :
				       ": its line goes";
	if (p->state == REBASE_PORTED)
		return p->port.sure ? ": sure" : ": review";
	return "";
}

static void show_hunks(const struct ported *p)
{
	struct buf line = { 0 };

	for (size_t i = 0; i < p->nr; i++)
		for (size_t k = 0; k < p->part[i].result.nr; k++) {
			const struct port_hunk *h = &p->part[i].result.hunk[k];

			if (h->sure)
				continue;
			buf_clear(&line);
			buf_addf(&line, "  %s: hunk %zu: %s", p->part[i].path ?
				 p->part[i].path : "?", k + 1,
				 port_rung_describe(h->rung));
			if (h->function.len)
				buf_addf(&line, ", %.*s()",
					 (int)h->function.len, h->function.at);
			if (h->why[0])
				buf_addf(&line, ": %s", h->why);
			puts(diag_plain(line.at));
		}
	buf_release(&line);
}

static void show(const struct rebase_run *r)
{
	for (size_t i = 0; i < r->r.nr; i++) {
		const struct rebased_patch *p = &r->r.patch[i];

		if (r->ctx->json) {
			json_t *o = json_pack("{ss ss sb}", "patch",
				p->patch->name, "state",
				rebase_state_name(p->state), "sure",
				p->state < REBASE_PORTED || p->port.sure);

			json_dumpf(o, stdout,
				   JSON_COMPACT | JSON_PRESERVE_ORDER);
			putchar('\n');
			json_decref(o);
			continue;
		}
		if (r->ctx->verbosity < 0)
			continue;
		printf("%-10s %s%s\n", rebase_state_name(p->state),
		       p->patch->name, detail_of(r, p));
		if (p->state == REBASE_PORTED || p->state == REBASE_CONFLICT)
			show_hunks(&p->port);
	}
}

/* The series without the lines of what is upstream; all else as it stands. */
static void write_series(const struct rebase_run *r, struct span text,
			 struct buf *out)
{
	struct span line;

	while (span_line(&text, &line)) {
		struct span name = span_trim(line);
		bool keep = true;
		size_t len = 0;

		while (len < name.len && name.at[len] != ' ' &&
		       name.at[len] != '\t')
			len++;
		name.len = len;
		for (size_t i = 0; i < r->r.nr && keep; i++)
			keep = is_kept(r, &r->r.patch[i]) ||
			       !span_equals(name, span_of(
				       r->r.patch[i].patch->name));
		if (!keep)
			continue;
		buf_add(out, line.at, line.len);
		buf_addc(out, '\n');
	}
}

static int publish(const struct rebase_run *r, const char *series,
		   struct diag *why)
{
	struct buf was = { 0 }, now = { 0 };
	int ret = 0;

	for (size_t i = 0; !ret && i < r->r.nr; i++)
		if (r->r.patch[i].text.len)
			ret = fs_publish(r->r.patch[i].patch->path,
					 buf_span(&r->r.patch[i].text), why);
	if (!ret)
		ret = fs_read(&was, series, why);
	if (!ret)
		write_series(r, buf_span(&was), &now);
	if (!ret && !span_equals(buf_span(&was), buf_span(&now)))
		ret = fs_publish(series, buf_span(&now), why);
	buf_release(&was);
	buf_release(&now);
	return ret;
}

static bool has_conflict(const struct rebase *r)
{
	for (size_t i = 0; i < r->nr; i++)
		if (r->patch[i].state == REBASE_CONFLICT)
			return true;
	return false;
}

static int carry_out(struct rebase_run *r)
{
	char *series = fs_path("%s/series/%s", r->ctx->root, r->branch->name);
	char *folder = fs_path("%s/patches/%s", r->ctx->root, r->branch->name);
	struct diag why = { 0 };
	int ret = load(r, series, folder, &why);

	if (!ret)
		ret = rebase_make(&r->r, &r->q, &r->was, &r->to, r->who.name,
				  &why);
	if (!ret) {
		show(r);
		if (has_conflict(&r->r))
			ret = EXIT_VERDICT;
		else if (!r->dry_run)
			ret = publish(r, series, &why);
	}
	if (ret < 0)
		ret = cmd_cannot(r->ctx, &why);
	rebase_release(&r->r);
	queue_release(&r->q);
	ident_release(&r->who);
	close_tree(r, &r->was);
	close_tree(r, &r->to);
	git_repository_free(r->cache);
	free(series);
	free(folder);
	return ret;
}

enum { OPT_ONTO = 1, OPT_DRY, OPT_REFRESH };

static const struct option options[] = {
	{ "onto", required_argument, NULL, OPT_ONTO },
	{ "dry-run", no_argument, NULL, OPT_DRY },
	{ "refresh", no_argument, NULL, OPT_REFRESH },
	{ 0 },
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct rebase_run r = { .ctx = ctx };
	struct diag why = { 0 };
	bool refresh = false;
	int c;

	optind = 0;
	while ((c = getopt_long(argc, argv, "", options, NULL)) >= 0)
		switch (c) {
		case OPT_ONTO: r.onto = optarg; break;
		case OPT_DRY: r.dry_run = true; break;
		case OPT_REFRESH: refresh = true; break;
		default: return cmd_usage(&cmd_rebase, NULL);
		}
	if (optind + 1 != argc)
		return cmd_usage(&cmd_rebase, "one branch at a time");
	if (!r.onto == !refresh)
		return cmd_usage(&cmd_rebase, "say where to: --onto TREEISH, or --refresh");
	r.branch = conf_branch(&ctx->conf, argv[optind], &why);
	if (!r.branch)
		return cmd_usage(&cmd_rebase, "%s", why.text);
	return carry_out(&r);
}

const struct cmd cmd_rebase = {
	.name = "rebase", .args = "BRANCH (--onto TREEISH | --refresh) [--dry-run]",
	.summary = "Move a branch's series to a new base",
	.help = help, .needs_conf = true, .run = run,
};

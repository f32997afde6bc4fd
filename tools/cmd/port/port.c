// SPDX-License-Identifier: GPL-2.0-only
/* backport port: a patch carried to other trees. */
#include <stdlib.h>
#include <string.h>

#include "cmd/port/carry.h"
#include "cmd/port/conflicts.h"
#include "cmd/port/options.h"
#include "cmd/port/read.h"
#include "cmd/port/run.h"
#include "cmd/port/target.h"
#include "core/mail/upstream-id.h"
#include "sys/git/repo.h"

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
"  --dry-run          writes nothing; prints the variant\n"
"  --force            replaces a variant that is there\n"
"  -o FILE            with --base: writes the ported patch there\n"
"  --conflicts DIR    on a conflict, puts the files that have one into DIR, a new\n"
"                     folder (with several branches DIR/BRANCH): what could be\n"
"                     placed is in them, the rest between diff3's markers: what was\n"
"                     found, what the hunk expects, what it wants\n"
"  --continue DIR     makes the variant of what was saved in such a folder; refuses\n"
"                     while a marker is left. A resolution is remembered in the\n"
"                     cache: the next branch that has the same conflict gets it,\n"
"                     for review\n"
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

static const char *name_of(const struct port_options *o)
{
	return o->name ? o->name : base_name(o->patch);
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

static int carry_to(struct port_run *r, const struct branch *b,
		    struct diag *why)
{
	struct port_target t;
	int ret = port_target_open(&t, r, b, r->o->base, why);

	if (!ret)
		ret = port_carry(r, &t, why);
	port_target_close(&t, r);
	return ret;
}

static int carry_all(struct port_run *r, struct diag *why)
{
	int worst = 0, ret = 0;

	if (r->o->base)
		return carry_to(r, NULL, why);
	for (size_t i = 0; ret >= 0 && i < r->o->nr_to; i++) {
		const struct branch *b = conf_branch(&r->ctx->conf,
						     r->o->to[i], why);

		ret = b ? carry_to(r, b, why) : -1;
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
	int ret = port_options_read(&o, argc, argv);

	if (ret)
		goto out;
	ret = -1;
	if (o.resume && port_conflicts_read(&r, &why))
		goto cannot;
	r.name = name_of(&o);
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
	port_conflicts_forget(&r);
out:
	free(o.to);
	return ret;
}

const struct cmd cmd_port = {
	.name = "port",
	.args = "PATCH [--from TREEISH] (--to BRANCH... | --base TREEISH [-o FILE]) [--conflicts DIR] | --continue DIR",
	.summary = "Carry a patch to other branches or trees",
	.help = help, .options = port_option_list,
	.shorts = PORT_SHORT_OPTIONS, .run = run,
};

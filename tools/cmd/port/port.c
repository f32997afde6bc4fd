// SPDX-License-Identifier: GPL-2.0-only
/* backport port: a patch carried to other trees. */
#include <stdlib.h>
#include <string.h>

#include "cmd/port/carry.h"
#include "cmd/port/conflicts.h"
#include "cmd/port/name.h"
#include "cmd/port/options.h"
#include "cmd/port/read.h"
#include "cmd/port/run.h"
#include "cmd/port/target.h"
#include "core/mail/upstream-id.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"

static const char help[] =
"Carries a patch to a tree that it was not made for, hunk by hunk: by apply's\n"
"rules where they suffice; else inside the function that the hunk names, by a\n"
"three-way merge of lines, then of words; where no function has that name, in\n"
"the only one that has its lines, or in another file of the folder or one above\n"
"it, by the function or the strings, both for review. For each BRANCH, on its\n"
"base with its series applied, it writes patches/BRANCH/NAME and the series line:\n"
"the header carried over, with the upstream line and a note per hunk that had to\n"
"change and per file that is another one there.\n"
"\n"
"  PATCH              a patch file or a mailbox, each of whose mails becomes a\n"
"                     variant; - for standard input; a commit (a revision of the\n"
"                     cache, GITDIR@REV); or A..B, what differs between two trees\n"
"                     (GITDIR@REV..REV, or two folders)\n"
"  --to BRANCH        of backport.conf; repeatable, or behind PATCH\n"
"  --base TREEISH     a tree instead: a base, GITDIR@REV or a plain folder; the\n"
"                     ported patch goes to standard output, or with -o FILE there\n"
"  --from TREEISH     the tree that the patch was made for: its files help to\n"
"                     tell what differs. Without it, the parent of a commit, A of\n"
"                     A..B, or the files with the ids of the patch's index lines,\n"
"                     where the cache has them. A tree that has the patch already\n"
"                     is taken without it\n"
"  --repository GITDIR  looks for them there, too; repeatable\n"
"  --name NAME        of the variant's file (default: PATCH's own, or one made of\n"
"                     the subject)\n"
"  --upstream ID      the commit to name in the header (default: as PATCH says)\n"
"  --dry-run          writes nothing; prints the variant\n"
"  --force            replaces a variant that is there; without it, one of\n"
"                     several patches or branches that has it is passed over\n"
"  -o FILE            with --base or one BRANCH: writes the ported patch there\n"
"                     alone; no file when the branch has it\n"
"  --conflicts DIR    on a conflict, puts the files that have one into DIR, a new\n"
"                     folder (with several branches DIR/BRANCH): what could be\n"
"                     placed is in them, the rest between diff3's markers: what\n"
"                     was found, what the hunk expects, what it wants\n"
"  --prerequisites    on a conflict, the commits that changed the conflicting\n"
"                     lines between the tree that the patch was made for and the\n"
"                     branch's, newest first: whether each is there already,\n"
"                     applies, and would make the patch fit; and the fewest of\n"
"                     them that do, in order. None is taken. Wants a history: of\n"
"                     a commit as PATCH or --from, or of the upstream commit that\n"
"                     PATCH names in --repository; from the oldest release that\n"
"                     joins it on, the tags of releases stand for it\n"
"  --build            compiles the sources that the patch touches, without it and\n"
"                     with it, as the branch does: an error or a new warning is\n"
"                     named with its file and line, and leaves nothing sure\n"
"  --continue DIR     makes the variant of what was saved in such a folder;\n"
"                     refuses while a marker is left. A resolution is remembered\n"
"                     in the cache: the next branch that has the same conflict\n"
"                     gets it, for review\n"
"  --json             one line per target: outcome, and per hunk its rung, line,\n"
"                     function and what was assumed\n"
"\n"
"A result is sure when every hunk fits as it is, or has its only place in the\n"
"function that it names (outside functions: in the file): the lines that it\n"
"removes stand there verbatim and nowhere else, what it adds beside them stands\n"
"between the same lines. It is for review all the same when something that it\n"
"uses is unknown here; a caller of what it changes may be unseen; the function is\n"
"known to differ from the one the patch was made for, or while that one is not\n"
"known, is left early, or gets another #if, or a condition that calls what the\n"
"file does not; lines go between two calls without arguments; or a name gets a\n"
"number that may be taken. A result is merged when all of it is in the tree\n"
"already, perhaps without a parameter that decides about a call which the\n"
"function does not make there; review when something was assumed, which is said\n"
"for each hunk; a conflict when a hunk has no place or two equally good ones:\n"
"then nothing is written for that target.\n"
"\n"
"Exit status: 0 carried or merged; 1 a conflict; 128 could not be carried out;\n"
"129 usage.\n";

/*
 * The id that the header lacks: what the user says, or what the patch's first
 * line says and its message does not.
 */
static void choose_upstream(const struct port_options *o, struct port_mail *m)
{
	size_t from = 0;

	if (upstream_id_next(m->variant.message, &from, NULL).len)
		return;
	if (o->upstream)
		strcpy(m->upstream, o->upstream);
	else
		variant_claim(&m->variant, m->upstream);
	if (!is_commit_id(m->upstream))
		m->upstream[0] = '\0';
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
	for (size_t i = 0; ret >= 0 && i < r->o->to.nr; i++) {
		const struct branch *b = conf_branch(&r->ctx->conf,
						     r->o->to.at[i], why);

		ret = b ? carry_to(r, b, why) : -1;
		if (ret > worst)
			worst = ret;
	}
	return ret < 0 ? -1 : worst;
}

/* The tree that --from names, instead of the one that PATCH itself has. */
static int open_from(struct port_run *r, struct diag *why)
{
	struct port_tree *at = &r->source.at;
	git_repository *home = NULL;
	git_commit *commit = NULL;

	if (!r->o->from)
		return 0;
	git_tree_free(at->tree);
	if (at->repo != r->cache)
		git_repository_free(at->repo);
	r->source.named = true;
	r->source.has_commit = false;
	if (repo_tree(r->cache, r->o->from, &at->tree, &at->repo, why))
		return -1;
	if (!r->o->prerequisites)
		return 0;
	if (repo_commit(r->cache, r->o->from, &commit, &home, why))
		return -1;
	if (commit) {
		r->source.has_commit = true;
		r->source.commit = *git_commit_id(commit);
	}
	git_commit_free(commit);
	if (home != r->cache)
		git_repository_free(home);
	return 0;
}

/*
 * Where files are looked for by their ids: the cache, the repositories of
 * [remote] that are on this machine, and what is named.
 */
static int open_known(struct port_run *r, struct diag *why)
{
	const struct port_options *o = r->o;
	const struct conf *c = &r->ctx->conf;
	const char *remote = c->remote_url;
	struct port_source *s = &r->source;
	struct diag ignored;

	s->known = grow_array(NULL, o->repositories.nr + c->nr_remotes + 2,
			      sizeof(*s->known));
	s->known[s->nr++] = r->cache;
	for (size_t i = 0; i <= c->nr_remotes; i++) {
		if (remote && fs_is_folder(remote) &&
		    !repo_open_at(&s->known[s->nr], remote, &ignored))
			s->nr++;
		remote = i < c->nr_remotes ? c->remote[i].url : NULL;
	}
	for (size_t i = 0; i < o->repositories.nr; i++) {
		if (repo_open_at(&s->known[s->nr], o->repositories.at[i], why))
			return -1;
		s->nr++;
	}
	return 0;
}

static int carry_out(struct port_run *r, struct diag *why)
{
	struct ctx *ctx = (struct ctx *)r->ctx;

	if (r->o->resume && port_conflicts_read(r, why))
		return -1;
	if (r->o->to.nr &&
	    conf_read(&ctx->conf, ctx->root, ctx->conf_path, why))
		return -1;
	if (repo_open(&r->cache, why) || port_mails_read(r, why) ||
	    port_mails_name(r, why) || open_known(r, why) || open_from(r, why))
		return -1;
	for (size_t i = 0; i < r->nr; i++)
		choose_upstream(r->o, &r->mail[i]);
	return carry_all(r, why);
}

static void release(struct port_run *r)
{
	struct port_source *s = &r->source;

	port_mails_release(r);
	port_source_end(s);
	git_tree_free(s->at.tree);
	if (s->at.repo != r->cache)
		git_repository_free(s->at.repo);
	/* The first is the cache. */
	while (s->nr > 1)
		git_repository_free(s->known[--s->nr]);
	free(s->known);
	git_repository_free(r->cache);
	port_conflicts_forget(r);
	strings_release(&r->o->to);
	strings_release(&r->o->repositories);
}

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct port_options o = { 0 };
	struct port_run r = { .ctx = ctx, .o = &o };
	struct diag why = { 0 };
	int ret = port_options_read(&o, argc, argv);

	if (!ret) {
		ret = carry_out(&r, &why);
		if (ret < 0)
			ret = cmd_cannot(ctx, &why);
	}
	release(&r);
	return ret;
}

const struct cmd cmd_port = {
	.name = "port",
	.args = "PATCH [--from TREEISH]\n"
		"                     (--to BRANCH... | --base TREEISH) [-o FILE]\n"
		"                     [--conflicts DIR] [--prerequisites] [--build] [--dry-run]\n"
		"                     [--force]\n"
		"       backport port --continue DIR",
	.summary = "Carry a patch to other branches or trees",
	.help = help, .options = port_option_list,
	.shorts = PORT_SHORT_OPTIONS, .writes = "o conflicts",
	.reads = "continue repository", .trees = "from base", .file_args = true,
	.run = run,
};

// SPDX-License-Identifier: GPL-2.0-only
/* backport check: the rules for headers, format and branches. */
#include "cmd/check/checked.h"

#include <stdio.h>
#include <stdlib.h>

#include "cmd/check/checkpatch.h"
#include "cmd/check/sarif.h"
#include "cmd/check/show.h"
#include "core/check/across-branches.h"
#include "core/mail/upstream-id.h"
#include "core/patch/series.h"
#include "sys/conf/branch-files.h"
#include "sys/conf/branch.h"
#include "sys/os/fs.h"
#include "sys/os/patch-file.h"
#include "sys/series/follow-ups.h"
#include "sys/series/upstream.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF };

static void check_release(struct check_job *c)
{
	for (size_t i = 0; i < c->nr; i++)
		variant_release(&c->checked[i].variant);
	free(c->checked);
	findings_release(&c->findings);
}

/*
 * The configured fix that a patch of a branch's series carries, by its name
 * there, else by the id that it claims.
 */
static const struct fix *fix_of(const struct conf *conf, const struct branch *b,
				const char *name, const char *id)
{
	const struct fix *f = branch_fix_of_patch(b, name);

	for (size_t i = 0; i < conf->nr_fixes && id[0] && !f; i++)
		if (conf->fix[i].upstream &&
		    commit_ids_agree(span_of(conf->fix[i].upstream),
				     span_of(id)))
			f = &conf->fix[i];
	return f;
}

/* A patch that belongs to no branch is judged by itself. */
static int add_patch(struct check_job *c, const char *path,
		     const struct branch *branch, const struct series_entry *as,
		     struct diag *why)
{
	struct checked *p;

	c->checked = grow_array(c->checked, c->nr + 1, sizeof(*c->checked));
	p = &c->checked[c->nr++];
	*p = (struct checked){ .branch = branch };
	if (variant_read_as(&p->variant, path, as, why))
		return -1;
	variant_claim(&p->variant, p->id);
	return 0;
}

static int add_series(const struct ctx *ctx, struct check_job *c,
		      const struct branch *b, struct diag *why)
{
	char *path = branch_series(b, ctx->root);
	char *folder = branch_patches(b, ctx->root);
	struct buf text = { 0 };
	struct series s = { 0 };
	int ret = branch_series_read(&text, b, ctx->root, why);

	if (!ret)
		ret = series_parse(&s, buf_span(&text), path, why);
	for (size_t i = 0; i < s.nr && !ret; i++) {
		char *patch = branch_patch(b, ctx->root, s.entry[i].name);

		ret = fs_exists(patch) ?
		      add_patch(c, patch, b, &s.entry[i], why) :
		      patchfile_refuse_missing(folder, &s.entry[i], path, why);
		free(patch);
		if (!ret) {
			struct checked *p = &c->checked[c->nr - 1];

			p->fix = fix_of(&ctx->conf, b, s.entry[i].name, p->id);
		}
	}
	series_release(&s);
	buf_release(&text);
	free(folder);
	free(path);
	return ret < 0 ? -1 : 0;
}

/*
 * The author of the commit that a patch claims, when --repo has it; caller
 * frees. 0 or -1 and *why.
 */
static int find_author(const struct check_job *c, const struct checked *p,
		       char **author, struct diag *why)
{
	struct upstream u = { 0 };
	int ret;

	*author = NULL;
	if (!c->repo || !p->id[0])
		return 0;
	ret = upstream_find(&u, c->repo, p->id, why);
	if (!ret)
		*author = xstrdup(u.author);
	upstream_release(&u);
	return ret < 0 ? -1 : 0;
}

static int check_patch(struct check_job *c, const struct checked *p,
		       struct diag *why)
{
	const struct variant *v = &p->variant;
	struct span text = buf_span(&v->text);
	size_t diff = v->mail.patch.len;
	char *author;
	struct submission s = {
		.path = v->path,
		.text = text,
		.message = v->message,
		.header = v->diff_lineno >= 0 && diff <= text.len ?
				  (struct span){ text.at, text.len - diff } :
				  v->message,
		.mail = &v->mail,
		.patch = &v->patch,
		.notes = &v->notes,
		.want_id = p->fix ? p->fix->upstream : NULL,
		.is_own = p->fix && !p->fix->upstream,
		.want_subject = p->fix ? p->fix->subject : NULL,
	};

	if (find_author(c, p, &author, why))
		return -1;
	s.want_author = author;
	rules_check(&c->findings, &s, c->profiles);
	free(author);
	return 0;
}

/*
 * Follow-ups of every id that is carried, each id looked up once. 0 or -1 and
 * *why.
 */
static int find_follow_ups(const struct check_job *c, struct upstream_fixes *f,
			   struct diag *why)
{
	for (size_t i = 0; c->repo && i < c->nr; i++) {
		bool again = false;

		for (size_t j = 0; j < i && !again; j++)
			again = commit_ids_agree(span_of(c->checked[i].id),
						 span_of(c->checked[j].id));
		if (!again && c->checked[i].id[0] &&
		    upstream_find_fixes(f, c->repo, c->checked[i].id, why))
			return -1;
	}
	return 0;
}

static void fill_carried(const struct check_job *c, struct carried *carried)
{
	for (size_t i = 0; i < c->nr; i++) {
		const struct checked *p = &c->checked[i];

		carried[i] = (struct carried){
			.branch = p->branch->name, .base = p->branch->base,
			.path = p->variant.path,
			.name = base_name(p->variant.path), .id = p->id,
			.subject = variant_subject(&p->variant),
			.since = p->fix ? p->fix->since : NULL,
			.header = p->variant.message,
			.notes = &p->variant.notes,
		};
	}
}

/* The rules that hold between branches. 0 or -1 and *why. */
static int check_across(const struct ctx *ctx, struct check_job *c,
			struct diag *why)
{
	struct upstream_fixes fixes = { 0 };
	struct carried *carried = grow_array(NULL, c->nr, sizeof(*carried));
	struct line *lines = grow_array(NULL, ctx->conf.nr_branches,
					sizeof(*lines));
	struct follow_up *ups;
	size_t nr_lines = 0;
	int ret = find_follow_ups(c, &fixes, why);

	ups = grow_array(NULL, fixes.nr, sizeof(*ups));
	for (size_t i = 0; i < fixes.nr; i++)
		ups[i] = (struct follow_up){ fixes.fix[i].id,
			fixes.fix[i].subject, fixes.fix[i].fixes };
	for (size_t i = 0; i < ctx->conf.nr_branches; i++) {
		const struct branch *b = &ctx->conf.branch[i];

		/* its series was read for the line's first target */
		if (!b->again)
			lines[nr_lines++] = (struct line){ b->name, b->base };
	}
	fill_carried(c, carried);
	if (!ret)
		across_check(&c->findings, &(struct across){
			carried, c->nr, lines, nr_lines, ups, fixes.nr },
			c->profiles);
	free(carried);
	free(lines);
	free(ups);
	upstream_fixes_release(&fixes);
	return ret;
}

static void count(struct check_job *c)
{
	for (size_t i = 0; i < c->findings.nr; i++) {
		const struct finding *f = &c->findings.finding[i];

		c->nr_silenced += f->silence != NULL;
		c->nr_errors += !f->silence && !f->rule->warns;
		c->nr_warnings += !f->silence && f->rule->warns;
	}
}

static int check_all(struct ctx *ctx, struct check_job *c, bool checkpatch,
		     struct diag *why)
{
	if (conf_read(&ctx->conf, ctx->root, ctx->conf_path, why))
		return -1;
	for (size_t i = 0; i < ctx->conf.nr_branches; i++)
		if (!ctx->conf.branch[i].again &&
		    add_series(ctx, c, &ctx->conf.branch[i], why))
			return -1;
	for (size_t i = 0; i < c->nr; i++)
		if (check_patch(c, &c->checked[i], why) ||
		    (checkpatch &&
		     check_with_checkpatch(ctx, c, &c->checked[i], why)))
			return -1;
	return check_across(ctx, c, why);
}

static int check_files(struct check_job *c, char **paths, struct diag *why)
{
	const struct series_entry plain = { .strip = 1 };

	for (; *paths; paths++)
		if (add_patch(c, *paths, NULL, &plain, why) ||
		    check_patch(c, &c->checked[c->nr - 1], why))
			return -1;
	return 0;
}

static int show(const struct ctx *ctx, struct check_job *c, enum format format)
{
	count(c);
	if (format == FORMAT_SARIF)
		check_show_sarif(c);
	else if (format == FORMAT_JSON)
		check_show_json(c);
	else
		check_show_text(ctx, c);
	if (!c->nr) {
		notice("backport check: no branch carries a patch; nothing to check\n");
		return EXIT_NOTHING;
	}
	return c->nr_errors ? EXIT_VERDICT : EXIT_OK;
}

static bool format_named(const char *name, enum format *format)
{
	static const char *const names[] = { "text", "json", "sarif" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(names[i], name)) {
			*format = (enum format)i;
			return true;
		}
	return false;
}

static const struct option options[] = {
	{ "profile", required_argument, NULL, 'p' },
	{ "format", required_argument, NULL, 'f' },
	VALUE_OPTION("repo", struct check_job, repo),
	VALUE_OPTION("upstream", struct check_job, upstream),
	{ "no-checkpatch", no_argument, NULL, 'n' },
	{ "rules", no_argument, NULL, 'l' },
	{ 0 }
};

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct check_job c = { 0 };
	enum format format = ctx->json ? FORMAT_JSON : FORMAT_TEXT;
	struct diag why = { 0 };
	bool checkpatch = true;
	int opt, ret;

	while ((opt = cmd_next_option(&cmd_check, argc, argv, &c)) != -1) {
		switch (opt) {
		case 'p':
			if (!profile_named(optarg))
				return cmd_no_such(&cmd_check, "profile",
						   optarg);
			c.profiles |= profile_named(optarg);
			break;
		case 'f':
			if (!format_named(optarg, &format))
				return cmd_no_such(&cmd_check, "format", optarg);
			break;
		case 'n':
			checkpatch = false;
			break;
		case 'l':
			check_show_rules();
			return EXIT_OK;
		default:
			return EXIT_USAGE;
		}
	}
	if (!c.profiles)
		c.profiles = PROFILE_STABLE;
	ret = optind < argc ? check_files(&c, argv + optind, &why) :
			      check_all(ctx, &c, checkpatch, &why);
	ret = ret ? cmd_cannot(ctx, &why) : show(ctx, &c, format);
	check_release(&c);
	return ret;
}

const struct cmd cmd_check = {
	.name = "check",
	.args = "[--profile PROFILE]... [--format text|json|sarif]\n"
		"                      [--repo GITDIR] [--upstream PATCH] [--no-checkpatch]\n"
		"                      [--rules] [PATCH...]",
	.summary = "Check headers and format by rules: stable, DEP-3, SUSE, Ubuntu, Android",
	.help =
"Checks patch files (- is standard input) or, without PATCH, every patch of every\n"
"branch's series, and then across branches: a newer branch lacks what an older\n"
"one carries, variants of one fix differ in subject or upstream id, a\n"
"prerequisite that 'Cc: stable' names is not carried first, a follow-up is\n"
"lacking.\n"
"\n"
"  --profile PROFILE  whose rules: stable (the default), dep3, suse, ubuntu or\n"
"                     android; may be given again\n"
"  --format FORMAT    text, json (an object a finding, then the counts) or sarif\n"
"                     (2.1.0, for code review tools; names start from the folder\n"
"                     that the tool is run in, findings keep a fingerprint from\n"
"                     run to run)\n"
"  --repo GITDIR      upstream's repository: says who the author of the claimed\n"
"                     commit is, and which commits fix it ('Fixes:')\n"
"  --upstream PATCH   the patch whose lines are not the variant's own; default:\n"
"                     patches/upstream/<patch>\n"
"  --no-checkpatch    do not run the base's scripts/checkpatch.pl. Without PATCH\n"
"                     it is run when the base is in the cache and perl is\n"
"                     installed; only what it says of lines that the variant\n"
"                     itself adds is shown, as a warning\n"
"  --rules            list the rules: id, reason, document, profiles\n"
"\n"
"A rule is silenced in the header, with a reason, which -v shows:\n"
"  [ backport-check: ignore RULE: reason ]\n"
"\n"
"Exit status: 0 no errors (warnings and silenced ones do not count); 1 errors;\n"
"125 there is no patch; 128 could not be done.\n",
	.options = options,
	.values = "profile stable dep3 suse ubuntu android; format text json sarif",
	.reads = "repo upstream",
	.file_args = true,
	.pages = true,
	.run = run,
};

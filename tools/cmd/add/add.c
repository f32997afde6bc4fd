// SPDX-License-Identifier: GPL-2.0-only
/* backport add: takes a fix in, and carries it to the branches. */
#include "cmd/add/add.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/add/new-fix.h"
#include "cmd/add/take-in.h"
#include "cmd/add/tests.h"
#include "core/mail/upstream-id.h"
#include "core/text/name.h"
#include "sys/conf/known-names.h"
#include "sys/os/fs.h"

static const struct option options[] = {
	{ "branches", required_argument, NULL, 'b' },
	FLAG_OPTION("dry-run", struct add_options, dry_run),
	VALUE_OPTION("name", struct add_options, name),
	LIST_OPTION("tests", struct add_options, tests),
	VALUE_OPTION("upstream", struct add_options, upstream),
	{ 0 }
};

static bool has_line(const struct ctx *ctx, const char *name)
{
	for (size_t i = 0; i < ctx->conf.nr_branches; i++)
		if (!strcmp(ctx->conf.branch[i].line, name))
			return true;
	return strings_have(&ctx->conf.without_fix, name);
}

/* A word that is no branch's and names a file is one more patch. */
static void take_words(const struct ctx *ctx, struct add_options *o,
		       char *const *words)
{
	strings_add(&o->patches, *words++);
	for (; *words; words++)
		strings_add(!has_line(ctx, *words) && fs_exists(*words) ?
			    &o->patches : &o->branches, *words);
}

static int parse(const struct ctx *ctx, struct add_options *o, int argc,
		 char **argv)
{
	int opt;

	while ((opt = cmd_next_option(&cmd_add, argc, argv, o)) != -1) {
		if (opt != 'b')
			return EXIT_USAGE;
		strings_split(&o->branches, span_of(optarg), ", ");
	}
	if (optind == argc)
		return cmd_usage(&cmd_add, "wants a patch: a file, a commit, or - for standard input");
	take_words(ctx, o, argv + optind);
	if (o->name && !name_is_plain(o->name))
		return cmd_usage(&cmd_add, "--name '%s': wanted " PLAIN_NAME,
				 o->name);
	if (o->upstream && strcmp(o->upstream, "none") &&
	    !is_commit_id(o->upstream))
		return cmd_usage(&cmd_add, "--upstream '%s': wanted 12 to 40 lower-case hex digits, or none",
				 o->upstream);
	return 0;
}

static int check_branch(const struct ctx *ctx, const char *name,
			struct diag *why)
{
	if (!has_line(ctx, name))
		return no_such_branch(&ctx->conf, name, why);
	if (strings_have(&ctx->conf.read_only, name))
		return diag_set(why, ctx->conf_path, 0, "the patches of branch %s are only read, as its section says where they are; put the fix there yourself, and name it in backport.conf",
				name);
	return 0;
}

static void add_writable(const struct ctx *ctx, struct add_options *o,
			 const char *name)
{
	if (!strings_have(&ctx->conf.read_only, name))
		strings_add(&o->branches, name);
	else if (ctx->verbosity >= 0)
		say("%s: left out, its patches are only read\n", name);
}

static int choose_branches(const struct ctx *ctx, struct add_options *o,
			   struct diag *why)
{
	for (size_t i = 0; i < o->branches.nr; i++)
		if (check_branch(ctx, o->branches.at[i], why))
			return -1;
	if (o->branches.nr)
		return 0;
	for (size_t i = 0; i < ctx->conf.nr_branches; i++)
		if (!ctx->conf.branch[i].again)
			add_writable(ctx, o, ctx->conf.branch[i].line);
	for (size_t i = 0; i < ctx->conf.without_fix.nr; i++)
		add_writable(ctx, o, ctx->conf.without_fix.at[i]);
	return 0;
}

/* Those of the configuration, where they are, and those that are asked for. */
static int find_tests(const struct ctx *ctx, const struct add_options *o,
		      struct new_fixes *l, struct diag *why)
{
	for (size_t i = 0; i < ctx->conf.nr_tests; i++) {
		const char *folder = ctx->conf.tests[i];

		if (!fs_is_folder(folder))
			notice("backport: %s: no folder '%s', its tests are not looked at\n",
			       ctx->conf_path, folder);
		else if (add_find_tests(l, folder, why))
			return -1;
	}
	for (size_t i = 0; i < o->tests.nr; i++)
		if (add_find_tests(l, o->tests.at[i], why))
			return -1;
	return 0;
}

static int take_in(const struct ctx *ctx, const struct new_fix *t,
		   const struct add_options *o, struct diag *why)
{
	int ret;

	if (ctx->verbosity >= 0)
		say("%s: %s\n", t->name, t->whole ? "is taken in already" :
				    variant_subject(&t->variant));
	for (size_t i = 0; i < t->tests.nr && ctx->verbosity >= 0; i++)
		say("%s: tested by %s\n", t->name, t->tests.at[i]);
	if (o->dry_run || t->whole)
		return 0;
	ret = add_take_in(ctx, t, &o->branches, why);
	if (ret >= 0 && ctx->verbosity >= 0)
		say("now write its check, checks/%s/check.c, and run: backport matrix\n",
		    t->name);
	return ret;
}

/*
 * Waits for other runs of add in this project, and reads again what they may
 * have changed meanwhile. The lock, which its close gives back; -1 and *why.
 */
static int lock(struct ctx *ctx, struct diag *why)
{
	int fd = fs_lock_folder(OUT, why);

	if (fd < 0)
		return -1;
	conf_release(&ctx->conf);
	if (!conf_read(&ctx->conf, ctx->root, ctx->conf_path, why))
		return fd;
	close(fd);
	return -1;
}

static int run(struct ctx *ctx, int argc, char **argv)
{
	struct add_options o = { 0 };
	struct new_fixes list = { 0 };
	struct diag why = { 0 };
	int status = parse(ctx, &o, argc, argv), ret = 0, locked = -1;

	if (status)
		goto out;
	if (!o.dry_run && (locked = lock(ctx, &why)) < 0)
		ret = -1;
	if (!ret && (choose_branches(ctx, &o, &why) ||
		     new_fixes_read(&list, &o, &why)))
		ret = -1;
	if (!ret)
		ret = add_find_known(ctx, &list, &o.branches, &why);
	if (!ret)
		ret = find_tests(ctx, &o, &list, &why);
	for (size_t i = 0; ret >= 0 && i < list.nr; i++) {
		ret = take_in(ctx, &list.fix[i], &o, &why);
		status = ret > status ? ret : status;
	}
	if (ret < 0)
		status = cmd_cannot(ctx, &why);
out:
	if (locked >= 0)
		close(locked);
	new_fixes_release(&list);
	strings_release(&o.branches);
	strings_release(&o.patches);
	strings_release(&o.tests);
	return status;
}

const struct cmd cmd_add = {
	.name = "add",
	.args = "PATCH... [BRANCH...] [--name NAME] [--upstream ID|none]\n"
		"                    [--tests DIR]... [--dry-run]",
	.summary = "Take a fix in, and carry it to the branches",
	.help =
"PATCH is a file, a mailbox (what b4 am writes, too), a folder of mails or a\n"
"Maildir, a commit (GITDIR@REV), or - for standard input. Mails without a patch\n"
"and, of several mails, answers are left out; a series is taken in the order of\n"
"its numbers, and as a whole or not at all. For each patch:\n"
"  - a [fix \"NAME\"] section in backport.conf\n"
"  - patches/upstream/NAME.patch, the patch as it came (patches/own/ for one that\n"
"    no upstream has)\n"
"  - checks/NAME/, a check to fill in, unless there is one\n"
"  - for each BRANCH (none: all of backport.conf) a variant, as 'backport port'\n"
"    makes it, its line in the series, and 'fix = NAME' in the branch's section.\n"
"    A branch that has the fix already, or to which it cannot be carried, is\n"
"    named and left out, as one whose patches are only read ([branch] series).\n"
"\n"
"  --branches B,B     the same as BRANCH...\n"
"  --name NAME        what the fix is called (default: made of its subject)\n"
"  --upstream ID      the upstream commit, when the patch does not say it; none\n"
"                     for a change of your own, which no upstream has\n"
"  --tests DIR        sources of LTP or of a kernel: tests there that name the\n"
"                     commit are named, here and in the check to fill in;\n"
"                     repeatable, as well as [tests] folder in backport.conf\n"
"  --dry-run          only says what the fixes would be called\n"
"\n"
"A run that was stopped, or that failed, is repeated with the same words: it\n"
"takes over what the first one wrote, and makes the rest. Of two runs in one\n"
"project the second waits for the first.\n"
"\n"
"Exit status: 0 taken in; 1 a branch has no variant yet; 128 could not be\n"
"carried out; 129 usage.\n",
	.options = options,
	.reads = "tests",
	.file_args = true,
	.needs_conf = true,
	.no_json = true,
	.run = run,
};

// SPDX-License-Identifier: GPL-2.0-only
/* backport add: what is written into the project. */
#include "cmd/add/section.h"

#include <stdlib.h>

#include "sys/git/repo.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

static const char check_c[] =
"/*\n"
" * What goes wrong without the fix? Runs in the booted kernel, and ends with 0\n"
" * where it works, 1 where it does not, 4 where the kernel lacks what it needs.\n"
" * The last line that it prints is the reason. A check.sh, or TAP for several\n"
" * steps, will do as well: backport.conf(5), \"Checks\".\n"
" */\n"
"#include <stdio.h>\n"
"\n"
"int main(void)\n"
"{\n"
"\tputs(\"this check is still to be written\");\n"
"\treturn 4;\n"
"}\n";

static void add_tests(struct buf *b, const struct new_fix *t)
{
	if (!t->tests.nr)
		return;
	buf_adds(b, "\n/* Tests for this commit, to run or to learn from:");
	for (size_t i = 0; i < t->tests.nr; i++)
		buf_addf(b, "\n * %s", t->tests.at[i]);
	buf_adds(b, "\n */\n");
}

/*
 * Asks whether a check is there; one that was killed leaves the folder, or a
 * file that has no name of its own yet.
 */
static int has_check(const char *folder, bool *has, struct diag *why)
{
	struct strings names = { 0 };
	int ret = fs_is_folder(folder) ?
		list_folder(&names, folder, LIST_ALL, why) : 0;

	*has = false;
	for (size_t i = 0; i < names.nr; i++)
		*has |= !span_ends(span_of(names.at[i]), ".new");
	strings_release(&names);
	return ret;
}

static int write_check(const struct ctx *ctx, const struct new_fix *t,
		       struct diag *why)
{
	char *folder = xstrfmt("%s/checks/%s", ctx->root, t->name);
	char *path = xstrfmt("%s/check.c", folder);
	struct buf text = { 0 };
	bool has;
	int ret = has_check(folder, &has, why);

	buf_adds(&text, check_c);
	add_tests(&text, t);
	if (!ret && !has) {
		ret = fs_mkdirs(folder, why);
		if (!ret)
			ret = fs_publish(path, buf_span(&text), why);
	}
	buf_release(&text);
	free(folder);
	free(path);
	return ret;
}

const char *add_source_folder(const struct new_fix *t)
{
	return strcmp(t->upstream, "none") ? "upstream" : "own";
}

static int write_source(const struct ctx *ctx, const struct new_fix *t,
			struct diag *why)
{
	char *path = variant_path(ctx->root, add_source_folder(t), t->file);
	char *folder = xstrfmt("%s/patches/%s", ctx->root,
			       add_source_folder(t));
	int ret = fs_mkdirs(folder, why);

	if (!ret)
		ret = fs_publish(path, buf_span(&t->text), why);
	free(folder);
	free(path);
	return ret;
}

/* The subject as a value of git-config. */
static void add_quoted(struct buf *b, const char *text)
{
	buf_addc(b, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_addc(b, '\\');
		if ((unsigned char)*text >= ' ')
			buf_addc(b, *text);
	}
	buf_addc(b, '"');
}

int add_section(const struct ctx *ctx, const struct new_fix *t,
		struct diag *why)
{
	struct buf conf = { 0 };
	int ret = fs_read(&conf, ctx->conf_path, why);

	if (conf.len && conf.at[conf.len - 1] != '\n')
		buf_addc(&conf, '\n');
	buf_addf(&conf, "\n[fix \"%s\"]\n\tupstream = %s\n\tsubject = ",
		 t->name, t->upstream);
	add_quoted(&conf, variant_subject(&t->variant));
	buf_addf(&conf, "\n\tpatch = %s\n\tcheck = %s\n", t->file, t->name);
	if (!ret)
		ret = write_source(ctx, t, why);
	if (!ret)
		ret = write_check(ctx, t, why);
	if (!ret)
		ret = fs_publish(ctx->conf_path, buf_span(&conf), why);
	buf_release(&conf);
	return ret;
}

/* libgit2 leaves the rest of the file, its comments too, unchanged. */
static int edit(const struct ctx *ctx, const char *branch, const char *fix,
		bool there, struct diag *why)
{
	char *key = xstrfmt("branch.%s.fix", branch);
	char *only = xstrfmt("^%s$", fix);
	git_config *conf = NULL;
	int ret;

	ret = git_config_open_ondisk(&conf, ctx->conf_path);
	if (!ret && there)
		ret = git_config_set_multivar(conf, key, only, fix);
	else if (!ret)
		ret = git_config_delete_multivar(conf, key, only);
	if (ret)
		ret = repo_fail(why, "edit the configuration");
	git_config_free(conf);
	free(key);
	free(only);
	return ret;
}

int add_to_branch(const struct ctx *ctx, const char *branch, const char *fix,
		  struct diag *why)
{
	return edit(ctx, branch, fix, true, why);
}

int take_from_branch(const struct ctx *ctx, const char *branch,
		     const char *fix, struct diag *why)
{
	return edit(ctx, branch, fix, false, why);
}

// SPDX-License-Identifier: GPL-2.0-only
/* backport add: what is written into the project. */
#include "cmd/add/section.h"

#include <stdlib.h>

#include "sys/git/repo.h"
#include "sys/os/fs.h"

static const char check_conf[] =
"# How the check is run, and which of its steps fail without the fix:\n"
"# backport.conf(5), \"Checks\".\n"
"[check]\n"
"\tsignature = works\n";

static const char check_sh[] =
"#!/bin/sh\n"
"# Runs in the booted kernel. Exit status 0: the fix works; 1: it does not;\n"
"# 4: this kernel has not what it takes. A line of TAP is a step.\n"
"echo 1..1\n"
"if false; then # TODO: what goes wrong without the fix\n"
"\techo 'ok 1 - works'\n"
"else\n"
"\techo 'not ok 1 - works'\n"
"\texit 1\n"
"fi\n";

static int write_new(const struct ctx *ctx, const char *name, const char *text,
		     struct diag *why)
{
	char *path = fs_path("%s/%s", ctx->root, name);
	int ret = fs_exists(path) ? 0 :
		fs_publish(path, span_of(text), why);

	free(path);
	return ret;
}

static int write_check(const struct ctx *ctx, const struct taken *t,
		       struct diag *why)
{
	char *folder = fs_path("%s/checks/%s", ctx->root, t->name);
	char *conf = fs_path("checks/%s/check.conf", t->name);
	char *script = fs_path("checks/%s/check.sh", t->name);
	int ret = fs_is_folder(folder) ? 1 : fs_mkdirs(folder, why);

	if (!ret)
		ret = write_new(ctx, conf, check_conf, why);
	if (!ret)
		ret = write_new(ctx, script, check_sh, why);
	free(folder);
	free(conf);
	free(script);
	return ret < 0 ? -1 : 0;
}

const char *add_source_folder(const struct taken *t)
{
	return strcmp(t->upstream, "none") ? "upstream" : "own";
}

static int write_source(const struct ctx *ctx, const struct taken *t,
			struct diag *why)
{
	char *path = variant_path(ctx->root, add_source_folder(t), t->file);
	char *folder = fs_path("%s/patches/%s", ctx->root,
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

int add_section(const struct ctx *ctx, const struct taken *t,
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

/* libgit2 leaves the rest of the file, its comments too, as it stands. */
static int edit(const struct ctx *ctx, const char *branch, const char *fix,
		bool there, struct diag *why)
{
	char *key = fs_path("branch.%s.fix", branch);
	char *only = fs_path("^%s$", fix);
	git_config *conf = NULL;
	int ret;

	git_libgit2_init();
	ret = git_config_open_ondisk(&conf, ctx->conf_path);
	if (!ret && there)
		ret = git_config_set_multivar(conf, key, only, fix);
	else if (!ret)
		ret = git_config_delete_multivar(conf, key, only);
	if (ret)
		ret = repo_fail(why, "edit the configuration");
	git_config_free(conf);
	git_libgit2_shutdown();
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

// SPDX-License-Identifier: GPL-2.0-only
/* backport add: what is written into the project. */
#include "cmd/add/section.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "sys/conf/table.h"
#include "sys/git/repo-fail.h"
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

static char *source_path(const struct ctx *ctx, const struct new_fix *t)
{
	return variant_path(ctx->root, add_source_folder(t), t->file);
}

bool add_is_same(const struct ctx *ctx, const struct new_fix *t,
		 const struct fix *f)
{
	char *path = source_path(ctx, t);
	struct buf text = { 0 };
	struct diag ignored;
	bool same = !strcmp(f->name, t->name) &&
		    !strcmp(f->upstream ? f->upstream : "none", t->upstream) &&
		    !strcmp(f->patch, t->file) &&
		    !fs_read(&text, path, &ignored) &&
		    span_equals(buf_span(&text), buf_span(&t->text));

	buf_release(&text);
	free(path);
	return same;
}

int add_publish(const char *path, struct span bytes, struct diag *why)
{
	struct buf text = { 0 };
	int ret = fs_read_if_there(&text, path, why);

	if (!ret && !span_equals(buf_span(&text), bytes))
		ret = diag_set(why, path, 0, "is there already, and is another patch; give another --name, or move it away");
	else if (ret > 0)
		ret = fs_publish_deep(path, bytes, why);
	buf_release(&text);
	return ret;
}

int add_files(const struct ctx *ctx, const struct new_fix *t, struct diag *why)
{
	char *path = source_path(ctx, t);
	int ret = add_publish(path, buf_span(&t->text), why);

	if (!ret)
		ret = write_check(ctx, t, why);
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

static void add_section(struct buf *conf, const struct new_fix *t)
{
	buf_addf(conf, "\n[fix \"%s\"]\n\tupstream = %s\n\tsubject = ",
		 t->name, t->upstream);
	add_quoted(conf, variant_subject(&t->variant));
	buf_addf(conf, "\n\tpatch = %s\n\tcheck = %s\n", t->file, t->name);
}

/* What matches the name alone; the caller frees. */
static char *only(const char *name)
{
	struct buf b = { 0 };

	buf_addc(&b, '^');
	for (; *name; name++)
		buf_addf(&b, *name == '.' || *name == '+' ? "[%c]" : "%c",
			 *name);
	buf_addc(&b, '$');
	return buf_detach(&b);
}

static bool is_again(const struct strings *branches, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (!strcmp(branches->at[j], branches->at[i]))
			return true;
	return false;
}

static int seen(const git_config_entry *entry, void *found)
{
	(void)entry;
	*(bool *)found = true;
	return 0;
}

/*
 * Adds the branch's section that names the fix, unless conf has that. libgit2
 * would write twice what stands behind [branch "NAME"] in its line. 0 or
 * libgit2's error.
 */
static int name_fix(struct buf *text, git_config *conf, const char *branch,
		    const char *fix)
{
	char *key = xstrfmt("branch.%s.fix", branch);
	char *pattern = only(fix);
	bool named = false;
	int ret = git_config_get_multivar_foreach(conf, key, pattern, seen,
						  &named);

	if (!named && (!ret || ret == GIT_ENOTFOUND)) {
		buf_addf(text, "[branch \"%s\"]\n\tfix = %s\n", branch, fix);
		ret = 0;
	}
	free(pattern);
	free(key);
	return ret;
}

int add_draft(const struct ctx *ctx, const struct new_fix *t,
	      const struct strings *branches, struct diag *why)
{
	static const char path[] = ADD_DRAFT "/" ADD_DRAFT_CONF;
	git_config *conf = NULL;
	struct buf text = { 0 };
	int ret = fs_read(&text, ctx->conf_path, why), failed = 0;

	if (!ret)
		ret = conf_open(&conf, ctx->conf_path, why);
	if (text.len && text.at[text.len - 1] != '\n')
		buf_addc(&text, '\n');
	if (!ret && !t->known)
		add_section(&text, t);
	for (size_t i = 0; !ret && !failed && i < branches->nr; i++)
		if (!is_again(branches, i))
			failed = name_fix(&text, conf, branches->at[i],
					  t->name);
	if (failed)
		ret = repo_fail(why, "read the configuration");
	if (!ret)
		ret = fs_publish(path, buf_span(&text), why);
	git_config_free(conf);
	buf_release(&text);
	return ret;
}

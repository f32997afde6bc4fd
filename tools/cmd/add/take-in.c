// SPDX-License-Identifier: GPL-2.0-only
/* backport add: one fix taken in, and carried to the branches. */
#include "cmd/add/take-in.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/add/section.h"
#include "core/mail/upstream-id.h"
#include "core/patch/series.h"
#include "sys/conf/branch.h"
#include "sys/conf/branch-files.h"
#include "sys/os/fs.h"
#include "sys/os/run.h"
#include "sys/os/share.h"

/* A fix on its way. */
struct taking {
	const struct ctx *ctx;
	const struct new_fix *fix;
	struct strings carried;	/* branches that have a variant */
	struct strings unlisted;	/* those whose series lacks it */
	int worst;		/* exit status of port */
};

/* Asks whether the branch's series has the fix's variant. 0 or -1 and *why. */
static int find_in_series(const struct ctx *ctx, const struct new_fix *t,
			  char *branch, bool *listed, struct diag *why)
{
	const struct branch b = { .line = branch };
	char *path = branch_series(&b, ctx->root);
	struct series series = { 0 };
	struct buf text = { 0 };
	int ret = branch_series_read(&text, &b, ctx->root, why);

	*listed = false;
	if (!ret)
		ret = series_parse(&series, buf_span(&text), path, why);
	for (size_t i = 0; i < series.nr; i++)
		*listed |= !strcmp(series.entry[i].name, t->file);
	series_release(&series);
	buf_release(&text);
	free(path);
	return ret < 0 ? -1 : 0;
}

/*
 * Asks whether one of the branches names the fix and has its variant, but not
 * its line in the series: that is where a run was stopped.
 */
static int find_unfinished(const struct ctx *ctx, const struct new_fix *t,
			   const struct strings *branches, bool *unfinished,
			   struct diag *why)
{
	bool listed;
	int ret = 0;

	*unfinished = false;
	for (size_t i = 0; !ret && i < ctx->conf.nr_branches; i++) {
		const struct branch *b = &ctx->conf.branch[i];
		char *variant = variant_path(ctx->root, b->line, t->file);

		if (strings_have(branches, b->line) &&
		    branch_names_fix(b, t->name) && fs_exists(variant)) {
			ret = find_in_series(ctx, t, b->line, &listed, why);
			*unfinished |= !ret && !listed;
		}
		free(variant);
	}
	return ret;
}

/* The fix of that name, or of that commit, which *why then refuses. */
static const struct fix *find_fix(const struct ctx *ctx,
				  const struct new_fix *t, struct diag *why)
{
	for (size_t i = 0; i < ctx->conf.nr_fixes; i++) {
		const struct fix *f = &ctx->conf.fix[i];

		if (!strcmp(f->name, t->name)) {
			diag_set(why, ctx->conf_path, 0, "there is a fix '%s' already; give another --name",
				 t->name);
			return f;
		}
		if (f->upstream && commit_ids_agree(span_of(f->upstream),
						    span_of(t->upstream))) {
			diag_set(why, ctx->conf_path, 0, "[fix \"%s\"] is upstream commit %.12s already",
				 f->name, t->upstream);
			return f;
		}
	}
	return NULL;
}

int add_find_known(const struct ctx *ctx, struct new_fixes *l,
		   const struct strings *branches, struct diag *why)
{
	size_t whole = 0;

	for (size_t i = l->nr; i-- > 0;) {
		struct new_fix *t = &l->fix[i];
		const struct fix *f = find_fix(ctx, t, why);
		bool unfinished;

		if (!f)
			continue;
		if (!add_is_same(ctx, t, f))
			return -1;
		if (find_unfinished(ctx, t, branches, &unfinished, why))
			return -1;
		t->known = true;
		t->whole = !unfinished;
		whole += t->whole;
	}
	if (l->nr && whole == l->nr)
		return -1;
	*why = (struct diag){ 0 };
	return 0;
}

/* Runs this program: the exit status, or -1 and *why. */
static int run_self(const struct ctx *ctx, const char *const *words,
		    struct diag *why)
{
	char *self = program_path(ctx->program);
	struct strings argv = { 0 };
	struct proc_end end;
	int ret;

	strings_add(&argv, self);
	strings_add(&argv, "--conf");
	strings_add(&argv, ADD_DRAFT "/" ADD_DRAFT_CONF);
	if (ctx->verbosity < 0)
		strings_add(&argv, "-q");
	for (; *words; words++)
		strings_add(&argv, *words);
	fflush(stdout);
	ret = proc_run(&(struct proc){
		.argv = (const char *const *)argv.at }, &end, why);
	strings_release(&argv);
	free(self);
	return ret ? -1 : end.status;
}

/*
 * Has port make the variant, as draft. The exit status of what did not succeed,
 * or -1 and *why: what could not be carried out may be when it is tried again.
 */
static int port(const struct taking *k, const char *branch, const char *draft,
		struct diag *why)
{
	const struct new_fix *t = k->fix;
	char *patch = variant_path(k->ctx->root, add_source_folder(t), t->file);
	const char *const base[] = { "tree", "get", branch, NULL };
	const char *const words[] = { "port", patch, "--to", branch, "--name",
		t->file, "-o", draft,
		strcmp(t->upstream, "none") ? "--upstream" : NULL,
		t->upstream, NULL };
	int ret = run_self(k->ctx, base, why);

	if (!ret)
		ret = run_self(k->ctx, words, why);
	if (ret >= EXIT_CANNOT)
		ret = diag_set(why, k->ctx->conf_path, 0, "fix '%s' is not in it yet, as its variant for %s could not be made; add it again once that is put right, or name the other branches",
			       t->name, branch);
	free(patch);
	return ret;
}

/* Puts the draft where the variant belongs. 0 or -1 and *why. */
static int publish_variant(const struct taking *k, const char *path,
			   const char *draft, struct diag *why)
{
	struct buf text = { 0 };
	int ret = fs_read(&text, draft, why);

	if (!ret)
		ret = add_publish(path, buf_span(&text), why);
	if (!ret && k->ctx->verbosity >= 0)
		say("  written: %s\n", path);
	buf_release(&text);
	return ret;
}

static void say_left_out(const struct taking *k, const char *branch, int status)
{
	const struct new_fix *t = k->fix;

	if (!status && k->ctx->verbosity >= 0)
		say("%s: has it\n", branch);
	else if (status)
		notice("backport: %s has no variant of it; 'backport port patches/%s/%s --to %s --conflicts DIR' helps to make one, then add 'fix = %s' to [branch \"%s\"]\n",
		       branch, add_source_folder(t), t->file, branch, t->name,
		       branch);
}

/* Carries the fix to a branch whose series lacks it. 0 or -1 and *why. */
static int make_variant(struct taking *k, const char *branch, struct diag *why)
{
	char *path = variant_path(k->ctx->root, branch, k->fix->file);
	char *draft = xstrfmt(ADD_DRAFT "/%s.patch", branch);
	int ret = port(k, branch, draft, why);

	if (ret > k->worst)
		k->worst = ret;
	if (ret >= 0 && !fs_exists(draft)) {
		say_left_out(k, branch, ret);
		ret = 0;
	} else if (ret >= 0) {
		ret = publish_variant(k, path, draft, why);
		strings_add(&k->carried, branch);
		strings_add(&k->unlisted, branch);
	}
	free(draft);
	free(path);
	return ret;
}

static int carry(struct taking *k, char *branch, struct diag *why)
{
	bool listed;

	if (find_in_series(k->ctx, k->fix, branch, &listed, why))
		return -1;
	if (!listed)
		return make_variant(k, branch, why);
	strings_add(&k->carried, branch);
	if (!k->fix->known) {
		notice("backport: %s is in series/%s already, and stays as it is\n",
		       k->fix->file, branch);
		k->worst = EXIT_VERDICT;
	}
	return 0;
}

/* The series come last: their trees are judged by what backport.conf names. */
static int publish(const struct taking *k, struct diag *why)
{
	int ret = add_draft(k->ctx, k->fix, &k->carried, why);

	if (!ret)
		ret = fs_copy_changed(ADD_DRAFT "/" ADD_DRAFT_CONF,
				      k->ctx->conf_path, why);
	for (size_t i = 0; !ret && i < k->unlisted.nr; i++) {
		const struct branch b = { .line = k->unlisted.at[i] };

		ret = branch_series_add(&b, k->ctx->root, k->fix->file, why);
	}
	return ret;
}

int add_take_in(const struct ctx *ctx, const struct new_fix *t,
		const struct strings *branches, struct diag *why)
{
	struct taking k = { .ctx = ctx, .fix = t };
	struct diag ignored;
	int ret = add_files(ctx, t, why);

	if (!ret)
		ret = fs_fresh_folder(ADD_DRAFT, why);
	if (!ret)
		ret = add_draft(ctx, t, branches, why);
	for (size_t i = 0; !ret && i < branches->nr; i++)
		if (!strings_have(&k.carried, branches->at[i]))
			ret = carry(&k, branches->at[i], why);
	if (!ret)
		ret = publish(&k, why);
	if (fs_remove_all(ADD_DRAFT, ret ? &ignored : why))
		ret = -1;
	strings_release(&k.carried);
	strings_release(&k.unlisted);
	return ret ? -1 : k.worst ? EXIT_VERDICT : 0;
}

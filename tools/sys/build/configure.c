// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes a kernel's .config from fragments, and sees that it is what was asked.
 */
#include "sys/build/configure.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/build/confine.h"
#include "sys/conf/check.h"
#include "sys/git/tree-diff.h"
#include "sys/os/fs.h"
#include "sys/store/result.h"

/* What a check asks for, and what the modules that it brings need. */
static int add_check(struct kconfig *asked, const struct check *c,
		     struct diag *why)
{
	char *path = xstrfmt(CHECKS "/%s/check.conf", c->name);
	char modules[] = "MODULES", *const needed[] = { modules };
	int ret = kconfig_ask(asked, c->kconfig, c->nr_kconfig, path, why);

	if (!ret && c->nr_modules)
		ret = kconfig_ask(asked, needed, 1, path, why);
	free(path);
	return ret;
}

static int add_fragments(struct kconfig *asked, const char *root,
			 char *const *fragment, size_t nr, struct diag *why)
{
	struct buf text = { 0 };
	int ret = 0;

	for (size_t i = 0; !ret && i < nr; i++) {
		char *path = strcmp(root, ".") ?
			xstrfmt("%s/%s", root, fragment[i]) :
			xstrdup(fragment[i]);

		ret = fs_read(&text, path, why);
		if (!ret)
			ret = kconfig_add(asked, buf_span(&text), fragment[i],
					  why);
		free(path);
	}
	buf_release(&text);
	return ret;
}

int configure_fragments(struct kconfig *asked, const char *root,
			const struct branch *b, const struct mode *mode,
			struct diag *why)
{
	const struct target *t = b->target;
	int ret = add_fragments(asked, root, t->fragment, t->nr_fragments, why);

	if (!ret)
		ret = add_fragments(asked, root, b->fragment, b->nr_fragments,
				    why);
	if (!ret && mode)
		ret = add_fragments(asked, root, mode->fragment,
				    mode->nr_fragments, why);
	for (size_t i = 0; !ret && i < b->nr_fixes; i++)
		if (branch_check(b, i))
			ret = add_check(asked, branch_check(b, i), why);
	return ret;
}

/* In obj */
#define CONFIG	".config"
#define FRESH	".config.fresh"
#define RECORD	".configured"

/*
 * What .config was made of last: obj/.configured holds the digest of its
 * inputs, of itself, and the tree.
 */
struct record {
	char inputs[65], config[65], tree[GIT_OID_HEXSZ + 1];
};

static char *beside(const struct kbuild *k, const char *name)
{
	return xstrfmt("%s/%s", k->obj, name);
}

static int digest_config(const struct kbuild *k, char hex[65], struct diag *why)
{
	struct buf text = { 0 };
	int ret = confined_read(&text, k->obj, CONFIG, why);

	if (!ret)
		result_digest(text.at, text.len, hex);
	buf_release(&text);
	return ret;
}

static void inputs_digest(const struct kbuild *k,
			  const struct configuration *c, char hex[65])
{
	struct buf all = { 0 };

	kconfig_write(c->asked, &all);
	buf_addf(&all, "%s; %s\n", c->tools->compiler, c->tools->linker);
	for (size_t i = 0; i < k->vars.nr; i++)
		buf_addf(&all, "%s\n", k->vars.at[i]);
	result_digest(all.at, all.len, hex);
	buf_release(&all);
}

static bool read_record(const struct kbuild *k, struct record *r)
{
	struct buf text = { 0 };
	struct diag ignored;
	bool ok = !confined_read(&text, k->obj, RECORD, &ignored) &&
		sscanf(text.at, "%64[0-9a-f] %64[0-9a-f] %40[0-9a-f]",
		       r->inputs, r->config, r->tree) == 3;

	buf_release(&text);
	return ok;
}

/* True for what a .config is made of: Kconfig files, and what they run. */
static int makes_config(const char *path, void *ignored)
{
	(void)ignored;
	return strstr(path, "Kconfig") || !strncmp(path, "scripts/", 8) ||
	       (!strncmp(path, "arch/", 5) && strstr(path, "/tools/"));
}

/* Asks whether two trees differ in that. A tree that is gone differs. */
static bool kconfig_differs(git_repository *repo, const char *old,
			    const git_oid *tree)
{
	struct diag ignored;
	git_oid id;

	return git_oid_fromstr(&id, old) ||
	       tree_diff(repo, &id, tree, makes_config, NULL, &ignored);
}

/*
 * True when the .config was made of these inputs, and of a tree that makes the
 * same of them.
 */
static bool holds(git_repository *repo, const struct kbuild *k,
		  const struct record *now, const git_oid *tree)
{
	struct diag ignored;
	struct record then;
	char hex[65];

	if (!read_record(k, &then) || strcmp(then.inputs, now->inputs) ||
	    digest_config(k, hex, &ignored) || strcmp(hex, then.config))
		return false;
	return !kconfig_differs(repo, then.tree, tree);
}

/* One sentence that names every symbol lost. */
static char *lost_sentence(const struct kconfig_lost *lost, size_t nr)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < nr; i++) {
		const struct kconfig_symbol *s = lost[i].asked;

		buf_addf(&b, "%s%s=%s (%s", i ? "; " : "", s->name, s->value,
			 s->path);
		if (s->lineno)
			buf_addf(&b, ":%ld", s->lineno);
		buf_adds(&b, ") came out as ");
		if (lost[i].got.len)
			buf_add(&b, lost[i].got.at, lost[i].got.len);
		else
			buf_adds(&b, "nothing: it does not exist there, or what it depends on is off");
	}
	return buf_detach(&b);
}

static int compare(const struct kconfig *asked, const struct kbuild *k,
		   struct kbuild_end *end, struct diag *why)
{
	struct kconfig_lost *lost;
	struct buf text = { 0 };
	int ret = confined_read(&text, k->obj, FRESH, why);
	size_t nr;

	if (ret)
		goto out;
	nr = kconfig_compare(asked, buf_span(&text), &lost);
	if (nr) {
		free(end->error);
		end->made = false;
		end->error = lost_sentence(lost, nr);
	}
	free(lost);
out:
	buf_release(&text);
	return ret;
}

/*
 * Puts the new .config in place; one that is the same keeps its time, and so
 * all objects.
 */
static int replace_config(const struct kbuild *k, struct diag *why)
{
	char *fresh = beside(k, FRESH), *config = beside(k, CONFIG);
	int ret = confined_copy(k->obj, FRESH, config, why);

	if (!ret)
		ret = fs_remove_all(fresh, why);
	free(config);
	free(fresh);
	return ret;
}

static int make_config(struct kbuild *k, const struct kconfig *asked,
		       struct kbuild_end *end, struct diag *why)
{
	char *path = beside(k, ".asked"), *fresh = beside(k, FRESH);
	char *all = xstrfmt("KCONFIG_ALLCONFIG=%s", path);
	char *out = xstrfmt("KCONFIG_CONFIG=%s", fresh);
	const char *const args[] = { all, out, "allnoconfig", NULL };
	struct buf text = { 0 };
	int ret;

	kconfig_write(asked, &text);
	unlink(fresh);	/* whatever an earlier build left there */
	ret = fs_publish(path, buf_span(&text), why);
	if (!ret)
		ret = kbuild_run(k, args, end, why);
	if (!ret && end->made)
		ret = compare(asked, k, end, why);
	if (!ret && end->made)
		ret = replace_config(k, why);
	buf_release(&text);
	free(path);
	free(fresh);
	free(all);
	free(out);
	return ret;
}

int configure(struct kbuild *k, const struct configuration *c,
	      struct kbuild_end *end, struct diag *why)
{
	char *path = beside(k, RECORD);
	struct record now = { 0 };
	struct buf text = { 0 };
	int ret = 0;

	inputs_digest(k, c, now.inputs);
	end->made = true;
	if (holds(c->repo, k, &now, c->tree))
		goto out;
	ret = make_config(k, c->asked, end, why);
	if (ret || !end->made)
		goto out;
	git_oid_tostr(now.tree, sizeof(now.tree), c->tree);
	ret = digest_config(k, now.config, why);
	buf_addf(&text, "%s %s %s\n", now.inputs, now.config, now.tree);
	if (!ret)
		ret = fs_publish(path, buf_span(&text), why);
out:
	buf_release(&text);
	free(path);
	return ret;
}

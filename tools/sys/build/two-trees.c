// SPDX-License-Identifier: GPL-2.0-only
/* Two trees compiled, as far as they differ. */
#include "sys/build/two-trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/build/configure.h"
#include "sys/build/objects-stage.h"

/* The branch's kernels, with these two trees for its steps. */
static int find_kernel(struct kernel *k, const git_oid tree[2],
		       struct diag *why)
{
	struct branch_steps *s = &k->steps;

	s->nr = 2;
	s->tree = grow_array(NULL, s->nr, sizeof(*s->tree));
	s->in_base = grow_array(NULL, s->nr, sizeof(*s->in_base));
	for (size_t i = 0; i < s->nr; i++) {
		s->tree[i] = tree[i];
		s->in_base[i] = false;
	}
	if (touched_find(&k->touched, k->repo, &tree[0], &tree[1], why) ||
	    configure_fragments(&k->asked, ".", k->branch, NULL, why))
		return -1;
	return toolchain_find(&k->toolchain, k->branch->target, why);
}

static void add_warning(struct compiled *c, const struct warning *w)
{
	struct buf line = { 0 };

	buf_adds(&line, w->file);
	if (w->lineno)
		buf_addf(&line, ":%ld", w->lineno);
	buf_addf(&line, ": warning: %s", w->text);
	if (w->option[0])
		buf_addf(&line, " [%s]", w->option);
	strings_add(&c->new_warnings, line.at);
	buf_release(&line);
}

static void judge(struct compiled *c, const struct objects *o,
		  const struct kernel *k)
{
	const struct warning **new;
	size_t nr;

	c->outcome = o->outcome;
	c->nr_sources = o->side[1].built.nr;
	if (o->outcome != PASS)
		snprintf(c->reason, sizeof(c->reason), "%s",
			 o->reason.at ? o->reason.at : "");
	new = warnings_new(&o->side[0].warned, &o->side[1].warned,
			   (const char *const *)k->touched.at, &nr);
	for (size_t i = 0; i < nr; i++)
		add_warning(c, new[i]);
	free(new);
}

static int compile(struct compiled *c, const struct kernel *k,
		   struct diag *why)
{
	char key[GIT_OID_HEXSZ + 1];
	struct result result = { .key = key, .more = json_object() };
	struct objects o = { .outcome = ERROR };
	char *work = kbuild_folder(k->branch, why);
	char *log = work ? xstrfmt("%s/log", work) : NULL;
	struct kbuild kbuild;
	int ret = -1;

	git_oid_tostr(key, sizeof(key), &k->steps.tree[1]);
	if (work) {
		ret = kbuild_open(&kbuild, k->branch, log, true, why);
		if (!ret)
			ret = objects_make(&o, k, &kbuild, &result, why);
		kbuild_release(&kbuild);
	}
	if (!ret)
		judge(c, &o, k);
	objects_release(&o);
	json_decref(result.more);
	free(work);
	free(log);
	return ret;
}

int two_trees_compile(struct compiled *c, const struct branch *b,
		      git_repository *repo, const git_oid tree[2],
		      struct diag *why)
{
	struct branch own = *b;
	struct kernel k = { .branch = &own, .repo = repo };
	int ret;

	*c = (struct compiled){ .outcome = ERROR };
	own.name = xstrfmt("%s.port", b->name);
	ret = find_kernel(&k, tree, why);
	if (ret > 0) {
		c->outcome = SKIP;
		snprintf(c->reason, sizeof(c->reason), "%s", why->text);
		ret = 0;
	} else if (!ret) {
		ret = compile(c, &k, why);
	}
	k.repo = NULL;
	kernel_release(&k);
	free(own.name);
	return ret;
}

void compiled_release(struct compiled *c)
{
	strings_release(&c->new_warnings);
	*c = (struct compiled){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/* The names that backport.conf has, for messages about one that it has not. */
#include "sys/conf/known-names.h"

#include "core/text/buf.h"
#include "core/text/suggest.h"

/* Frees known. */
static int no_such(const char *what, const char *name, const char *there,
		   struct strings *known, struct diag *why)
{
	const char *meant = suggest(name, known);
	struct buf list = { 0 };

	for (size_t i = 0; i < known->nr; i++)
		buf_addf(&list, "%s%s", i ? ", " : "", known->at[i]);
	if (meant)
		buf_addf(&list, "; did you mean '%s'?", meant);
	diag_set(why, NULL, 0, "%s '%s'%s: %s", what, name, there,
		 list.at ? list.at : "none");
	buf_release(&list);
	strings_release(known);
	return -1;
}

int no_such_branch(const struct conf *c, const char *name, struct diag *why)
{
	struct strings known = { 0 };

	for (size_t i = 0; i < c->nr_branches; i++)
		strings_add(&known, c->branch[i].name);
	for (size_t i = 0; i < c->without_fix.nr; i++)
		strings_add(&known, c->without_fix.at[i]);
	return no_such("no branch", name, " in the configuration; it has",
		       &known, why);
}

int no_such_fix(const struct conf *c, const struct branch *b, const char *name,
		struct diag *why)
{
	struct strings known = { 0 };
	struct buf what = { 0 };
	int ret;

	for (size_t i = 0; b && i < b->nr_fixes; i++)
		strings_add(&known, b->fix[i]->name);
	for (size_t i = 0; !b && i < c->nr_fixes; i++)
		strings_add(&known, c->fix[i].name);
	if (b)
		buf_addf(&what, "branch %s has no fix", b->name);
	else
		buf_adds(&what, "no branch has a fix");
	ret = no_such(what.at, name, b ? "; it has" : "; there are", &known,
		      why);
	buf_release(&what);
	return ret;
}

int no_such_target(const struct conf *c, const char *name, struct diag *why)
{
	struct strings known = { 0 };

	for (size_t i = 0; i < c->nr_targets; i++)
		strings_add(&known, c->target[i].name);
	return no_such("no target", name, "; there are", &known, why);
}

int no_such_mode(const struct mode *mode, size_t nr, const char *name,
		 struct diag *why)
{
	struct strings known = { 0 };

	for (size_t i = 0; i < nr; i++)
		strings_add(&known, mode[i].name);
	return no_such("no mode", name, "; there are", &known, why);
}

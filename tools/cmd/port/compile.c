// SPDX-License-Identifier: GPL-2.0-only
/* backport port --build: does the target compile with what was carried. */
#include "cmd/port/compile.h"

#include "sys/git/tree.h"

int port_compile(struct ported *p, struct port_target *t, struct diag *why)
{
	struct compiled *c = &t->compiled;
	git_oid tree[2];
	int ret;

	compiled_release(c);
	if (tree_store(t->tree.edited, &tree[0], why))
		return -1;
	tree_mark(t->tree.edited);
	ret = ported_take(p, t->tree.edited, why);
	if (!ret)
		ret = tree_store(t->tree.edited, &tree[1], why);
	tree_rollback(t->tree.edited);
	if (!ret)
		ret = two_trees_compile(c, t->branch, t->tree.repo, tree, why);
	if (!ret && (c->outcome != PASS || c->new_warnings.nr))
		p->sure = false;
	return ret;
}

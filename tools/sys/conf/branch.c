// SPDX-License-Identifier: GPL-2.0-only
/* What a branch is called, and its fixes by name. */
#include "sys/conf/branch.h"

#include <string.h>

#include "sys/conf/known-names.h"

bool branch_is_called(const struct branch *b, const char *name)
{
	return !strcmp(b->name, name) || !strcmp(b->line, name);
}

const struct fix *branch_fix(const struct branch *b, const char *name)
{
	for (size_t i = 0; i < b->nr_fixes; i++)
		if (!strcmp(b->fix[i]->name, name))
			return b->fix[i];
	return NULL;
}

bool branch_names_fix(const struct branch *b, const char *name)
{
	for (size_t i = 0; i < b->nr_named; i++)
		if (!strcmp(b->named[i]->name, name))
			return true;
	return false;
}

int branch_check_fix(const struct branch *b, const char *name,
		     struct diag *why)
{
	if (!name || branch_fix(b, name))
		return 0;
	return no_such_fix(NULL, b, name, why);
}

const struct fix *branch_fix_of_patch(const struct branch *b,
				      const char *patch)
{
	for (size_t i = 0; i < b->nr_fixes; i++)
		if (!strcmp(b->fix[i]->patch, patch))
			return b->fix[i];
	return NULL;
}

// SPDX-License-Identifier: GPL-2.0-only
/* nftw() that hands an argument to each visit. */
#include "sys/os/walk-folder.h"

#include <ftw.h>

static _Thread_local struct {
	visit_fn *visit;
	void *arg;
} walk;

static int visit_one(const char *path, const struct stat *st, int kind,
		     struct FTW *at)
{
	static const struct stat unknown;

	(void)at;
	return walk.visit(walk.arg, path, kind == FTW_NS ? &unknown : st);
}

int walk_folder(const char *path, visit_fn *visit, void *arg)
{
	walk.visit = visit;
	walk.arg = arg;
	return nftw(path, visit_one, 32, FTW_DEPTH | FTW_PHYS);
}

// SPDX-License-Identifier: GPL-2.0-only
/* Which compiler and which binutils a target's kernels are built with. */
#include "sys/build/toolchain.h"

#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"
#include "sys/os/version.h"

/*
 * Debian's name of a package for that prefix: powerpc64le-linux-gnu- has
 * gcc-powerpc64le-linux-gnu.
 */
static char *package(const char *what, const char *cross)
{
	size_t len = strlen(cross);
	char *name;

	if (!len)
		return fs_path("%s", what);
	name = fs_path("%s-%.*s", what,
		       (int)(len - (cross[len - 1] == '-')), cross);
	for (char *c = name; *c; c++)
		if (*c == '_')
			*c = '-';
	return name;
}

/* 0 when program is in PATH, else 1 and the package that has it in *why. */
static int want(const char *program, const char *what, const char *cross,
		struct diag *why)
{
	char *name;

	if (program_found(program))
		return 0;
	name = package(what, cross);
	diag_set(why, NULL, 0, "'%s' is not in PATH; apt-get install %s brings it",
		 program, name);
	free(name);
	return 1;
}

int toolchain_find(struct toolchain *t, const struct target *target,
		   struct diag *why)
{
	const char *cross = target->cross ? target->cross : "";
	char *gcc = fs_path("%sgcc", cross), *ld = fs_path("%sld", cross);
	int ret;

	memset(t, 0, sizeof(*t));
	ret = want("make", "make", "", why);
	if (!ret)
		ret = want(gcc, "gcc", cross, why);
	if (!ret)
		ret = want(ld, "binutils", cross, why);
	if (!ret)
		ret = program_version(gcc, &t->compiler, why);
	if (!ret)
		ret = program_version(ld, &t->linker, why);
	free(gcc);
	free(ld);
	return ret;
}

void toolchain_release(struct toolchain *t)
{
	free(t->compiler);
	free(t->linker);
	memset(t, 0, sizeof(*t));
}

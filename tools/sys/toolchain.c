// SPDX-License-Identifier: GPL-2.0-only
/* Which compiler and which binutils a target's kernels are built with. */
#include "toolchain.h"

#include <stdlib.h>
#include <string.h>

#include "fs.h"
#include "proc.h"

/* Debian's name of a package for that prefix: powerpc64le-linux-gnu- has gcc-powerpc64le-linux-gnu. */
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

	if (proc_found(program))
		return 0;
	name = package(what, cross);
	diag_set(why, NULL, 0, "'%s' is not in PATH; apt-get install %s brings it",
		 program, name);
	free(name);
	return 1;
}

static int version(const char *program, char **line, struct diag *why)
{
	const char *const argv[] = { program, "--version", NULL };
	const char *const env[] = { "LC_ALL=C", NULL };
	struct buf text = { 0 };
	struct proc p = { .argv = argv, .env = env, .capture = &text };
	struct span rest, first = span_of("");
	struct proc_end end;
	int ret = proc_run(&p, &end, why);

	rest = buf_span(&text);
	if (!ret && (end.status || !span_line(&rest, &first)))
		ret = diag_set(why, NULL, 0, "'%s --version' ended with status %d; is it whole?",
			       program, end.status);
	if (!ret)
		*line = fs_path("%.*s", (int)first.len, first.at);
	buf_release(&text);
	return ret;
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
		ret = version(gcc, &t->compiler, why);
	if (!ret)
		ret = version(ld, &t->linker, why);
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

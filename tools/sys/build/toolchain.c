// SPDX-License-Identifier: GPL-2.0-only
/* Which compiler and which binutils a target's kernels are built with. */
#include "sys/build/toolchain.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/os/version.h"

/* Which of Debian's packages has a program, by how the program's name goes. */
static const struct {
	const char *program, *package;
} packages[] = {
	{ "gcc", "gcc" }, { "ld.lld", "lld" }, { "llvm-ar", "llvm" },
	{ "ld", "binutils" },
};

/*
 * powerpc64le-linux-gnu-gcc-12 is in gcc-12-powerpc64le-linux-gnu, ld.lld-15 in
 * lld-15, clang in clang.
 */
static char *package(const char *program)
{
	const char *at = NULL;
	char *name;
	size_t i = 0, len;

	program = base_name(program);
	for (; i < sizeof(packages) / sizeof(*packages); i++) {
		at = strstr(program, packages[i].program);
		if (at && (at == program || at[-1] == '-'))
			break;
		at = NULL;
	}
	if (!at)
		return xstrdup(program);
	len = at > program ? at - program - 1 : 0;
	name = xstrfmt("%s%s%s%.*s", packages[i].package,
		       at + strlen(packages[i].program), len ? "-" : "",
		       (int)len, program);
	for (char *c = name; *c; c++)
		if (*c == '_')
			*c = '-';
	return name;
}

/* 0 when program is in PATH, else 1 and the package that has it in *why. */
static int want(const char *program, struct diag *why)
{
	char *name;

	if (program_found(program))
		return 0;
	name = package(program);
	diag_set(why, NULL, 0, "'%s' is not in PATH; apt-get install %s brings it",
		 program, name);
	free(name);
	return 1;
}

/* One of LLVM's programs, as Kbuild calls it; else one of cross's. */
static char *tool(const struct target *t, const char *llvm, const char *gnu)
{
	if (!t->llvm)
		return xstrfmt("%s%s", t->cross ? t->cross : "", gnu);
	if (t->llvm[0] == '-')
		return xstrfmt("%s%s", llvm, t->llvm);
	return xstrfmt("%s%s", strchr(t->llvm, '/') ? t->llvm : "", llvm);
}

char *toolchain_cc(const struct target *t)
{
	return t->cc ? xstrdup(t->cc) : tool(t, "clang", "gcc");
}

char *toolchain_guest_cc(const struct target *t)
{
	return t->cc && strstr(t->cc, "gcc") ? xstrdup(t->cc) :
		xstrfmt("%sgcc", t->cross ? t->cross : "");
}

static int find(struct toolchain *t, const char *cc, const char *ld,
		struct diag *why)
{
	int ret = want("make", why);

	memset(t, 0, sizeof(*t));
	if (!ret)
		ret = want(cc, why);
	if (!ret)
		ret = want(ld, why);
	if (!ret)
		ret = program_version(cc, &t->compiler, why);
	if (!ret)
		ret = program_version(ld, &t->linker, why);
	return ret;
}

int toolchain_find(struct toolchain *t, const struct target *target,
		   struct diag *why)
{
	char *cc = toolchain_cc(target), *ld = tool(target, "ld.lld", "ld");
	char *ar = tool(target, "llvm-ar", "ar");
	int ret = find(t, cc, ld, why);

	if (!ret && target->llvm)
		ret = want(ar, why);
	free(ar);
	free(ld);
	free(cc);
	return ret;
}

int toolchain_find_guest(struct toolchain *t, const struct target *target,
			 struct diag *why)
{
	char *cc = toolchain_guest_cc(target);
	char *ld = xstrfmt("%sld", target->cross ? target->cross : "");
	int ret = find(t, cc, ld, why);

	free(ld);
	free(cc);
	return ret;
}

void toolchain_release(struct toolchain *t)
{
	free(t->compiler);
	free(t->linker);
	memset(t, 0, sizeof(*t));
}

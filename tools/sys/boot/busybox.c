// SPDX-License-Identifier: GPL-2.0-only
/* The shell of checks: a static busybox of the target's architecture. */
#include "sys/boot/busybox.h"

#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"

/* GNU's names of architectures, as cross compilers begin, and Debian's. */
static const struct { const char *gnu, *debian; } archs[] = {
	{ "powerpc64le-", "ppc64el" }, { "aarch64-", "arm64" },
	{ "x86_64-", "amd64" }, { "riscv64-", "riscv64" },
	{ "s390x-", "s390x" }, { "arm-", "armhf" }, { "i686-", "i386" },
	{ "powerpc64-", "ppc64" }, { "loongarch64-", "loong64" },
	{ "mips64el-", "mips64el" },
};

/* Of this machine, for a target without a cross compiler. */
static const char *const own =
#if defined(__x86_64__)
	"x86_64-";
#elif defined(__aarch64__)
	"aarch64-";
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
	"powerpc64le-";
#elif defined(__riscv)
	"riscv64-";
#elif defined(__s390x__)
	"s390x-";
#else
	"";
#endif

static const char *debian_arch(const struct target *t)
{
	const char *cross = t->cross && *t->cross ? t->cross : own;

	for (size_t i = 0; i < sizeof(archs) / sizeof(*archs); i++)
		if (!strncmp(cross, archs[i].gnu, strlen(archs[i].gnu)))
			return archs[i].debian;
	return NULL;
}

int busybox_find(struct buf *program, const struct target *target,
		 struct diag *why)
{
	const char *arch = debian_arch(target);
	char *cache = fs_cache(why), *path;
	int ret;

	if (!cache)
		return -1;
	path = xstrfmt("%s/busybox/%s/busybox", cache, arch ? arch : "ARCH");
	if (arch && fs_exists(path)) {
		ret = fs_read(program, path, why);
	} else if (arch) {
		ret = 1;
		diag_set(why, NULL, 0, "checks in shell want a static busybox for %s; run: backport deps --busybox %s",
			 target->name, arch);
	} else {
		ret = 1;
		diag_set(why, NULL, 0, "checks in shell want a static busybox, and which one target %s wants is not known: its cross is '%s'",
			 target->name, target->cross ? target->cross : "");
	}
	free(path);
	free(cache);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The firmware that QEMU brings: which, where it is, and what is in it. */
#include "sys/boot/firmware.h"

#include <stdlib.h>
#include <string.h>

#include "sys/boot/qemu-program.h"
#include "sys/os/fs.h"
#include "sys/store/result.h"

/*
 * What QEMU loads without being told, beside a kernel. The architecture and the
 * machine begin so; "" is any machine. An architecture that is not here starts
 * the kernel itself.
 */
static const struct { const char *arch, *machine, *files; } loaded[] = {
	{ "alpha", "", "palcode-clipper" },
	{ "i386", "", "bios-256k.bin linuxboot_dma.bin kvmvapic.bin pvh.bin" },
	{ "i386", "microvm", "bios-microvm.bin" },
	{ "parisc", "", "hppa-firmware.img" },
	{ "powerpc", "g3beige", "openbios-ppc" },
	{ "powerpc", "mac99", "openbios-ppc" },
	{ "powerpc", "powernv", "skiboot.lid" },
	{ "powerpc", "ppce500", "u-boot.e500" },
	{ "powerpc", "pseries", "slof.bin" },
	{ "riscv", "", "opensbi-riscv64-generic-fw_dynamic.bin" },
	{ "s390", "", "s390-ccw.img" },
	{ "sparc", "", "openbios-sparc64" },
	{ "x86", "", "bios-256k.bin linuxboot_dma.bin kvmvapic.bin pvh.bin" },
	{ "x86", "microvm", "bios-microvm.bin" },
};

/* The file of that name in the first folder that has it; NULL: none has. */
static char *find(const struct strings *folders, const char *name)
{
	for (size_t i = 0; i < folders->nr; i++) {
		char *path = xstrfmt("%s/%s", folders->at[i], name);

		if (fs_is_file(path))
			return path;
		free(path);
	}
	return NULL;
}

static bool any_starts(const struct strings *parts, const char *with)
{
	bool found = !*with;

	for (size_t i = 0; !found && i < parts->nr; i++)
		found = span_starts(span_of(parts->at[i]), with);
	return found;
}

/* The names of the files that are wanted, each once. */
static void find_names(const struct target *t, const struct strings *folders,
		       struct strings *names)
{
	struct strings parts = { 0 };

	for (size_t i = 0; i < t->nr_qemu_args; i++)
		strings_split(&parts, span_of(t->qemu_arg[i]), " \t=,");
	for (size_t i = 0; i < sizeof(loaded) / sizeof(*loaded); i++)
		if (span_starts(span_of(t->arch), loaded[i].arch) &&
		    any_starts(&parts, loaded[i].machine))
			strings_split(names, span_of(loaded[i].files), " ");
	for (size_t i = 0; i < parts.nr; i++) {
		char *path = strings_have(names, parts.at[i]) ? NULL :
			find(folders, parts.at[i]);

		if (path)
			strings_add(names, parts.at[i]);
		free(path);
	}
	strings_release(&parts);
}

/* The digest of a file; a process reads each once. */
static int digest(const char *path, char hex[65], struct diag *why)
{
	static struct known {
		char *path, hex[65];
	} *known;
	static size_t nr;

	for (size_t i = 0; i < nr; i++)
		if (!strcmp(known[i].path, path)) {
			strcpy(hex, known[i].hex);
			return 0;
		}
	if (result_digest_file(path, hex, why))
		return -1;
	known = grow_array(known, nr + 1, sizeof(*known));
	known[nr].path = xstrdup(path);
	strcpy(known[nr++].hex, hex);
	return 0;
}

int firmware_add(const struct target *target, struct result_key *k,
		 struct diag *why)
{
	struct strings folders = { 0 }, names = { 0 };
	int ret = qemu_folders(target, &folders, why);

	if (!ret)
		find_names(target, &folders, &names);
	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *input = xstrfmt("firmware %s", names.at[i]);
		char *path = find(&folders, names.at[i]);
		char hex[65] = "none found";

		if (path)
			ret = digest(path, hex, why);
		result_key_adds(k, input, hex);
		free(path);
		free(input);
	}
	strings_release(&names);
	strings_release(&folders);
	return ret;
}

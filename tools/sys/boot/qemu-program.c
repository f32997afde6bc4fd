// SPDX-License-Identifier: GPL-2.0-only
/* What QEMU says of itself: its version, and where its firmware is. */
#include "sys/boot/qemu-program.h"

#include <stdlib.h>
#include <string.h>

#include "sys/os/version.h"

/* What a program said. */
struct known {
	char *program, *version, *folders;
};

/* Asks both at once: a start of QEMU takes long. */
static int ask(struct known *k, struct diag *why)
{
	const char *const version[] = { k->program, "--version", NULL };
	const char *const folders[] = { k->program, "-L", "help", NULL };
	struct program_said said[] = { { .argv = version },
				       { .argv = folders } };
	int ret = program_ask(said, 2, why);

	if (!ret)
		ret = program_version_of(&said[0], &k->version, why);
	if (!ret)
		k->folders = span_copy(said[1].status ? span_of("") :
				       buf_span(&said[1].text));
	buf_release(&said[0].text);
	buf_release(&said[1].text);
	return ret;
}

static const struct known *known_of(const char *program, struct diag *why)
{
	static struct known *known;
	static size_t nr;
	struct known k = { 0 };

	for (size_t i = 0; i < nr; i++)
		if (!strcmp(known[i].program, program))
			return &known[i];
	k.program = xstrdup(program);
	if (ask(&k, why)) {
		free(k.program);
		return NULL;
	}
	known = grow_array(known, nr + 1, sizeof(*known));
	known[nr] = k;
	return &known[nr++];
}

char *qemu_version(const struct target *target, struct diag *why)
{
	const struct known *k;

	if (!target->qemu) {
		diag_set(why, NULL, 0, "[target \"%s\"] names no qemu",
			 target->name);
		return NULL;
	}
	if (!program_found(target->qemu)) {
		diag_set(why, NULL, 0, "'%s' is not in PATH; 'backport deps' installs what a boot needs",
			 target->qemu);
		return NULL;
	}
	k = known_of(target->qemu, why);
	return k ? xstrdup(k->version) : NULL;
}

int qemu_folders(const struct target *target, struct strings *folders,
		 struct diag *why)
{
	const struct known *k = known_of(target->qemu, why);
	struct strings words = { 0 };

	for (size_t i = 0; i < target->nr_qemu_args; i++)
		strings_split(&words, span_of(target->qemu_arg[i]), " \t");
	for (size_t i = 1; i < words.nr; i++)
		if (!strcmp(words.at[i - 1], "-L"))
			strings_add(folders, words.at[i]);
	strings_release(&words);
	if (k)
		strings_split(folders, span_of(k->folders), "\n");
	return k ? 0 : -1;
}

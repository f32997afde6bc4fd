// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes as a bundle of evidence, packed and not: read, unpacked below a
 * folder of its own, its configuration and its manifest looked at.
 */
#include <string.h>

#include "cmd/evidence/bundle.h"
#include "cmd/evidence/manifest.h"
#include "sys/os/fs.h"
#include "tests/fuzz/scratch.h"

static void look(const struct members *m)
{
	json_t *made = evidence_manifest(m);
	json_t *there = evidence_json(m, "manifest.json");
	const struct branch *branch;
	struct diag why = { 0 };
	struct conf conf = { 0 };
	char *folder;

	json_decref(made);
	json_decref(there);
	for (size_t i = 0; i < m->nr; i++)
		if (m->member[i].name[0] == '/' ||
		    !strncmp(m->member[i].name, "../", 3) ||
		    strstr(m->member[i].name, "/../"))
			abort();
	folder = evidence_unpack(m, &why);
	if (!folder)
		return;
	evidence_conf(m, folder, "v1", &conf, &branch, &why);
	conf_release(&conf);
	fs_remove_all(folder, &why);
	free(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct members m = { 0 };
	struct diag why = { 0 };

	setenv("TMPDIR", scratch(), 1);
	if (!evidence_read(&m, scratch_file("bundle", bytes, len), &why))
		look(&m);
	members_release(&m);
	/* A bundle of one file, so that contents are reached, too. */
	if (len > 2) {
		static const char *const names[] = {
			"manifest.json", "backport.conf",
			"out/v1/boot.after.json", "out/v1/apply.json",
			"series/v1",
		};
		struct buf b = { 0 };

		buf_add(&b, bytes + 1, len - 1);
		members_add(&m, names[bytes[0] % 5], &b);
		look(&m);
		members_release(&m);
	}
	return 0;
}

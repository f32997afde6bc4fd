// SPDX-License-Identifier: GPL-2.0-only
/* backport evidence: a bundle's file, read and unpacked. */
#include "cmd/evidence/bundle.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"

int evidence_read(struct members *m, const char *path, struct diag *why)
{
	struct buf bytes = { 0 };
	int ret = fs_read(&bytes, path, why);

	*m = (struct members){ 0 };
	if (!ret)
		ret = members_unpack(m, buf_span(&bytes), path, why);
	buf_release(&bytes);
	return ret;
}

char *evidence_unpack(const struct members *m, struct diag *why)
{
	const char *tmp = getenv("TMPDIR");
	char *folder = fs_path("%s/backport-evidence.XXXXXX",
			       tmp && *tmp ? tmp : "/tmp");
	struct diag ignored;

	if (!mkdtemp(folder)) {
		diag_set(why, folder, 0, "cannot make the folder: %s",
			 strerror(errno));
		free(folder);
		return NULL;
	}
	if (!members_write(m, folder, why))
		return folder;
	fs_remove_all(folder, &ignored);
	free(folder);
	return NULL;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The patch to port: a file, standard input, or a commit. */
#include "cmd/port/read.h"

#include <stdlib.h>
#include <string.h>

#include "sys/git/repo.h"
#include "sys/os/fs.h"

/* A commit as git format-patch writes it. */
static int read_commit(struct port_run *r, struct buf *b, struct diag *why)
{
	git_commit *commit = NULL;
	git_repository *home = NULL;
	git_buf mail = { 0 };
	int ret = repo_commit(r->cache, r->o->patch, &commit, &home, why);

	if (!ret && !commit)
		ret = diag_set(why, r->o->patch, 0, "is a tree, and a patch or a commit is wanted");
	else if (!ret && git_email_create_from_commit(&mail, commit, NULL))
		ret = repo_fail(why, "make a patch of the commit");
	if (!ret)
		buf_add(b, mail.ptr, mail.size);
	git_buf_dispose(&mail);
	git_commit_free(commit);
	if (home != r->cache)
		git_repository_free(home);
	return ret;
}

int port_read(struct port_run *r, struct diag *why)
{
	const char *path = r->o->patch;
	struct buf text = { 0 };
	int ret;

	if (!strcmp(path, "-") || fs_exists(path)) {
		ret = variant_read(&r->patch, path, why);
	} else {
		ret = read_commit(r, &text, why);
		if (!ret)
			ret = variant_of_diff(&r->patch, path, &text, why);
		buf_release(&text);
	}
	if (!ret && !r->patch.patch.nr)
		ret = diag_set(why, path, 0, "holds no diff: nothing to port");
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The stream that git fast-import reads. */
#include "sys/import/fast-import.h"

#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"

static const char header[] =
	"feature done\n"
	"commit refs/heads/base\n"
	"committer backport <backport@localhost> 0 +0000\n"
	"data 10\nBase tree\n\n";

/* A path as fast-import wants it: quoted, so that any byte may stand in it. */
static void add_path(struct buf *b, const char *path)
{
	buf_addc(b, '"');
	for (; *path; path++)
		if (*path == '"' || *path == '\\')
			buf_addf(b, "\\%c", *path);
		else if (*path == '\n')
			buf_adds(b, "\\n");
		else
			buf_addc(b, *path);
	buf_addc(b, '"');
}

static bool send(struct feed *f)
{
	return child_write(&f->git, f->line.at, f->line.len);
}

int feed_start(struct feed *f, const char *gitdir, struct diag *why)
{
	char *dir = fs_path("--git-dir=%s", gitdir);
	const char *const argv[] = {
		"git", dir, "-c", "core.compression=1", "-c",
		"pack.compression=1", "-c", "fastimport.unpackLimit=0",
		"fast-import", "--quiet", "--done", "--depth=0", NULL
	};
	const struct child_how how = { .feed = true };
	int ret;

	*f = (struct feed){ 0 };
	ret = child_start(&f->git, argv, &how, why);
	free(dir);
	if (!ret)
		child_write(&f->git, header, strlen(header));
	return ret;
}

bool feed_file(struct feed *f, const char *path, unsigned int mode,
	       uint64_t size)
{
	buf_clear(&f->line);
	buf_addf(&f->line, "M %o inline ", mode);
	add_path(&f->line, path);
	buf_addf(&f->line, "\ndata %llu\n", (unsigned long long)size);
	return send(f);
}

bool feed_bytes(struct feed *f, const void *bytes, size_t len)
{
	return child_write(&f->git, bytes, len);
}

bool feed_file_end(struct feed *f)
{
	return child_write(&f->git, "\n", 1);
}

bool feed_copy(struct feed *f, const char *from, const char *path)
{
	buf_clear(&f->line);
	buf_adds(&f->line, "C ");
	add_path(&f->line, from);
	buf_addc(&f->line, ' ');
	add_path(&f->line, path);
	buf_addc(&f->line, '\n');
	return send(f);
}

bool feed_strip(struct feed *f, const char *path)
{
	return feed_copy(f, path, "");
}

bool feed_tree(struct feed *f, const git_oid *tree)
{
	buf_clear(&f->line);
	buf_addf(&f->line, "M 040000 %s \"\"\n", git_oid_tostr_s(tree));
	return send(f);
}

int feed_end(struct feed *f, struct diag *why)
{
	int ret;

	child_write(&f->git, "done\n", 5);
	ret = child_end(&f->git, NULL, 0, why);
	feed_stop(f);
	return ret;
}

void feed_stop(struct feed *f)
{
	child_stop(&f->git);
	buf_release(&f->line);
}

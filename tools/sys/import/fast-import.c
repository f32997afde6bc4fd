// SPDX-License-Identifier: GPL-2.0-only
/* The stream that git fast-import reads. */
#include "sys/import/fast-import.h"

#include <stdlib.h>
#include <string.h>


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

static bool send(struct fast_import *f)
{
	return piped_write(&f->git, f->line.at, f->line.len);
}

int fast_import_start(struct fast_import *f, const char *gitdir,
		      struct diag *why)
{
	char *dir = xstrfmt("--git-dir=%s", gitdir);
	const char *const argv[] = {
		"git", dir, "-c", "core.compression=1", "-c",
		"pack.compression=1", "-c", "fastimport.unpackLimit=0",
		"fast-import", "--quiet", "--done", "--depth=0", NULL
	};
	const struct piped_options how = { .feed = true };
	int ret;

	*f = (struct fast_import){ 0 };
	ret = piped_start(&f->git, argv, &how, why);
	free(dir);
	if (!ret)
		piped_write(&f->git, header, strlen(header));
	return ret;
}

int fast_import_check(const struct fast_import *f, const char *source,
		      struct diag *why)
{
	if (f->files > IMPORT_FILES_MAX)
		return diag_set(why, source, 0,
				"has more than %d files, which no kernel has",
				IMPORT_FILES_MAX);
	if (f->bytes >> 20 > IMPORT_MIB_MAX)
		return diag_set(why, source, 0,
				"holds more than %d MiB, which no kernel does",
				IMPORT_MIB_MAX);
	return 0;
}

bool fast_import_file(struct fast_import *f, const char *path,
		      unsigned int mode, uint64_t size)
{
	f->files++;
	f->bytes += size;
	buf_clear(&f->line);
	buf_addf(&f->line, "M %o inline ", mode);
	add_path(&f->line, path);
	buf_addf(&f->line, "\ndata %llu\n", (unsigned long long)size);
	return send(f);
}

bool fast_import_bytes(struct fast_import *f, const void *bytes, size_t len)
{
	return piped_write(&f->git, bytes, len);
}

bool fast_import_file_end(struct fast_import *f)
{
	return piped_write(&f->git, "\n", 1);
}

bool fast_import_copy(struct fast_import *f, const char *from, const char *path)
{
	f->files++;
	buf_clear(&f->line);
	buf_adds(&f->line, "C ");
	add_path(&f->line, from);
	buf_addc(&f->line, ' ');
	add_path(&f->line, path);
	buf_addc(&f->line, '\n');
	return send(f);
}

bool fast_import_strip(struct fast_import *f, const char *path)
{
	return fast_import_copy(f, path, "");
}

bool fast_import_tree(struct fast_import *f, const git_oid *tree)
{
	buf_clear(&f->line);
	buf_addf(&f->line, "M 040000 %s \"\"\n", git_oid_tostr_s(tree));
	return send(f);
}

int fast_import_end(struct fast_import *f, struct diag *why)
{
	int ret;

	piped_write(&f->git, "done\n", 5);
	ret = piped_end(&f->git, NULL, 0, why);
	fast_import_stop(f);
	return ret;
}

void fast_import_stop(struct fast_import *f)
{
	piped_stop(&f->git);
	buf_release(&f->line);
}

// SPDX-License-Identifier: GPL-2.0-only
/* The headers that a program of the guest was compiled with. */
#include "sys/boot/headers.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/os/fs.h"
#include "sys/os/sandbox.h"

/* The path without "..", of a file that may itself be a link; caller frees. */
static char *full_path(const char *dir, const char *name)
{
	char *path = *name == '/' ? xstrdup(name) :
				    xstrfmt("%s/%s", dir, name);
	char *slash = strrchr(path, '/'), *folder, *full = NULL;

	*slash = '\0';
	folder = realpath(*path ? path : "/", NULL);
	if (folder)
		full = xstrfmt("%s/%s", folder, slash + 1);
	free(folder);
	free(path);
	return full;
}

/* The full path of a header that no key has, caller frees; else NULL. */
static char *outside(const char *name, const char *dir,
		     const char *const *folders)
{
	char *path = full_path(dir, name);
	bool good = !path || sandbox_may_read(path);

	for (; !good && *folders; folders++)
		good = fs_is_below(path, *folders);
	if (!good)
		return path;
	free(path);
	return NULL;
}

/*
 * Cuts the next file off a rule as make has it: "x.o: x.c \", blanks in names
 * behind a backslash. False at the end; *name is the caller's.
 */
static bool next_file(struct span *rest, struct buf *name)
{
	buf_clear(name);
	while (rest->len) {
		char c = rest->at[0], next = rest->len > 1 ? rest->at[1] : '\n';
		bool escaped = c == '\\' && next != '\n';

		*rest = span_skip(*rest, escaped ? 2 : 1);
		if (escaped)
			buf_addc(name, next);
		else if (!strchr(" \\\n", c))
			buf_addc(name, c);
		else if (name->len && name->at[name->len - 1] == ':')
			buf_clear(name);
		else if (name->len)
			return true;
	}
	return name->len;
}

int headers_outside(char **path, const char *depends, const char *dir,
		    const char *const *folders, struct diag *why)
{
	struct buf text = { 0 }, name = { 0 };
	struct span rest;
	int ret = fs_read_if_there(&text, depends, why);

	*path = NULL;
	rest = buf_span(&text);
	while (!ret && !*path && next_file(&rest, &name))
		*path = outside(name.at, dir, folders);
	buf_release(&name);
	buf_release(&text);
	return ret < 0 ? -1 : 0;
}

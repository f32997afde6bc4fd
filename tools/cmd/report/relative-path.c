// SPDX-License-Identifier: GPL-2.0-only
/* backport report: relative paths from a page to what it links. */
#include "cmd/report/relative-path.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"

static void add_climb(struct buf *out, const char *from, const char *to)
{
	size_t same = 0;

	for (size_t i = 0;; i++) {
		bool end = !from[i] || !to[i];

		if ((!from[i] || from[i] == '/') && (!to[i] || to[i] == '/'))
			same = i;
		if (end || from[i] != to[i])
			break;
	}
	for (const char *c = from + same; *c; c++)
		if (*c == '/')
			buf_adds(out, "../");
	to += same + (to[same] == '/');
	if (*to)
		buf_addf(out, "%s/", to);
}

char *folder_of_file(const char *file)
{
	const char *slash = strrchr(file, '/');

	if (!slash)
		return xstrdup(".");
	return slash == file ? xstrdup("/") :
			       xstrfmt("%.*s", (int)(slash - file), file);
}

char *relative_path(const char *from, const char *to)
{
	char *begin = realpath(from, NULL), *end = realpath(to, NULL);
	struct buf way = { 0 };

	if (begin && end)
		add_climb(&way, begin, end);
	free(begin);
	free(end);
	return buf_detach(&way);
}

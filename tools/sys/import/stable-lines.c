// SPDX-License-Identifier: GPL-2.0-only
/* Which stable lines a repository has, by the names of its tags. */
#include "sys/import/stable-lines.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "sys/git/repo-fail.h"

static struct stable_line *line_of(struct stable_lines *l, const char *name)
{
	struct stable_line *line;

	for (size_t i = 0; i < l->nr; i++)
		if (!strcmp(l->line[i].name, name))
			return &l->line[i];
	l->line = grow_array(l->line, l->nr + 1, sizeof(*l->line));
	line = &l->line[l->nr++];
	memset(line, 0, sizeof(*line));
	snprintf(line->name, sizeof(line->name), "%s", name);
	return line;
}

static void take(struct stable_lines *l, const char *tag)
{
	struct span rest = span_of(tag);
	struct stable_line *line;
	struct kver v;
	char name[32];

	if (tag[0] != 'v' || strlen(tag) >= sizeof(line->newest) ||
	    !kver_read(&v, &rest) || rest.len || v.nr < 2 || v.rc != INT_MAX)
		return;
	snprintf(name, sizeof(name), "v%d.%d", v.part[0], v.part[1]);
	line = line_of(l, name);
	if (line->newest[0] && kver_compare(&v, &line->release) < 0)
		return;
	line->release = v;
	snprintf(line->newest, sizeof(line->newest), "%s", tag);
}

static int by_release(const void *a, const void *b)
{
	const struct stable_line *x = a, *y = b;

	return kver_compare(&x->release, &y->release);
}

static void keep_maintained(struct stable_lines *l)
{
	size_t nr = 0;

	for (size_t i = 0; i < l->nr; i++)
		if (l->line[i].release.nr > 2)
			l->line[nr++] = l->line[i];
	if (nr)
		l->nr = nr;
}

int stable_lines_find(struct stable_lines *l, git_repository *repo,
		      struct diag *why)
{
	git_strarray tags = { 0 };

	*l = (struct stable_lines){ 0 };
	if (git_tag_list(&tags, repo))
		return repo_fail(why, "list the tags");
	for (size_t i = 0; i < tags.count; i++)
		take(l, tags.strings[i]);
	git_strarray_dispose(&tags);
	keep_maintained(l);
	if (l->nr)
		qsort(l->line, l->nr, sizeof(*l->line), by_release);
	return 0;
}

void stable_lines_release(struct stable_lines *l)
{
	free(l->line);
	*l = (struct stable_lines){ 0 };
}

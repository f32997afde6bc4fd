// SPDX-License-Identifier: GPL-2.0-only
/* Hunks of one file that go to several files of the target. */
#include "sys/port/port-split.h"

#include <stdlib.h>
#include <string.h>

#include "core/port/functions.h"
#include "core/port/moved-name.h"
#include "core/source/function-name.h"
#include "core/source/words.h"
#include "core/text/buf.h"
#include "sys/git/tree.h"
#include "sys/port/port-moved.h"
#include "sys/series/patched-files.h"

/* Of 1000: with less of a hunk in it, another file is not the one. */
#define SCORE_LEAST 450

/* Where the hunks of a diff go: one path per hunk, NULL for the diff's own. */
struct search {
	const struct port_tree *target;
	const struct buf *source;
	const struct ported_part *part;
	const char *own;	/* the path that the patch names */
	char **home;		/* per hunk; owned */
};

/* What one hunk is looked for by. */
struct wanted {
	size_t nth;
	const struct hunk *hunk;
	struct span function;	/* empty: the strings decide */
	char *found;		/* the first file that takes it; owned */
	size_t nr;		/* how many do */
};

/*
 * Every string in the lines that the hunk wants to find is in the file; what
 * those include does not count.
 */
static bool has_strings(const struct hunk *h, struct span file)
{
	bool any = false, all = true;

	for (size_t i = 0; i < h->nr && all; i++) {
		struct words w;

		if (h->line[i].kind == '+' || span_starts(h->line[i].text, "#"))
			continue;
		words_split(&w, h->line[i].text);
		for (size_t k = 0; k < w.nr && all; k++) {
			struct span word = w.word[k].text;

			if (word.at[0] != '"')
				continue;
			any = true;
			all = memmem(file.at, file.len, word.at, word.len);
		}
		words_release(&w);
	}
	return any && all;
}

static bool may_hold(const struct wanted *w, struct span file)
{
	return w->function.len ?
	       memmem(file.at, file.len, w->function.at, w->function.len) &&
	       port_file_defines(file, w->function) :
	       has_strings(w->hunk, file);
}

/* A diff of some of d's hunks; the caller frees it and its hunk list. */
static struct file_diff *some_hunks(const struct file_diff *d,
				    const size_t *nth, size_t nr)
{
	struct file_diff *some = grow_array(NULL, 1, sizeof(*some));

	*some = *d;
	some->nr = nr;
	some->hunk = grow_array(NULL, nr + 1, sizeof(*some->hunk));
	for (size_t i = 0; i < nr; i++)
		some->hunk[i] = d->hunk[nth[i]];
	return some;
}

/*
 * Carries the hunks nth to the file path; *part becomes what came of it. 0; 1
 * when there is no such file; -1 and *why.
 */
static int carry_some(const struct search *s, const char *path,
		      const size_t *nth, size_t nr, struct ported_part *part,
		      struct diag *why)
{
	int ret;

	*part = (struct ported_part){ .patch = s->part->patch };
	ret = port_file_read(s->target, path, &part->before, &part->mode, why);
	if (ret)
		return ret;
	part->old_mode = part->mode;
	part->some = some_hunks(s->part->diff, nth, nr);
	part->diff = part->some;
	part->nth = grow_array(NULL, nr + 1, sizeof(*part->nth));
	memcpy(part->nth, nth, nr * sizeof(*nth));
	part->path = xstrdup(path);
	part->moved = strcmp(path, s->own);
	ret = port_file_carry(s->target, part->diff, path, s->source, part,
			      why);
	part->result.sure = false;
	return ret;
}

/* Tries one file for one hunk. 0 or -1 and *why. */
static int try_file(const struct search *s, struct wanted *w, const char *path,
		    struct diag *why)
{
	struct ported_part part = { 0 };
	struct buf file = { 0 };
	unsigned int mode;
	int ret = port_file_read(s->target, path, &file, &mode, why);

	if (!ret && may_hold(w, buf_span(&file)))
		ret = carry_some(s, path, &w->nth, 1, &part, why);
	if (!ret && part.path && part.result.worst < PORT_DROPPED &&
	    part.result.hunk[0].score >= SCORE_LEAST && !w->nr++)
		w->found = xstrdup(path);
	ported_part_release(&part);
	buf_release(&file);
	return ret < 0 ? -1 : 0;
}

/* Tries the files of one folder, "" for the tree's own. */
static int try_folder(const struct search *s, struct wanted *w,
		      const char *folder, struct diag *why)
{
	git_tree *below = NULL;
	const git_tree *at = s->target->tree;
	int ret = 0;

	if (*folder) {
		ret = tree_below(&below, at, folder, why);
		at = below;
	}
	for (size_t i = 0; at && !ret && i < git_tree_entrycount(at); i++) {
		const git_tree_entry *e = git_tree_entry_byindex(at, i);
		const char *name = git_tree_entry_name(e);
		char *path;

		if (git_tree_entry_type(e) != GIT_OBJECT_BLOB ||
		    !port_same_format(s->own, name))
			continue;
		path = xstrfmt("%s%s%s", folder, *folder ? "/" : "", name);
		if (strcmp(path, s->own))
			ret = try_file(s, w, path, why);
		free(path);
	}
	git_tree_free(below);
	return ret;
}

/* Another file diff of the patch is about the file. */
static bool is_taken(const struct search *s, const char *path)
{
	const struct patch *p = s->part->patch;
	bool taken = false;

	for (size_t i = 0; i < p->name_nr; i++)
		taken |= !strcmp(p->name[i], path);
	return taken;
}

/* Finds where hunk nth goes: 0, 1 for nowhere, -1 and *why. */
static int find_home(struct search *s, size_t nth, struct diag *why)
{
	const struct hunk *h = &s->part->diff->hunk[nth];
	struct span line = port_function_of(h);
	struct wanted w = { .nth = nth, .hunk = h };
	char *folder = xstrdup(s->own);
	int ret = 0;

	if (port_function_is_named(line))
		w.function = func_name(line);
	while (!ret && !w.nr && *folder) {
		char *slash = strrchr(folder, '/');

		*(slash ? slash : folder) = '\0';
		ret = try_folder(s, &w, folder, why);
	}
	if (!ret && w.nr == 1 && !is_taken(s, w.found))
		s->home[nth] = w.found;
	else
		free(w.found);
	free(folder);
	return ret || s->home[nth] ? ret : 1;
}

static bool is_home(const char *home, const char *path)
{
	return path ? home && !strcmp(home, path) : !home;
}

/* Adds the part of the hunks that go to path; NULL: to their own file. */
static int add_part(struct port_split *split, const struct search *s,
		    const char *path, struct diag *why)
{
	size_t all = s->part->diff->nr, nr = 0;
	size_t *nth = grow_array(NULL, all + 1, sizeof(*nth));
	int ret = 0;

	for (size_t i = 0; i < all; i++)
		if (is_home(s->home[i], path))
			nth[nr++] = i;
	if (nr)
		ret = carry_some(s, path ? path : s->own, nth, nr,
				 &split->part[split->nr++], why);
	free(nth);
	return ret;
}

/* Makes the parts; none when one of them cannot be carried. */
static int make_parts(struct port_split *split, const struct search *s,
		      struct diag *why)
{
	size_t all = s->part->diff->nr;
	bool good = true;
	int ret;

	split->part = new_array(all + 1, sizeof(*split->part));
	ret = add_part(split, s, NULL, why);
	for (size_t i = 0; !ret && i < all; i++) {
		bool known = !s->home[i];

		for (size_t k = 0; k < i && !known; k++)
			known = s->home[k] && is_home(s->home[k], s->home[i]);
		if (!known)
			ret = add_part(split, s, s->home[i], why);
	}
	for (size_t i = 0; i < split->nr; i++)
		good &= split->part[i].result.worst < PORT_DROPPED;
	if (ret || !good)
		port_split_release(split);
	return ret < 0 ? -1 : 0;
}

int port_split_find(struct port_split *split, const struct port_tree *target,
		    const struct buf *source, const struct ported_part *part,
		    struct diag *why)
{
	const struct file_diff *d = part->diff;
	struct search s = { .target = target, .source = source, .part = part,
			    .own = d->old_name };
	int ret = 0;

	*split = (struct port_split){ 0 };
	/* What is done to a file as a whole would be lost. */
	if (!target->tree || !s.own || !d->nr || d->rename || d->copy ||
	    d->create || d->remove || d->old_mode != d->new_mode)
		return 0;
	s.home = new_array(d->nr, sizeof(*s.home));
	for (size_t i = 0; !ret && i < d->nr; i++)
		if (part->result.hunk[i].rung >= PORT_DROPPED)
			ret = find_home(&s, i, why);
	if (!ret)
		ret = make_parts(split, &s, why);
	for (size_t i = 0; i < d->nr; i++)
		free(s.home[i]);
	free(s.home);
	return ret < 0 ? -1 : 0;
}

void port_split_release(struct port_split *s)
{
	for (size_t i = 0; i < s->nr; i++)
		ported_part_release(&s->part[i]);
	free(s->part);
	*s = (struct port_split){ 0 };
}

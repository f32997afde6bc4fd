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
#include "sys/series/patched-files.h"

/* Of 1000: with less of a hunk in it, another file is not the one. */
#define SCORE_LEAST 450

/* What one hunk without a place is looked for by, and what was found. */
struct wanted {
	size_t nth;
	const struct hunk *hunk;
	struct span function;	/* empty: the strings decide */
	char *found;		/* the first file that takes it; owned */
	size_t nr;		/* how many do */
	bool looked;		/* the folders so far have such files */
	/* the file lacks the function: which .c files beside it have it */
	bool lacks;
	char *beside;		/* the first; owned */
	size_t besides;
};

/* Where the hunks of a diff go: one path per hunk, NULL for the diff's own. */
struct search {
	const struct port_tree *target;
	const struct buf *source;
	const struct ported_part *part;
	const char *own;	/* the path that the patch names */
	bool may_split;		/* the diff does nothing but change lines */
	struct wanted *wanted;
	size_t nr;
	char **home;		/* per hunk; borrowed from wanted */
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

/* True when a function of that name is defined in file. */
static bool defines(struct span file, struct span name)
{
	struct port_functions f;
	struct port_lines lines = { 0 };
	bool yes = false;

	port_lines_split(&lines, file);
	port_functions_find(&f, &lines);
	for (size_t i = 0; i < f.nr && !yes; i++)
		yes = span_equals(f.function[i].name, name);
	port_functions_release(&f);
	port_lines_release(&lines);
	return yes;
}

static bool may_hold(const struct wanted *w, struct span file)
{
	return w->function.len ?
	       memmem(file.at, file.len, w->function.at, w->function.len) &&
	       defines(file, w->function) :
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
	struct ported_part part;
	int ret = carry_some(s, path, &w->nth, 1, &part, why);

	if (!ret && part.result.worst < PORT_DROPPED &&
	    part.result.hunk[0].score >= SCORE_LEAST && !w->nr++)
		w->found = xstrdup(path);
	ported_part_release(&part);
	return ret < 0 ? -1 : 0;
}

/* Looks into one file for all hunks. 0 or -1 and *why. */
static int look_into(struct search *s, const char *path, bool beside,
		     struct diag *why)
{
	bool fits = s->may_split && port_same_format(s->own, path);
	bool c = beside && span_ends(span_of(path), ".c");
	struct buf file = { 0 };
	unsigned int mode;
	int ret = fits || c ?
		port_file_read(s->target, path, &file, &mode, why) : 1;

	for (size_t i = 0; !ret && i < s->nr; i++) {
		struct wanted *w = &s->wanted[i];

		if (w->looked || !may_hold(w, buf_span(&file)))
			continue;
		if (c && w->lacks && !w->besides++)
			w->beside = xstrdup(path);
		if (fits)
			ret = try_file(s, w, path, why);
	}
	buf_release(&file);
	return ret < 0 ? -1 : 0;
}

/* Looks into the files of one folder, "" for the tree's own. */
static int look_around(struct search *s, const char *folder, bool beside,
		       struct diag *why)
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
		char *path;

		if (git_tree_entry_type(e) != GIT_OBJECT_BLOB)
			continue;
		path = xstrfmt("%s%s%s", folder, *folder ? "/" : "",
			       git_tree_entry_name(e));
		if (strcmp(path, s->own))
			ret = look_into(s, path, beside, why);
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

/* Which hunks have no place, and by what they are looked for. */
static void list_wanted(struct search *s)
{
	const struct ported_part *part = s->part;

	s->wanted = new_array(part->result.nr + 1, sizeof(*s->wanted));
	for (size_t i = 0; i < part->result.nr; i++) {
		const struct hunk *h = &part->diff->hunk[i];
		struct wanted *w = &s->wanted[s->nr];
		struct span line = port_function_of(h);

		if (part->result.hunk[i].rung < PORT_DROPPED)
			continue;
		*w = (struct wanted){ .nth = i, .hunk = h };
		if (port_function_is_named(line))
			w->function = func_name(line);
		w->lacks = w->function.len && part->before.at && part->path &&
			   !part->moved &&
			   part->result.hunk[i].rung == PORT_CONFLICT &&
			   !defines(buf_span(&part->before), w->function);
		s->nr++;
	}
}

/*
 * Looks in the file's own folder, and for what is not there in those above. 0,
 * 1 when a hunk has no home, or -1 and *why.
 */
static int find_homes(struct search *s, struct diag *why)
{
	char *folder = xstrdup(s->own);
	bool open = true, lost = !s->may_split;
	int ret = 0;

	for (bool beside = true; !ret && *folder && (beside || (open && !lost));
	     beside = false) {
		char *slash = strrchr(folder, '/');

		*(slash ? slash : folder) = '\0';
		ret = look_around(s, folder, beside, why);
		open = false;
		for (size_t i = 0; i < s->nr; i++) {
			struct wanted *w = &s->wanted[i];

			w->looked = w->nr;
			open |= !w->nr;
			lost |= w->nr > 1 || (w->nr && is_taken(s, w->found));
		}
	}
	for (size_t i = 0; i < s->nr; i++)
		s->home[s->wanted[i].nth] = s->wanted[i].found;
	free(folder);
	return ret ? ret : open || lost;
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
		    const struct buf *source, struct ported_part *part,
		    struct diag *why)
{
	const struct file_diff *d = part->diff;
	struct search s = { .target = target, .source = source, .part = part,
			    .own = d->old_name };
	int ret;

	*split = (struct port_split){ 0 };
	if (!target->tree || !s.own || !d->nr)
		return 0;
	/* What is done to a file as a whole would be lost. */
	s.may_split = !d->rename && !d->copy && !d->create && !d->remove &&
		      d->old_mode == d->new_mode;
	s.home = new_array(d->nr, sizeof(*s.home));
	list_wanted(&s);
	ret = find_homes(&s, why);
	if (!ret)
		ret = make_parts(split, &s, why);
	for (size_t i = 0; i < s.nr; i++) {
		if (s.wanted[i].besides == 1)
			port_hunk_say(&part->result.hunk[s.wanted[i].nth],
				      "%s has it", s.wanted[i].beside);
		free(s.wanted[i].beside);
		free(s.wanted[i].found);
	}
	free(s.wanted);
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

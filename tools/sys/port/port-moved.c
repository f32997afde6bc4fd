// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a file went that the target does not have under its name, and where a
 * function went that it does not have in its file.
 */
#include "sys/port/port-moved.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/port/functions.h"
#include "core/port/moved-name.h"
#include "core/source/function-name.h"
#include "sys/git/repo-fail.h"
#include "sys/series/patched-files.h"

/* So many files that could be it are tried before it is called hopeless. */
#define CANDIDATES_MOST 32

/* Of 1000: with less of a hunk in it, another file is not the one. */
#define SCORE_LEAST 600

struct candidates {
	const char *was;
	char *path[CANDIDATES_MOST];
	size_t nr;	/* may be larger than what path holds */
};

static int add_candidate(const char *root, const git_tree_entry *entry,
			 void *arg)
{
	struct candidates *c = arg;
	struct buf path = { 0 };

	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
		return 0;
	buf_addf(&path, "%s%s", root, git_tree_entry_name(entry));
	if (port_may_have_moved(c->was, path.at) && c->nr++ < CANDIDATES_MOST)
		c->path[c->nr - 1] = buf_detach(&path);
	buf_release(&path);
	return 0;
}

/*
 * True when every hunk has a place there, and not by a line or two that stand
 * in many files.
 */
static bool takes_all(const struct ported_part *part)
{
	for (size_t i = 0; i < part->result.nr; i++)
		if (part->result.hunk[i].rung >= PORT_DROPPED ||
		    part->result.hunk[i].score < SCORE_LEAST)
			return false;
	return part->result.nr;
}

/* True when most of a hunk is there. */
static bool has_one(const struct ported_part *part)
{
	for (size_t i = 0; i < part->result.nr; i++)
		if (part->result.hunk[i].score >= SCORE_LEAST)
			return true;
	return false;
}

/* What trying the files that could be it gave. */
struct search {
	const struct patch *patch;
	struct ported_part found;	/* the first that takes every hunk */
	size_t took;	/* how many do */
	struct ported_part partly;	/* the first that has most of one */
};

/* Tries one file. 0, or -1 and *why. */
static int try_file(struct search *f, const struct port_tree *target,
		    const struct file_diff *s, const struct buf *source,
		    const char *path, struct diag *why)
{
	struct ported_part try = { .diff = s, .patch = f->patch };
	int ret = port_file_read(target, path, &try.before, &try.mode, why);

	/* The base may have it, and the series take it away: no candidate. */
	if (!ret)
		ret = port_file_carry(target, s, path, source, &try, why);
	if (!ret) {
		try.path = xstrdup(path);
		try.moved = true;
		try.result.sure = false;
		if (takes_all(&try) && !f->took++) {
			f->found = try;
			return 0;
		}
		if (has_one(&try) && !f->partly.path) {
			f->partly = try;
			return 0;
		}
	}
	ported_part_release(&try);
	return ret < 0 ? -1 : 0;
}

static void refuse_hunk(struct port_hunk *h, const char *path, const char *why)
{
	h->rung = PORT_CONFLICT;
	snprintf(h->why, sizeof(h->why), "%s%s", path, why);
}

/* No hunk of the part is carried, wherever it may have a place. */
static void refuse(struct ported_part *part, const char *path, const char *why)
{
	part->result.worst = PORT_CONFLICT;
	for (size_t i = 0; i < part->result.nr; i++)
		refuse_hunk(&part->result.hunk[i], path, why);
	buf_clear(&part->after);
	if (part->before.at)
		buf_add(&part->after, part->before.at, part->before.len);
}

/* *part becomes *found, which is left empty. */
static void take(struct ported_part *part, struct ported_part *found)
{
	ported_part_release(part);
	*part = *found;
	*found = (struct ported_part){ 0 };
}

static void conclude(struct search *f, struct ported_part *part)
{
	const char *was = part->diff->old_name;

	if (f->took > 1) {
		refuse(part, f->found.path, " may be it, and others may");
	} else if (f->took) {
		take(part, &f->found);
		if (!port_same_format(was, part->path))
			refuse(part, part->path, " has another format");
	} else if (f->partly.path) {
		take(part, &f->partly);
		part->result.worst = PORT_CONFLICT;
		for (size_t i = 0; i < part->result.nr; i++)
			if (part->result.hunk[i].rung < PORT_DROPPED &&
			    part->result.hunk[i].score < SCORE_LEAST)
				refuse_hunk(&part->result.hunk[i], part->path,
					    " has too little of it");
	}
}

int port_moved_find(const struct port_tree *target, const struct file_diff *s,
		    const struct buf *source, struct ported_part *part,
		    struct diag *why)
{
	struct candidates c = { .was = s->old_name };
	struct search f = { .patch = part->patch };
	int ret = 0;

	if (git_tree_walk(target->tree, GIT_TREEWALK_PRE, add_candidate, &c))
		ret = repo_fail(why, "list the tree's files");
	for (size_t i = 0; !ret && c.nr <= CANDIDATES_MOST && i < c.nr; i++)
		ret = try_file(&f, target, s, source, c.path[i], why);
	if (!ret)
		conclude(&f, part);
	ported_part_release(&f.found);
	ported_part_release(&f.partly);
	for (size_t i = 0; i < c.nr && i < CANDIDATES_MOST; i++)
		free(c.path[i]);
	return ret;
}

/* The files beside one that define the function which it does not have. */
struct folder_search {
	const struct port_tree *target;
	const char *beside;
	struct span name;	/* the function's */
	struct buf found;	/* the first of them */
	size_t nr;
};

bool port_file_defines(struct span file, struct span name)
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

static int look_into(struct folder_search *s, const char *name,
		     struct diag *why)
{
	struct buf path = { 0 }, file = { 0 };
	unsigned int mode;
	int ret = 1;

	buf_add(&path, s->beside, (size_t)(base_name(s->beside) - s->beside));
	buf_adds(&path, name);
	if (strcmp(path.at, s->beside))
		ret = port_file_read(s->target, path.at, &file, &mode, why);
	if (!ret && file.len &&
	    memmem(file.at, file.len, s->name.at, s->name.len) &&
	    port_file_defines(buf_span(&file), s->name) && !s->nr++)
		buf_adds(&s->found, path.at);
	buf_release(&path);
	buf_release(&file);
	return ret < 0 ? -1 : 0;
}

static int look_around(struct folder_search *s, struct diag *why)
{
	const git_tree *folder = s->target->tree;
	const char *slash = strrchr(s->beside, '/');
	git_tree *below = NULL;
	int ret = 0;

	if (slash) {
		char *path = span_copy((struct span){
			s->beside, (size_t)(slash - s->beside) });

		ret = tree_below(&below, folder, path, why);
		folder = below;
		free(path);
	}
	for (size_t i = 0; folder && !ret && i < git_tree_entrycount(folder);
	     i++) {
		const char *name = git_tree_entry_name(
			git_tree_entry_byindex(folder, i));

		if (span_ends(span_of(name), ".c"))
			ret = look_into(s, name, why);
	}
	git_tree_free(below);
	return ret;
}

int port_elsewhere_say(const struct port_tree *target,
		       struct ported_part *part, struct diag *why)
{
	int ret = 0;

	if (!target->tree || !part->before.at || !part->path)
		return 0;
	for (size_t i = 0; !ret && i < part->result.nr; i++) {
		struct span line = port_function_of(&part->diff->hunk[i]);
		struct folder_search s = { .target = target,
					   .beside = part->path,
					   .name = func_name(line) };

		if (part->result.hunk[i].rung != PORT_CONFLICT ||
		    !port_function_is_named(line) ||
		    port_file_defines(buf_span(&part->before), s.name))
			continue;
		ret = look_around(&s, why);
		if (!ret && s.nr == 1)
			port_hunk_say(&part->result.hunk[i], "%s has it",
				      s.found.at);
		buf_release(&s.found);
	}
	return ret;
}

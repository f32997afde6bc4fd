// SPDX-License-Identifier: GPL-2.0-only
/* Where a file went that the target does not have under its name. */
#include "sys/port/port-moved.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/port/moved-name.h"
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

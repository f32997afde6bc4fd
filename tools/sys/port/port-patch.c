// SPDX-License-Identifier: GPL-2.0-only
/* A patch carried from one tree to another, file by file. */
#include "sys/port/port-patch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/apply/apply.h"
#include "core/port/half-move.h"
#include "sys/port/port-moved.h"
#include "sys/port/port-names.h"
#include "sys/port/port-split.h"

/* A patch on its way to a tree. */
struct carried {
	const struct patch *patch;
	const struct port_tree *target, *from;
	struct ported *out;
};

static struct ported_part *add_part(struct ported *out,
				    const struct ported_part *part)
{
	out->part = grow_array(out->part, out->nr + 1, sizeof(*out->part));
	out->part[out->nr] = *part;
	return &out->part[out->nr++];
}

/* The last of the parts that goes to that file; NULL when none does. */
static const struct ported_part *made_by(const struct ported *out,
					 size_t parts, const char *path)
{
	while (parts--)
		if (out->part[parts].path && !strcmp(out->part[parts].path,
						     path))
			return &out->part[parts];
	return NULL;
}

/* No hunk of the part is carried, and no file shows it. */
static void refuse_part(struct ported_part *part, const char *before,
			const char *behind)
{
	part->result.worst = PORT_CONFLICT;
	part->result.sure = false;
	for (size_t i = 0; i < part->result.nr; i++) {
		part->result.hunk[i].rung = PORT_CONFLICT;
		snprintf(part->result.hunk[i].why,
			 sizeof(part->result.hunk[i].why), "%s%s%s", before,
			 part->path, behind);
	}
	free(part->path);
	part->path = NULL;
	part->from = NULL;
	part->moved = false;
}

/*
 * Refuses a part that is found to go to a file which an earlier one makes, or
 * to one that an earlier one has a conflict in: they would undo each other.
 */
static void refuse_if_made(const struct ported *out, struct ported_part *part)
{
	const struct ported_part *was = part->path ?
		made_by(out, out->nr - 1, part->path) : NULL;

	if (was && (part->moved || was->result.worst >= PORT_DROPPED))
		refuse_part(part, "another part of the patch goes to ",
			    ", too");
}

/* Parts the file diff where its hunks go to several files of the target. */
static int split(struct carried *c, const struct buf *source,
		 struct diag *why)
{
	struct ported *out = c->out;
	struct port_split s;
	int ret = port_split_find(&s, c->target, source,
				  &out->part[out->nr - 1], why);
	bool made = false;

	for (size_t i = 0; i < s.nr; i++)
		made |= made_by(out, out->nr - 1, s.part[i].path) != NULL;
	if (s.nr && !made) {
		ported_part_release(&out->part[--out->nr]);
		for (size_t i = 0; i < s.nr; i++)
			add_part(out, &s.part[i]);
		s.nr = 0;
	}
	port_split_release(&s);
	return ret;
}

static void set_mode(struct ported_part *part)
{
	const struct file_diff *s = part->diff;

	part->old_mode = part->mode;
	if (part->before.at)
		part->mode = file_diff_mode(s, part->mode);
	else if (s->new_mode)
		part->mode = s->new_mode;
	if (s->remove && part->result.worst < PORT_DROPPED)
		part->mode = 0;
	/* A name or a mode, which is there already. */
	if (part->result.worst == PORT_EXACT && !part->result.nr &&
	    !ported_part_changes(part)) {
		part->result.worst = PORT_MERGED;
		part->result.sure = false;
	}
}

/*
 * Reads the file that a renamed or copied one is made from, or where that is
 * not there, what it may have been made into before. 0, 1, or -1 and *why.
 */
static int read_moving(struct carried *c, struct ported_part *part,
		       struct diag *why)
{
	const struct file_diff *s = part->diff;
	int ret = port_file_read(c->target, s->old_name, &part->before,
				 &part->mode, why);

	if (!ret)
		part->from = s->old_name;
	else if (ret > 0)
		ret = port_file_read(c->target, s->new_name, &part->before,
				     &part->mode, why);
	part->moved = !ret && !part->from;
	if (!ret)
		part->path = xstrdup(s->new_name);
	return ret;
}

/*
 * Reads the file that part changes, as the parts before it leave it. 0, 1 when
 * there is none, or -1 and *why.
 */
static int read_before(struct carried *c, struct ported_part *part,
		       struct diag *why)
{
	const struct file_diff *s = part->diff;
	const char *path = s->old_name ? s->old_name : s->new_name;
	const struct ported_part *was;
	int ret;

	if (s->rename || s->copy)
		return read_moving(c, part, why);
	was = made_by(c->out, c->out->nr - 1, path);
	if (was && was->result.worst < PORT_DROPPED) {
		if (!was->mode)
			return 1;
		buf_grow(&part->before, was->after.len);
		buf_add(&part->before, buf_span(&was->after).at,
			was->after.len);
		part->mode = was->mode;
		ret = 0;
	} else {
		ret = port_file_read(c->target, path, &part->before,
				     &part->mode, why);
	}
	if (!ret)
		part->path = xstrdup(path);
	return ret;
}

/* A rename or copy never replaces what stands there. 0 or -1 and *why. */
static int refuse_if_there(struct carried *c, struct ported_part *part,
			   struct diag *why)
{
	struct buf file = { 0 };
	unsigned int mode;
	int ret = part->from ? port_file_read(c->target, part->path, &file,
					      &mode, why) : 1;

	buf_release(&file);
	if (!ret)
		refuse_part(part, "",
			    " is there already, and the patch makes it");
	return ret < 0 ? -1 : 0;
}

static int carry_diff(struct carried *c, const struct file_diff *s,
		      struct diag *why)
{
	const char *path = s->old_name ? s->old_name : s->new_name;
	struct ported_part *part = add_part(c->out, &(struct ported_part){
		.diff = s, .patch = c->patch });
	struct buf source = { 0 };
	unsigned int mode = 0;
	int ret = read_before(c, part, why);

	if (ret < 0)
		return -1;
	if (ret)
		buf_release(&part->before);
	if (s->create && !part->path) {
		part->path = xstrdup(path);
		part->mode = 0100644;
	}
	ret = port_file_read(c->from, path, &source, &mode, why);
	if (ret)
		buf_release(&source);
	if (ret >= 0)
		ret = port_file_carry(c->target, s, path, &source, part, why);
	part->result.sure &= !part->moved;
	if (!ret && !part->path && s->nr && !s->rename && !s->copy)
		ret = port_moved_find(c->target, s, &source, part, why);
	if (!ret)
		ret = refuse_if_there(c, part, why);
	refuse_if_made(c->out, part);
	set_mode(part);
	if (!ret && part->result.worst >= PORT_DROPPED)
		ret = split(c, &source, why);
	buf_release(&source);
	return ret;
}

/* Leaving all of a patch out is no way to carry it. */
static void refuse_if_all_dropped(struct ported *p)
{
	for (size_t i = 0; i < p->nr; i++)
		for (size_t k = 0; k < p->part[i].result.nr; k++)
			if (p->part[i].result.hunk[k].rung != PORT_DROPPED)
				return;
	p->worst = PORT_CONFLICT;
	for (size_t i = 0; i < p->nr; i++) {
		p->part[i].result.worst = PORT_CONFLICT;
		for (size_t k = 0; k < p->part[i].result.nr; k++)
			p->part[i].result.hunk[k].rung = PORT_CONFLICT;
	}
}

/* Leaving a file out whose lines the patch moves would lose or double them. */
static void refuse_half_move(const struct file_diff *other,
			     struct port_result *r)
{
	r->worst = PORT_CONFLICT;
	for (size_t k = 0; k < r->nr; k++) {
		r->hunk[k].rung = PORT_CONFLICT;
		snprintf(r->hunk[k].why, sizeof(r->hunk[k].why),
			 "there is no such file, and the patch moves lines between it and %s",
			 other->new_name ? other->new_name : other->old_name);
	}
}

/* The only part that carries d whole; NULL when there is none. */
static struct ported_part *part_of(struct ported *out,
				   const struct file_diff *d)
{
	for (size_t i = 0; i < out->nr; i++)
		if (out->part[i].diff == d)
			return &out->part[i];
	return NULL;
}

/* Says which hunks of part lack lines that the patch's other has. */
static void say_left_out(struct ported_part *part,
			 const struct file_diff *other, struct span name)
{
	struct port_result *r = &part->result;

	for (size_t i = 0; i < r->nr; i++) {
		if (part->some->hunk[i].nr == other->hunk[i].nr)
			continue;
		if (r->hunk[i].rung < PORT_NAMES)
			r->hunk[i].rung = PORT_NAMES;
		if (r->worst < PORT_NAMES)
			r->worst = PORT_NAMES;
		r->hunk[i].sure = r->sure = false;
		port_hunk_say(&r->hunk[i], "what it has of %.*s is left out, which would move from a file that is not here",
			      (int)name.len, name.at);
	}
}

/*
 * Carries other without the lines that absent, whose file is not there, gives
 * to it. 0; 1 when that cannot be done; -1 and *why.
 */
static int carry_without(struct carried *c, const struct file_diff *absent,
			 const struct file_diff *other, struct diag *why)
{
	struct ported_part *was = part_of(c->out, other), *part;
	struct tree_names *names;
	struct port_names ask;
	struct half_move m = { c->patch, absent, other, { NULL, 0 }, &ask };
	struct file_diff *less;
	struct span name;
	size_t at, parts = c->out->nr;
	char *path;
	int ret;

	if (!was || !was->path || was->result.worst >= PORT_DROPPED)
		return 1;
	if (was->before.at)
		m.target = buf_span(&was->before);
	names = tree_names_new(c->target->repo, c->target->tree, was->path);
	ask = tree_names_ask(names);
	less = port_half_move_leave_out(&m, &name);
	ret = tree_names_whole(names, why);
	tree_names_free(names);
	if (!less)
		return ret ? ret : 1;
	at = (size_t)(was - c->out->part);
	/* It does not go on top of what it takes the place of. */
	path = was->path;
	was->path = NULL;
	if (!ret)
		ret = carry_diff(c, less, why);
	c->out->part[at].path = path;
	part = &c->out->part[parts];
	if (ret || c->out->nr != parts + 1 ||
	    part->result.worst >= PORT_DROPPED) {
		while (c->out->nr > parts)
			ported_part_release(&c->out->part[--c->out->nr]);
		free(less->hunk);
		free(less);
		return ret ? ret : 1;
	}
	part->some = less;
	say_left_out(part, other, name);
	ported_part_release(&c->out->part[at]);
	c->out->part[at] = *part;
	c->out->nr = parts;
	return 0;
}

/* The target lacks the file: so it is left out, or its removal is done. */
static bool is_left_out(const struct ported_part *part)
{
	return part->result.worst == PORT_DROPPED ||
	       (part->result.worst == PORT_MERGED && part->diff->remove &&
		!part->path);
}

/* A file that is not there is left out with what would move out of it. */
static int settle_half_moves(struct carried *c, struct diag *why)
{
	struct ported *out = c->out;
	int ret = 0;

	for (size_t i = 0; i < out->nr && ret >= 0; i++) {
		const struct file_diff *d = out->part[i].diff, *other;

		if (!is_left_out(&out->part[i]))
			continue;
		other = port_half_move(c->patch, d);
		if (!other)
			continue;
		ret = carry_without(c, d, other, why);
		if (ret == 1)
			refuse_half_move(other, &out->part[i].result);
	}
	return ret < 0 ? ret : 0;
}

int port_patch(const struct patch *p, const struct port_tree *target,
	       const struct port_tree *from, struct ported *out,
	       struct diag *why)
{
	struct carried c = { p, target, from, out };
	int ret = 0;

	*out = (struct ported){ .sure = true };
	for (size_t i = 0; !ret && i < p->nr; i++)
		ret = carry_diff(&c, &p->diff[i], why);
	if (!ret)
		ret = settle_half_moves(&c, why);
	for (size_t i = 0; i < out->nr; i++) {
		if (out->part[i].result.worst > out->worst)
			out->worst = out->part[i].result.worst;
		out->sure &= out->part[i].result.sure;
	}
	if (out->worst == PORT_DROPPED)
		refuse_if_all_dropped(out);
	return ret;
}

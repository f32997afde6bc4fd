// SPDX-License-Identifier: GPL-2.0-only
/* The outcome of a patch, worked out from its file diffs. */
#include "core/apply/patch-result.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/source/function-name.h"

#define HUNKS_SHOWN 8	/* numbers of hunks in one sentence */

const char *patch_outcome_name(enum patch_outcome outcome)
{
	static const char *const names[] = {
		[PATCH_APPLIED] = "applied", [PATCH_MERGED] = "merged",
		[PATCH_REFUSED] = "refused",
	};

	return names[outcome];
}

/* The first part that is refused; NULL when none is. */
static const struct part *first_refused(const struct patch_result *r)
{
	for (size_t i = 0; i < r->nr; i++)
		if (r->part[i].a.applied == APPLIED_REFUSED)
			return &r->part[i];
	return NULL;
}

/* Changes that the file has already, and those that it lacks. */
struct tally {
	size_t there, missing;
};

/* A mode alone says nothing about whether a change is there. */
static bool is_mode_only(const struct file_diff *d)
{
	return !d->nr && d->kind == FILE_DIFF_TEXT && !d->create &&
	       !d->remove && !d->rename && !d->copy;
}

bool patch_is_empty(const struct patch *p)
{
	for (size_t i = 0; i < p->nr; i++) {
		const struct file_diff *d = &p->diff[i];

		if (!is_mode_only(d) ||
		    (d->new_mode && d->new_mode != d->old_mode))
			return false;
	}
	return true;
}

static void tally_part(const struct part *part, struct tally *n)
{
	const struct application *a = &part->a;

	for (size_t i = 0; a->where && i < a->nr; i++) {
		n->there += a->where[i].placed == PLACED_MERGED;
		n->missing += a->where[i].placed != PLACED_MERGED;
	}
	if (a->where || is_mode_only(part->diff))
		return;
	n->there += a->applied == APPLIED_MERGED;
	n->missing += a->applied == APPLIED;
}

/*
 * Adds the numbers, from 1, of the hunks that are there or are not: "hunk 2",
 * "hunks 1, 3".
 */
static void add_hunks(const struct application *a, bool there, size_t nr,
		      struct buf *out)
{
	size_t shown = 0;

	buf_adds(out, nr == 1 ? "hunk" : "hunks");
	for (size_t i = 0; i < a->nr && shown < HUNKS_SHOWN; i++)
		if ((a->where[i].placed == PLACED_MERGED) == there)
			buf_addf(out, "%s %zu", shown++ ? "," : "", i + 1);
	if (nr > shown)
		buf_addf(out, " and %zu more", nr - shown);
}

/* Refuses one part of a patch that is there in part. */
static void refuse_partly(struct part *part)
{
	struct application *a = &part->a;
	struct tally n = { 0 };
	struct buf b = { 0 };

	tally_part(part, &n);
	if (!n.there && !n.missing)
		return;
	buf_adds(&b, "the patch is partly merged: ");
	if (n.there && n.missing) {
		add_hunks(a, true, n.there, &b);
		buf_adds(&b, n.there == 1 ? " is" : " are");
		buf_adds(&b, " there already, ");
		add_hunks(a, false, n.missing, &b);
		buf_adds(&b, n.missing == 1 ? " is not" : " are not");
	} else {
		buf_adds(&b, n.there ? "this file has its change already" :
				       "this file lacks its change");
	}
	a->applied = APPLIED_REFUSED;
	snprintf(a->reason, sizeof(a->reason), "%s", b.at);
	buf_release(&b);
}

void patch_result_judge(struct patch_result *r, const struct place_options *how)
{
	struct tally n = { 0 };
	size_t merged = 0;

	if (first_refused(r)) {
		r->outcome = PATCH_REFUSED;
		return;
	}
	for (size_t i = 0; i < r->nr; i++) {
		merged += r->part[i].a.applied == APPLIED_MERGED;
		tally_part(&r->part[i], &n);
	}
	r->outcome = r->nr && merged == r->nr ? PATCH_MERGED : PATCH_APPLIED;
	if (!n.there || !n.missing || how->like_quilt)
		return;
	r->outcome = PATCH_REFUSED;
	for (size_t i = 0; i < r->nr; i++)
		refuse_partly(&r->part[i]);
}

enum placed patch_result_worst(const struct patch_result *r)
{
	enum placed worst = PLACED_EXACT;

	for (size_t i = 0; i < r->nr; i++) {
		const struct application *a = &r->part[i].a;

		for (size_t k = 0; a->where && k < a->nr; k++)
			if (placed_ok(a->where[k].placed) &&
			    a->where[k].placed != PLACED_MERGED &&
			    a->where[k].placed > worst)
				worst = a->where[k].placed;
	}
	return worst;
}

static void describe_part(const struct part *part, struct buf *out)
{
	const struct application *a = &part->a;

	if (a->reason[0]) {
		buf_adds(out, a->reason);
		return;
	}
	for (size_t i = 0; a->where && i < a->nr; i++)
		if (!placed_ok(a->where[i].placed)) {
			buf_addf(out, "hunk %zu ", i + 1);
			placement_describe(&a->where[i], out);
			return;
		}
	buf_adds(out, "refused");
}

void patch_result_describe(const struct patch_result *r, struct buf *out)
{
	const struct part *part = first_refused(r);

	if (r->reason) {
		buf_adds(out, r->reason);
	} else if (part) {
		buf_addf(out, "%s: ", part->name);
		describe_part(part, out);
	}
}

void patch_result_describe_merged(const struct patch_result *r, struct buf *out)
{
	for (size_t i = 0; i < r->nr; i++) {
		const struct application *a = &r->part[i].a;

		buf_addf(out, "%s%s", i ? ", " : "", r->part[i].name);
		for (size_t k = 0; a->where && k < a->nr; k++) {
			struct span f = func_name(a->where[k].func_found);

			if (!a->where[k].found)
				continue;
			buf_addf(out, ":%ld", a->where[k].found);
			if (f.len)
				buf_addf(out, " in %.*s()", (int)f.len, f.at);
		}
	}
}

void patch_result_release(struct patch_result *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		application_release(&r->part[i].a);
		nearest_list_release(&r->part[i].nearest);
	}
	free(r->part);
	*r = (struct patch_result){ 0 };
}

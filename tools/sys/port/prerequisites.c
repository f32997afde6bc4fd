// SPDX-License-Identifier: GPL-2.0-only
/* Commits without which a patch does not apply. */
#include "sys/port/prerequisites.h"

#include <stdlib.h>
#include <string.h>

#include "core/apply/apply.h"
#include "core/conflict/conflict.h"
#include "core/source/lines.h"
#include "sys/git/repo-fail.h"
#include "sys/git/tree.h"
#include "sys/port/tree-patch.h"
#include "sys/series/apply-patch.h"

/* More would not be read, and each is tried. */
#define CANDIDATES_MAX 32

/* A candidate's change, as a patch. */
struct change {
	struct buf text;
	struct patch patch;
};

struct search {
	const struct prerequisite_query *q;
	struct prerequisites *found;
	struct change *change;	/* per candidate */
	bool *touches;		/* per step of the history */
};

static int mark_lines(struct search *s, struct history_lines *l,
		      struct diag *why)
{
	bool touched = false;

	for (size_t i = 0; i < s->q->history->nr; i++) {
		if (history_touches(s->q->history, i, l, &touched, why))
			return -1;
		s->touches[i] |= touched;
	}
	return 0;
}

/*
 * The lines of the file at q->from that c's hunk is in conflict about, at being
 * the line where the hunk begins there.
 */
static struct history_lines lines_at(const struct conflict *c, long at)
{
	long from = at + (long)c->skipped;
	long nr = (long)text_count_lf(c->base.at, c->base.len);

	/* Lines are only added: what stands on both sides counts. */
	if (!nr)
		return (struct history_lines){ .from = from > 1 ? from - 1 : 1,
					       .end = from + 1 };
	return (struct history_lines){ .from = from, .end = from + nr };
}

static int mark_part(struct search *s, const struct ported_part *part,
		     struct diag *why)
{
	static const struct place_options strict = { 0 };
	git_blob *blob = part->diff->old_name ?
		history_file(s->q->history, s->q->from, part->diff->old_name) :
		NULL;
	struct application a = { 0 };
	struct conflicts c = { 0 };
	struct buf out = { 0 };
	int ret = 0;

	if (!blob)
		return 0;
	file_diff_apply(part->diff, (struct span){ git_blob_rawcontent(blob),
			git_blob_rawsize(blob) }, &strict, &a, &out);
	conflicts_find(&c, part->diff, &part->result, buf_span(
		part->after.len ? &part->after : &part->before));
	/* It must be the tree that the patch was made for. */
	for (size_t i = 0; !ret && a.applied == APPLIED && i < c.nr; i++) {
		size_t hunk = c.conflict[i].hunk;
		struct history_lines l;

		if (hunk >= a.nr || !a.where || a.where[hunk].found < 1)
			continue;
		l = lines_at(&c.conflict[i], a.where[hunk].found);
		l.path = part->diff->old_name;
		l.blob = *git_blob_id(blob);
		ret = mark_lines(s, &l, why);
	}
	conflicts_release(&c);
	application_release(&a);
	buf_release(&out);
	git_blob_free(blob);
	return ret;
}

static int tree_of(const struct search *s, const git_oid *id,
		   struct port_tree *t, struct diag *why)
{
	git_commit *commit = NULL;
	int ret = 0;

	*t = (struct port_tree){ .repo = s->q->history->repo };
	if (git_commit_lookup(&commit, t->repo, id) ||
	    git_commit_tree(&t->tree, commit))
		ret = repo_fail(why, "read a commit's tree");
	git_commit_free(commit);
	return ret;
}

/* A commit's change whole; a release's of the files in conflict alone. */
static int read_change(const struct search *s, const struct history_step *step,
		       struct change *c, struct diag *why)
{
	const struct ported *p = s->q->ported;
	struct port_tree old = { 0 }, new = { 0 };
	int ret = tree_of(s, &step->old, &old, why) ||
		  tree_of(s, &step->new, &new, why) ? -1 : 0;

	if (!ret && !step->release)
		ret = tree_patch(&old, &new, &c->text, why);
	for (size_t i = 0; !ret && step->release && i < p->nr; i++)
		if (p->part[i].result.worst == PORT_CONFLICT)
			ret = tree_patch_file(&old, &new,
					      p->part[i].diff->old_name,
					      &c->text, why);
	if (!ret)
		ret = patch_parse(&c->patch, buf_span(&c->text), 1, step->name,
				  why);
	git_tree_free(old.tree);
	git_tree_free(new.tree);
	return ret;
}

/* What came of changes on the target, and of the patch on top of them. */
struct trial {
	enum patch_outcome outcome;	/* of the last change that was tried */
	bool fits;
};

/* Tries the candidates in that order; nothing is left behind. */
static int try(struct search *s, const size_t *which, size_t nr,
	       struct trial *t, struct diag *why)
{
	static const struct place_options strict = { 0 };
	const struct prerequisite_query *q = s->q;
	struct tree *tree = q->target->edited;
	struct ported p = { 0 };
	int ret = 0;

	*t = (struct trial){ PATCH_APPLIED, false };
	tree_mark(tree);
	for (size_t i = 0; !ret && t->outcome != PATCH_REFUSED && i < nr; i++) {
		struct patch_result result = { 0 };

		ret = patch_apply(tree, &s->change[which[i]].patch, &strict,
				  &result, why);
		t->outcome = result.outcome;
		patch_result_release(&result);
	}
	if (!ret && t->outcome == PATCH_APPLIED) {
		ret = port_patch(q->patch, q->target, q->source, &p, why);
		t->fits = !ret && p.worst < PORT_CONFLICT;
		ported_release(&p);
	}
	tree_rollback(tree);
	return ret;
}

static int try_alone(struct search *s, struct diag *why)
{
	static const enum prerequisite_state state[] = {
		[PATCH_APPLIED] = PREREQUISITE_APPLIES,
		[PATCH_MERGED] = PREREQUISITE_THERE,
		[PATCH_REFUSED] = PREREQUISITE_REFUSED,
	};

	for (size_t i = 0; i < s->found->nr; i++) {
		struct prerequisite *c = &s->found->candidate[i];
		struct trial t;

		if (try(s, &i, 1, &t, why))
			return -1;
		c->state = state[t.outcome];
		c->helps = t.fits;
	}
	return 0;
}

/* Takes from the list what is not needed. */
static int prune(struct search *s, struct diag *why)
{
	struct prerequisites *p = s->found;
	struct trial t;

	for (size_t i = 0; p->nr_take > 1 && i < p->nr_take;) {
		size_t was = p->take[i];

		memmove(&p->take[i], &p->take[i + 1],
			(--p->nr_take - i) * sizeof(*p->take));
		if (try(s, p->take, p->nr_take, &t, why))
			return -1;
		if (t.fits)
			continue;
		memmove(&p->take[i + 1], &p->take[i],
			(p->nr_take++ - i) * sizeof(*p->take));
		p->take[i++] = was;
	}
	return 0;
}

/* Oldest first, what applies on top of what was taken, until the patch fits. */
static int choose(struct search *s, struct diag *why)
{
	struct prerequisites *p = s->found;
	struct trial t = { PATCH_APPLIED, false };

	p->take = grow_array(NULL, p->nr + 1, sizeof(*p->take));
	for (size_t i = p->nr; !t.fits && i; i--) {
		if (p->candidate[i - 1].state == PREREQUISITE_THERE)
			continue;
		p->take[p->nr_take] = i - 1;
		if (try(s, p->take, p->nr_take + 1, &t, why))
			return -1;
		p->nr_take += t.outcome == PATCH_APPLIED;
	}
	if (!t.fits)
		p->nr_take = 0;
	return prune(s, why);
}

static int add_candidates(struct search *s, struct diag *why)
{
	const struct history *h = s->q->history;
	struct prerequisites *p = s->found;

	p->candidate = grow_array(NULL, CANDIDATES_MAX, sizeof(*p->candidate));
	s->change = grow_array(NULL, CANDIDATES_MAX, sizeof(*s->change));
	for (size_t i = 0; i < h->nr && p->nr < CANDIDATES_MAX; i++) {
		if (!s->touches[i])
			continue;
		p->candidate[p->nr] = (struct prerequisite){ .step = i };
		s->change[p->nr] = (struct change){ 0 };
		if (read_change(s, &h->step[i], &s->change[p->nr++], why))
			return -1;
	}
	return 0;
}

int prerequisites_find(struct prerequisites *p,
		       const struct prerequisite_query *q, struct diag *why)
{
	struct search s = { .q = q, .found = p };
	int ret = 0;

	*p = (struct prerequisites){ 0 };
	s.touches = new_array(q->history->nr + 1, sizeof(*s.touches));
	for (size_t i = 0; !ret && i < q->ported->nr; i++)
		if (q->ported->part[i].result.worst == PORT_CONFLICT)
			ret = mark_part(&s, &q->ported->part[i], why);
	if (!ret)
		ret = add_candidates(&s, why);
	if (!ret)
		ret = try_alone(&s, why);
	if (!ret)
		ret = choose(&s, why);
	for (size_t i = 0; i < p->nr; i++) {
		patch_release(&s.change[i].patch);
		buf_release(&s.change[i].text);
	}
	free(s.change);
	free(s.touches);
	return ret;
}

void prerequisites_release(struct prerequisites *p)
{
	free(p->candidate);
	free(p->take);
	*p = (struct prerequisites){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rules that no patch breaks by itself: what one branch has and another lacks.
 */
#include "core/check/across-branches.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/mail/clean.h"
#include "core/check/rules-stable.h"
#include "core/mail/upstream-id.h"
#include "core/source/words.h"
#include "core/text/buf.h"
#include "core/text/release.h"

static void add(struct findings *f, const char *rule, const struct carried *c,
		const char *path, struct buf *sentence)
{
	findings_add(f, rule_named(rule), c->notes, path, 0, sentence->at);
	buf_release(sentence);
}

/* The patch of branch that carries the commit; NULL if none does. */
static const struct carried *carries(const struct across *a, const char *branch,
				     struct span id)
{
	for (size_t i = 0; i < a->nr; i++)
		if (!strcmp(a->carried[i].branch, branch) &&
		    commit_ids_agree(span_of(a->carried[i].id), id))
			return &a->carried[i];
	return NULL;
}

/*
 * True when base is older than the release that has the commit, as far as is
 * known.
 */
static bool needs(const char *base, const char *since)
{
	bool known;

	return kver_compare_names(base, since, &known) < 0 && known;
}

static void check_gap(struct findings *f, const struct across *a,
		      const struct carried *c)
{
	for (size_t i = 0; c->id[0] && i < a->nr_lines; i++) {
		const struct line *l = &a->line[i];
		struct buf b = { 0 };

		if (kver_compare_names(l->base, c->base, NULL) <= 0 ||
		    !needs(l->base, c->since) ||
		    carries(a, l->branch, span_of(c->id)))
			continue;
		buf_addf(&b, "%s lacks %.12s (\"%s\"), which the older %s carries: who updates loses the fix",
			 l->branch, c->id, c->subject, c->branch);
		add(f, "branch-gap", c, c->path, &b);
	}
}

/*
 * The first variant of the same fix: the same file name on a branch before
 * c's; else c. Two patches of one series may have one name in two folders.
 */
static const struct carried *first_of(const struct across *a,
				      const struct carried *c)
{
	for (const struct carried *o = a->carried; o < c; o++)
		if (!strcmp(o->name, c->name) && strcmp(o->branch, c->branch))
			return o;
	return c;
}

static void check_alike(struct findings *f, const struct across *a,
			const struct carried *c)
{
	const struct carried *first = first_of(a, c);
	struct buf b = { 0 };

	if (first == c)
		return;
	if (!words_equal_but_space(span_of(subject_untagged(c->subject)),
				   span_of(subject_untagged(first->subject)))) {
		buf_addf(&b, "its subject is '%s', on %s it is '%s'",
			 c->subject, first->branch, first->subject);
		add(f, "branch-subject", c, c->path, &b);
	}
	if ((c->id[0] || first->id[0]) &&
	    !commit_ids_agree(span_of(c->id), span_of(first->id))) {
		buf_addf(&b, "its upstream commit is %s, on %s it is %s",
			 c->id[0] ? c->id : "not said", first->branch,
			 first->id[0] ? first->id : "not said");
		add(f, "branch-id", c, c->path, &b);
	}
}

/*
 * A prerequisite that holds for the branch's release and stands nowhere in the
 * series before c.
 */
static bool lacks(const struct across *a, const struct carried *c,
		  const struct stable_cc *cc)
{
	const struct carried *found;
	struct span version = cc->version, base = span_of(c->base);
	struct kver vc, vb;

	if (!cc->id.len || cc->fault || !kver_read(&vc, &version) ||
	    !kver_read(&vb, &base) || kver_compare(&vb, &vc) < 0)
		return false;
	found = carries(a, c->branch, cc->id);
	return !found || found > c;
}

static void check_prerequisites(struct findings *f, const struct across *a,
				const struct carried *c)
{
	const struct tag *tag;
	struct tags tags;
	size_t from = 0;

	tags_read(&tags, c->header);
	while ((tag = tags_next(&tags, "Cc", &from))) {
		const char *hash = memchr(tag->value.at, '#', tag->value.len);
		struct stable_cc cc;
		struct buf b = { 0 };

		if (!hash || !span_find_nocase(tag->value, "stable"))
			continue;
		stable_cc_read(&cc, span_skip(tag->value,
					      hash + 1 - tag->value.at));
		if (!lacks(a, c, &cc))
			continue;
		buf_addf(&b, "it wants %.*s (%.*s) first, which series/%s does not carry before it; if %s has it, say so in '[ backport-check: ignore prerequisite: why ]'",
			 (int)cc.id.len, cc.id.at, (int)cc.subject.len,
			 cc.subject.at, c->branch, c->base);
		add(f, "prerequisite", c, c->path, &b);
	}
	tags_release(&tags);
}

static void check_follow_ups(struct findings *f, const struct across *a,
			     const struct carried *c)
{
	for (size_t i = 0; i < a->nr_follow_ups; i++) {
		const struct follow_up *u = &a->follow_up[i];
		struct buf b = { 0 };

		if (!commit_ids_agree(span_of(u->fixes), span_of(c->id)) ||
		    carries(a, c->branch, span_of(u->id)))
			continue;
		buf_addf(&b, "upstream %.12s (\"%s\") fixes it, and %s does not carry that",
			 u->id, u->subject, c->branch);
		add(f, "follow-up", c, c->path, &b);
	}
}

void across_check(struct findings *f, const struct across *a,
		  unsigned int profiles)
{
	for (size_t i = 0; i < a->nr; i++) {
		const struct carried *c = &a->carried[i];

		check_gap(f, a, c);
		check_alike(f, a, c);
		if (rule_named("prerequisite")->profiles & profiles)
			check_prerequisites(f, a, c);
		check_follow_ups(f, a, c);
	}
}

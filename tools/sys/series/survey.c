// SPDX-License-Identifier: GPL-2.0-only
/* One series on many bases, applied once for all whose touched files agree. */
#include "sys/series/survey.h"

#include <stdio.h>
#include <stdlib.h>

#include "sys/git/base-list.h"
#include "sys/git/object.h"
#include "sys/git/repo.h"

/* A survey being made. */
struct work {
	struct survey *s;
	struct queue *queue;
	const struct place_options *how;
	struct base_list bases;
};

const char *survey_state_name(enum survey_state state)
{
	static const char *const names[] = {
		[SURVEY_TAKES] = "takes", [SURVEY_HAS] = "has",
		[SURVEY_REFUSES] = "refuses",
	};

	return names[state];
}

/* Over everything of t that the queue can see. */
static void key_of(const struct work *w, struct tree *t, git_oid *key)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < w->queue->nr; i++)
		patch_files_key(&w->queue->patch[i].patch, t, &b);
	gitobject_hash(key, GIT_OBJECT_BLOB, buf_span(&b));
	buf_release(&b);
}

static int note(void *arg, const struct queued_patch *p,
		const struct patch_result *result, struct diag *why)
{
	enum placed worst = patch_result_worst(result);
	struct survey_answer *a = arg;
	struct buf reason = { 0 };

	(void)why;
	if (worst > a->worst)
		a->worst = worst;
	if (result->outcome != PATCH_REFUSED || a->reason[0])
		return 0;
	patch_result_describe(result, &reason);
	snprintf(a->reason, sizeof(a->reason), "%s: %s", p->name, reason.at);
	buf_release(&reason);
	return 0;
}

/* Applies the queue to t for a new answer. 0 or -1 and *why. */
static int find_answer(struct work *w, struct tree *t, struct survey_answer *a,
		       struct diag *why)
{
	struct queue_options how = { .place = *w->how, .done = note, .arg = a };
	struct queue_count n;

	if (queue_apply(w->queue, t, &how, &n, why))
		return -1;
	a->state = n.refused ? SURVEY_REFUSES :
		   n.merged && !n.applied ? SURVEY_HAS : SURVEY_TAKES;
	return 0;
}

static struct survey_answer *known_answer(const struct survey *s,
					  const git_oid *key)
{
	for (size_t i = 0; i < s->nr_answers; i++)
		if (git_oid_equal(&s->answer[i]->key, key))
			return s->answer[i];
	return NULL;
}

static struct survey_answer *new_answer(struct survey *s, const git_oid *key)
{
	struct survey_answer *a = new_array(1, sizeof(*a));

	s->answer = grow_array(s->answer, s->nr_answers + 1,
			       sizeof(*s->answer));
	s->answer[s->nr_answers++] = a;
	a->key = *key;
	return a;
}

static int judge(struct work *w, struct surveyed_base *b, struct diag *why)
{
	struct survey_answer *a;
	git_tree *base = NULL;
	struct tree *t = NULL;
	git_oid key;
	int ret = -1;

	if (git_tree_lookup(&base, w->bases.repo, &b->tree)) {
		repo_fail(why, "read a base");
		goto out;
	}
	t = tree_new(w->bases.repo, base, why);
	if (!t)
		goto out;
	key_of(w, t, &key);
	b->answer = known_answer(w->s, &key);
	ret = 0;
	if (b->answer)
		goto out;
	b->answer = a = new_answer(w->s, &key);
	ret = find_answer(w, t, a, why);
out:
	tree_free(t);
	git_tree_free(base);
	return ret;
}

int survey_make(struct survey *s, const char *bases, struct queue *q,
		const struct place_options *how, struct diag *why)
{
	struct work w = { .s = s, .queue = q, .how = how };
	int ret;

	*s = (struct survey){ 0 };
	ret = base_list_find(&w.bases, bases, why);
	s->base = grow_array(NULL, w.bases.nr + 1, sizeof(*s->base));
	for (size_t i = 0; !ret && i < w.bases.nr; i++) {
		const struct listed_base *b = &w.bases.base[i];

		s->base[s->nr] = (struct surveyed_base){
			xstrdup(b->name), b->tree, NULL };
		ret = judge(&w, &s->base[s->nr++], why);
	}
	base_list_release(&w.bases);
	return ret;
}

void survey_release(struct survey *s)
{
	for (size_t i = 0; i < s->nr; i++)
		free(s->base[i].name);
	for (size_t i = 0; i < s->nr_answers; i++)
		free(s->answer[i]);
	free(s->base);
	free(s->answer);
	*s = (struct survey){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * One series over many bases: which take it, which have it, which refuse it.
 * Where the files that it touches are the same, so is the answer.
 */
#include "cmd/apply/apply.h"

#include <fnmatch.h>
#include <git2.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "sys/git/object.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"

enum state { TAKES, HAS, REFUSES };

static const char *const state_name[] = {
	[TAKES] = "takes", [HAS] = "has", [REFUSES] = "refuses",
};

/* What a series comes to on bases whose touched files are the same. */
struct answer {
	git_oid key;		/* over those files' modes and ids */
	enum state state;
	enum placed worst;	/* of the hunks that were placed */
	char reason[384];	/* of a refusal */
};

struct release {
	char *name;
	git_oid tree;
	const struct answer *answer;
};

struct survey {
	const struct ctx *ctx;
	const struct apply_options *o;
	git_repository *cache, *repo;
	char *pattern;
	struct queue series;
	struct release *release;
	size_t nr;
	struct answer **answer;
	size_t nr_answers;
};

/* The last part of a ref's name that is a release's. */
static const char *short_name(const char *ref)
{
	return ref + strlen(strncmp(ref, BASES, strlen(BASES)) ? "refs/tags/" :
							       BASES);
}

static int add_release(git_reference *ref, void *arg)
{
	struct survey *s = arg;
	const char *name = short_name(git_reference_name(ref));
	git_object *tree = NULL;

	if (!fnmatch(s->pattern, name, 0) &&
	    !git_reference_peel(&tree, ref, GIT_OBJECT_TREE)) {
		s->release = grow_array(s->release, s->nr + 1,
					sizeof(*s->release));
		s->release[s->nr++] = (struct release){
			fs_path("%s", name), *git_object_id(tree), NULL
		};
	}
	git_object_free(tree);
	git_reference_free(ref);
	return 0;
}

static int by_version(const void *a, const void *b)
{
	const struct release *x = a, *y = b;

	return strverscmp(x->name, y->name);
}

/* PATTERN names bases of the cache, GITDIR@PATTERN tags of a repository. */
static int find_releases(struct survey *s, struct diag *why)
{
	const char *at = strrchr(s->o->bases, '@');
	const char *refs = at ? "refs/tags/" : BASES;
	git_reference_iterator *it = NULL;
	git_reference *ref;
	char *dir = fs_path("%.*s", at ? (int)(at - s->o->bases) : 0,
			    s->o->bases);
	int ret = repo_open(&s->cache, why);

	s->repo = s->cache;
	s->pattern = fs_path("%s", at ? at + 1 : s->o->bases);
	if (!ret && at)
		ret = repo_open_at(&s->repo, dir, why);
	free(dir);
	if (ret)
		return -1;
	if (git_reference_iterator_new(&it, s->repo))
		return repo_fail(why, "list the bases");
	while (!git_reference_next(&ref, it))
		if (!strncmp(git_reference_name(ref), refs, strlen(refs)))
			add_release(ref, s);
		else
			git_reference_free(ref);
	git_reference_iterator_free(it);
	if (s->nr)
		qsort(s->release, s->nr, sizeof(*s->release), by_version);
	return 0;
}

/* Over all that the series can see of t. */
static void key_of(const struct survey *s, struct tree *t, git_oid *key)
{
	struct buf b = { 0 };

	for (size_t i = 0; i < s->series.nr; i++) {
		const struct patch *p = &s->series.patch[i].patch;

		for (size_t k = 0; k < p->name_nr; k++) {
			git_oid id = { { 0 } };

			buf_addf(&b, "%o ", tree_mode(t, p->name[k]));
			tree_blob_id(t, p->name[k], &id);
			buf_add(&b, id.id, sizeof(id.id));
		}
	}
	object_id(key, GIT_OBJECT_BLOB, buf_span(&b));
	buf_release(&b);
}

static void note_part(struct answer *a, const struct queued_patch *p,
		      const struct part *part)
{
	struct buf b = { 0 };

	for (size_t i = 0; part->a.where && i < part->a.nr; i++) {
		const struct placement *w = &part->a.where[i];

		if (placed_ok(w->placed) && w->placed != PLACED_MERGED &&
		    w->placed > a->worst)
			a->worst = w->placed;
		if (!placed_ok(w->placed) && !b.len) {
			buf_addf(&b, "hunk %zu ", i + 1);
			placement_describe(w, &b);
		}
	}
	if (part->a.applied == APPLIED_REFUSED && !a->reason[0])
		snprintf(a->reason, sizeof(a->reason), "%s: %s: %s", p->name,
			 part->name, part->a.reason[0] ? part->a.reason :
			 b.len ? b.at : "refused");
	buf_release(&b);
}

static int note(void *arg, const struct queued_patch *p, const struct patch_result *c,
		struct diag *why)
{
	(void)why;
	for (size_t i = 0; i < c->nr; i++)
		note_part(arg, p, &c->part[i]);
	return 0;
}

/* Applies the series to t for a new answer. 0 or -1 and *why. */
static int find_answer(struct survey *s, struct tree *t, struct answer *a,
		       struct diag *why)
{
	struct queue_options how = { .place = s->o->place, .done = note,
				 .arg = a };
	struct queue_count n;

	if (queue_apply(&s->series, t, &how, &n, why))
		return -1;
	a->state = n.refused ? REFUSES : n.merged && !n.applied ? HAS : TAKES;
	return 0;
}

static int judge(struct survey *s, struct release *r, struct diag *why)
{
	git_tree *base = NULL;
	struct tree *t = NULL;
	struct answer *a;
	git_oid key;
	int ret = -1;

	if (git_tree_lookup(&base, s->repo, &r->tree)) {
		repo_fail(why, "read a base");
		goto out;
	}
	if (!(t = tree_new(s->repo, base, why)))
		goto out;
	key_of(s, t, &key);
	for (size_t i = 0; i < s->nr_answers && !r->answer; i++)
		if (git_oid_equal(&s->answer[i]->key, &key))
			r->answer = s->answer[i];
	ret = 0;
	if (r->answer)
		goto out;
	a = calloc(1, sizeof(*a));
	if (!a)
		abort();
	s->answer = grow_array(s->answer, s->nr_answers + 1,
			       sizeof(*s->answer));
	s->answer[s->nr_answers++] = a;
	a->key = key;
	r->answer = a;
	ret = find_answer(s, t, a, why);
out:
	tree_free(t);
	git_tree_free(base);
	return ret;
}

static void show_release(const struct release *r)
{
	const struct answer *a = r->answer;
	json_t *o = json_pack("{ss ss ss ss ss}", "base", r->name, "tree",
			      git_oid_tostr_s(&r->tree), "state",
			      state_name[a->state], "placed",
			      a->state == TAKES ? placed_name(a->worst) : "",
			      "reason", a->reason);

	json_dumpf(o, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
	putchar('\n');
	json_decref(o);
}

static bool alike(const struct answer *a, const struct answer *b)
{
	return a->state == b->state &&
	       (a->state != TAKES || a->worst == b->worst);
}

static void show_range(const struct release *from, const struct release *to)
{
	const struct answer *a = from->answer;
	char range[80];

	snprintf(range, sizeof(range), "%s%s%s", from->name,
		 from == to ? "" : " .. ", from == to ? "" : to->name);
	printf("%-28s %4zd  %s%s%s%s%s\n", range, to - from + 1,
	       state_name[a->state], a->state == TAKES ? " it, " : "",
	       a->state == TAKES ? placed_name(a->worst) : "",
	       a->state == REFUSES ? " it: " : a->state == HAS ? " it" : "",
	       a->reason);
}

static int show(const struct survey *s)
{
	const struct release *first = s->release, *r = first;
	size_t nr[3] = { 0 };

	for (; r < s->release + s->nr; r++) {
		nr[r->answer->state]++;
		if (s->ctx->json)
			show_release(r);
		else if (!alike(first->answer, r->answer)) {
			show_range(first, r - 1);
			first = r;
		}
	}
	if (!s->ctx->json) {
		show_range(first, r - 1);
		printf("%zu releases: %zu take it, %zu have it, %zu refuse it; %zu different states of its files\n",
		       s->nr, nr[TAKES], nr[HAS], nr[REFUSES], s->nr_answers);
	}
	return nr[REFUSES] ? EXIT_VERDICT : EXIT_OK;
}

static void survey_release(struct survey *s)
{
	for (size_t i = 0; i < s->nr; i++)
		free(s->release[i].name);
	for (size_t i = 0; i < s->nr_answers; i++)
		free(s->answer[i]);
	free(s->release);
	free(s->answer);
	free(s->pattern);
	queue_release(&s->series);
	if (s->repo != s->cache)
		git_repository_free(s->repo);
	git_repository_free(s->cache);
}

int apply_bases(struct ctx *ctx, const struct apply_options *o)
{
	struct survey s = { .ctx = ctx, .o = o };
	struct diag why = { 0 };
	int status = EXIT_CANNOT;

	if (find_releases(&s, &why) || apply_load(&s.series, o, &why))
		goto out;
	for (size_t i = 0; i < s.nr; i++)
		if (judge(&s, &s.release[i], &why))
			goto out;
	status = s.nr ? show(&s) : EXIT_NOTHING;
	if (!s.nr)
		fprintf(stderr, "backport: no base matches '%s'; 'backport tree list' lists them, GITDIR@PATTERN looks for a repository's tags\n",
			o->bases);
out:
	if (status == EXIT_CANNOT)
		cmd_cannot(ctx, &why);
	survey_release(&s);
	return status;
}

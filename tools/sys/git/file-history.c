// SPDX-License-Identifier: GPL-2.0-only
/* Which commits changed lines of a file. */
#include "sys/git/file-history.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/buf.h"
#include "core/text/release.h"
#include "sys/git/repo-fail.h"

static struct history_step *add_step(struct history *h)
{
	h->step = grow_array(h->step, h->nr + 1, sizeof(*h->step));
	h->step[h->nr] = (struct history_step){ 0 };
	return &h->step[h->nr++];
}

static int add_commit(struct history *h, const git_oid *id, struct diag *why)
{
	struct history_step *s;
	git_commit *commit = NULL;
	char hex[13];

	if (git_commit_lookup(&commit, h->repo, id))
		return repo_fail(why, "read the history");
	if (git_commit_parentcount(commit)) {
		const char *subject = git_commit_summary(commit);

		s = add_step(h);
		s->new = *id;
		s->old = *git_commit_parent_id(commit, 0);
		git_oid_tostr(hex, sizeof(hex), id);
		s->name = xstrfmt("%s %s", hex, subject ? subject : "");
	}
	git_commit_free(commit);
	return 0;
}

static int walk_commits(struct history *h, const git_oid *new,
			const git_oid *old, struct diag *why)
{
	git_revwalk *walk = NULL;
	git_oid id;
	int ret = 0, err;

	if (git_revwalk_new(&walk, h->repo) ||
	    git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL) ||
	    git_revwalk_push(walk, new) || git_revwalk_hide(walk, old))
		ret = repo_fail(why, "walk the history");
	while (!ret && !(err = git_revwalk_next(&id, walk)))
		ret = add_commit(h, &id, why);
	git_revwalk_free(walk);
	return ret;
}

/* A tag of a release. */
struct tag {
	char *name;
	struct kver v;
	git_oid commit;
};

struct tags {
	struct tag *tag;
	size_t nr;
};

static int read_tag(const char *name, struct kver *v)
{
	struct span rest = span_of(name);

	return kver_read(v, &rest) && !rest.len ? 0 : -1;
}

/* A stable release: 2 of v4.9.2, 0 of v4.9 and v4.9.0. */
static int stable_of(const struct kver *v)
{
	return v->nr > 2 ? v->part[2] : 0;
}

static bool same_line(const struct kver *a, const struct kver *b)
{
	return a->part[0] == b->part[0] && a->part[1] == b->part[1];
}

/* It lies on the way that releases went from old to new. */
static bool is_between(const struct kver *v, const struct kver *old,
		       const struct kver *new)
{
	if (kver_compare(v, new) > 0)
		return false;
	if (same_line(old, new))
		return same_line(v, new) && kver_compare(v, old) >= 0;
	if (same_line(v, new))
		return true;
	/* The way forks at the first release of old's line. */
	return !stable_of(v) && (same_line(v, old) || kver_compare(v, old) > 0);
}

static int take_tag(const char *ref, git_oid *id, void *arg)
{
	void **args = arg;
	struct history *h = args[0];
	struct tags *t = args[1];
	const struct kver *old = args[2], *new = args[3];
	const char *name = ref + strlen("refs/tags/");
	git_object *object = NULL, *commit = NULL;
	struct kver v;
	int err;

	if (read_tag(name, &v) || !is_between(&v, old, new))
		return 0;
	err = git_object_lookup(&object, h->repo, id, GIT_OBJECT_ANY);
	if (!err)
		err = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	if (!err) {
		t->tag = grow_array(t->tag, t->nr + 1, sizeof(*t->tag));
		t->tag[t->nr++] = (struct tag){ xstrdup(name), v,
						*git_object_id(commit) };
	}
	git_object_free(commit);
	git_object_free(object);
	return repo_is_missing(err) ? 0 : err;
}

static int newest_first(const void *a, const void *b)
{
	const struct tag *x = a, *y = b;
	int c = kver_compare(&y->v, &x->v);

	return c ? c : strcmp(y->name, x->name);
}

/* A step from one release, or from a commit above it, to the one before. */
static void add_release(struct history *h, const git_oid *new,
			const git_oid *old, char *name)
{
	struct history_step *s = add_step(h);

	s->new = *new;
	s->old = *old;
	s->name = name;
	s->release = true;
}

/*
 * The oldest of the tags that a history joins with the commit new, which may be
 * none itself; t->nr when there is none such.
 */
static size_t joined_tag(const struct history *h, const struct tags *t,
			 const git_oid *new)
{
	git_oid base;
	size_t i = t->nr;

	while (i && git_merge_base(&base, h->repo, new, &t->tag[i - 1].commit))
		i--;
	return i ? i - 1 : t->nr;
}

/* Commits as far as they go, and releases from there on. */
static int walk_steps(struct history *h, const struct tags *t,
		      const git_oid *new, struct diag *why)
{
	size_t i = joined_tag(h, t, new);
	int ret = 0;

	if (i < t->nr) {
		ret = walk_commits(h, new, &t->tag[i].commit, why);
	} else {
		i = 0;
		add_release(h, new, &t->tag[0].commit,
			    xstrfmt("above %s", t->tag[0].name));
	}
	for (; !ret && i + 1 < t->nr; i++)
		add_release(h, &t->tag[i].commit, &t->tag[i + 1].commit,
			    xstrdup(t->tag[i].name));
	return ret;
}

static int walk_tags(struct history *h, const struct history_ends *e,
		     struct diag *why)
{
	struct tags t = { 0 };
	struct kver old, new;
	void *args[] = { h, &t, &old, &new };
	int ret = 0;

	if (!e->old_tag || !e->new_tag || read_tag(e->old_tag, &old) ||
	    read_tag(e->new_tag, &new))
		return 0;
	if (git_tag_foreach(h->repo, take_tag, args))
		ret = repo_fail(why, "read the tags");
	if (t.nr)
		qsort(t.tag, t.nr, sizeof(*t.tag), newest_first);
	if (!ret && t.nr)
		ret = walk_steps(h, &t, e->new, why);
	for (size_t i = 0; i < t.nr; i++)
		free(t.tag[i].name);
	free(t.tag);
	return ret;
}

int history_find(struct history *h, git_repository *repo,
		 const struct history_ends *ends, struct diag *why)
{
	git_oid base;

	*h = (struct history){ .repo = repo };
	if (ends->old && !git_merge_base(&base, repo, ends->new, ends->old))
		return walk_commits(h, ends->new, ends->old, why);
	return walk_tags(h, ends, why);
}

git_blob *history_file(const struct history *h, const git_oid *commit,
		       const char *path)
{
	git_object *object = NULL, *blob = NULL;

	if (!git_object_lookup(&object, h->repo, commit, GIT_OBJECT_COMMIT) &&
	    git_object_lookup_bypath(&blob, object, path, GIT_OBJECT_BLOB))
		blob = NULL;
	git_object_free(object);
	return (git_blob *)blob;
}

/* Lines that a step is asked about, and where they were before it. */
struct moved {
	long from, end;
	long old_from, old_end;
	bool touched;
};

static int move(const git_diff_delta *delta, const git_diff_hunk *hunk,
		void *arg)
{
	struct moved *m = arg;
	long shift = hunk->old_lines - hunk->new_lines;
	/* A side without lines names the line in front. */
	long from = hunk->new_start + !hunk->new_lines;
	long end = from + hunk->new_lines;
	long was = hunk->old_start + !hunk->old_lines;
	bool meets = from == end ? from >= m->from && from <= m->end :
				   from < m->end && end > m->from;

	(void)delta;
	if (!meets) {
		if (end <= m->from)
			m->old_from += shift;
		if (end <= m->from || from < m->end)
			m->old_end += shift;
		return 0;
	}
	/* What stands there belongs to the lines from here on. */
	m->touched = true;
	m->old_end += shift;
	if (was < m->old_from)
		m->old_from = was;
	if (was + hunk->old_lines > m->old_end)
		m->old_end = was + hunk->old_lines;
	return 0;
}

/* Whether an older file has the lines, and where. */
static int compare(const struct history *h, const git_oid *older,
		   git_blob *new, struct history_lines *l, bool *touched,
		   struct diag *why)
{
	git_diff_options how;
	struct moved m = { l->from, l->end, l->from, l->end, false };
	git_blob *old = history_file(h, older, l->path);
	int ret = 0;

	git_diff_options_init(&how, GIT_DIFF_OPTIONS_VERSION);
	how.context_lines = 0;
	*touched = !old;	/* the file begins here */
	if (!old)
		memset(&l->blob, 0, sizeof(l->blob));
	else if (git_diff_blobs(old, l->path, new, l->path, &how, NULL, NULL,
				move, NULL, &m))
		ret = repo_fail(why, "compare a file with what it was");
	if (old && !ret) {
		*touched = m.touched;
		l->blob = *git_blob_id(old);
		l->from = m.old_from;
		l->end = m.old_end;
	}
	git_blob_free(old);
	return ret;
}

/*
 * A merge changed the lines when each parent has others; a parent that has the
 * same is where they come from.
 */
static int ask_parents(const struct history *h, git_commit *commit,
		       git_blob *new, struct history_lines *l, bool *touched,
		       struct diag *why)
{
	unsigned int nr = git_commit_parentcount(commit);
	struct history_lines first = *l;

	for (unsigned int i = 0; i < nr; i++) {
		struct history_lines at = *l;

		if (compare(h, git_commit_parent_id(commit, i), new, &at,
			    touched, why))
			return -1;
		if (!*touched) {
			*l = at;
			return 0;
		}
		if (!i)
			first = at;
	}
	*l = first;
	return 0;
}

int history_touches(const struct history *h, size_t step,
		    struct history_lines *l, bool *touched, struct diag *why)
{
	const struct history_step *s = &h->step[step];
	git_blob *new = history_file(h, &s->new, l->path);
	git_commit *commit = NULL;
	int ret = 0;

	*touched = false;
	if (!new || !git_oid_equal(git_blob_id(new), &l->blob))
		goto out;
	if (s->release)
		ret = compare(h, &s->old, new, l, touched, why);
	else if (git_commit_lookup(&commit, h->repo, &s->new))
		ret = repo_fail(why, "read the history");
	else
		ret = ask_parents(h, commit, new, l, touched, why);
out:
	git_commit_free(commit);
	git_blob_free(new);
	return ret;
}

void history_release(struct history *h)
{
	for (size_t i = 0; i < h->nr; i++)
		free(h->step[i].name);
	free(h->step);
	*h = (struct history){ 0 };
}

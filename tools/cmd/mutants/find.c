// SPDX-License-Identifier: GPL-2.0-only
/* A branch's mutants: its variants, found again in the tree that they made. */
#include "cmd/mutants/find.h"

#include <stdlib.h>
#include <string.h>

#include "core/apply/apply.h"
#include "core/mutant/find-mutants.h"
#include "sys/conf/branch-files.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/series/variant.h"

/*
 * Where each hunk's postimage begins in after, line index from 0; NULL when not
 * all can be found.
 */
static size_t *locate(const struct file_diff *reversed, struct span after)
{
	const struct place_options exact = { 0 };
	struct application a;
	struct buf out = { 0 };
	size_t *at = NULL;

	file_diff_apply(reversed, after, &exact, &a, &out);
	if (a.applied == APPLIED && a.nr == reversed->nr) {
		at = grow_array(NULL, a.nr + 1, sizeof(*at));
		for (size_t i = 0; i < a.nr; i++)
			at[i] = a.where[i].found > 0 ? a.where[i].found - 1 : 0;
	}
	application_release(&a);
	buf_release(&out);
	return at;
}

static struct trial_file *file_of(struct trials *t, struct tree *tree,
				  const char *path, struct diag *why)
{
	struct trial_file *f;
	struct tree_file now;

	if (tree_read(tree, path, &now, why))
		return NULL;
	if (!now.there) {
		diag_set(why, path, 0, "is not in the tree of after, although a patch makes it");
		return NULL;
	}
	t->file = grow_array(t->file, t->nr_files + 1, sizeof(*t->file));
	f = &t->file[t->nr_files++];
	memset(f, 0, sizeof(*f));
	f->path = xstrdup(path);
	buf_add(&f->text, now.bytes.at, now.bytes.len);
	return f;
}

static bool is_c(const char *path)
{
	size_t n = path ? strlen(path) : 0;

	return n > 2 && path[n - 2] == '.' &&
	       (path[n - 1] == 'c' || path[n - 1] == 'h');
}

/* What the configuration says of a mutant: "ID: reason". */
static const char *noted(const struct fix *fix, const char *id)
{
	size_t n = strlen(id);

	for (size_t i = 0; i < fix->nr_mutants; i++) {
		const char *note = fix->mutant[i];

		if (!strncmp(note, id, n) && note[n] == ':')
			return note + n + 1 + strspn(note + n + 1, " ");
	}
	return NULL;
}

/*
 * A trial for each of a file's mutants; it borrows what the file owns, not the
 * file, which may move.
 */
static void add_trials(struct trials *t, size_t file, const struct fix *fix,
		       size_t step)
{
	const struct trial_file *f = &t->file[file];

	t->trial = grow_array(t->trial, t->nr + f->mutants.nr + 1,
			      sizeof(*t->trial));
	for (size_t i = 0; i < f->mutants.nr; i++) {
		struct trial *trial = &t->trial[t->nr++];

		*trial = (struct trial){
			.mutant = &f->mutants.mutant[i], .fix = fix,
			.step = step,
			.path = f->path, .after = buf_span(&f->text),
			.noted = noted(fix, f->mutants.mutant[i].id),
			.reason = xstrdup(""),
		};
		mutant_patch(trial->mutant, trial->after, f->path,
			     &trial->patch);
	}
}

/* A fix's variant, read as it is and reversed, and the tree that it made. */
struct source {
	const struct fix *fix;
	size_t step;		/* the fix's own */
	struct tree *tree;
	char *path;
	struct variant variant, reversed;
};

static int find_in_file(struct trials *t, const struct source *v, size_t i,
			struct diag *why)
{
	const struct patch *reversed = &v->reversed.patch;
	const struct file_diff *s = &v->variant.patch.diff[i];
	struct trial_file *f;
	size_t *at;

	if (s->kind != FILE_DIFF_TEXT || !s->nr || !is_c(s->new_name))
		return 0;
	f = file_of(t, v->tree, s->new_name, why);
	if (!f)
		return -1;
	at = locate(&reversed->diff[reversed->nr - 1 - i], buf_span(&f->text));
	if (!at)
		return diag_set(why, v->path, s->lineno,
				"cannot be found again in %s of after: a later patch of the series changes the same lines",
				s->new_name);
	mutants_find(&f->mutants, s, buf_span(&f->text), at);
	free(at);
	add_trials(t, t->nr_files - 1, v->fix, v->step);
	return 0;
}

static int find_in_files(struct trials *t, struct source *v, struct diag *why)
{
	int ret = variant_read(&v->variant, v->path, why);

	if (!ret)
		ret = variant_read(&v->reversed, v->path, why);
	if (!ret)
		patch_reverse(&v->reversed.patch);
	for (size_t i = 0; !ret && i < v->variant.patch.nr; i++)
		ret = find_in_file(t, v, i, why);
	variant_release(&v->variant);
	variant_release(&v->reversed);
	return ret;
}

/* The mutants of a fix, in the tree of its step: no later patch is in there. */
static int find_fix(struct trials *t, size_t fix, struct diag *why)
{
	const struct branch *b = t->branch;
	git_tree *after = NULL;
	struct source v = { .fix = b->fix[fix], .step = fix + 1 };
	int ret = -1;

	if (git_tree_lookup(&after, t->repo, &t->steps.tree[v.step]))
		return repo_fail(why, "read the tree of after");
	v.path = branch_patch(b, ".", v.fix->patch);
	v.tree = tree_new(t->repo, after, why);
	if (v.tree)
		ret = find_in_files(t, &v, why);
	tree_free(v.tree);
	git_tree_free(after);
	free(v.path);
	return ret;
}

int trials_find(struct trials *t, const struct branch *b, const char *fix,
		struct diag *why)
{
	int ret = 0;

	memset(t, 0, sizeof(*t));
	t->branch = b;
	if (repo_open(&t->repo, why) ||
	    branch_steps_find(t->repo, ".", b, &t->steps, why))
		return -1;
	if (t->steps.state != STEPS_FOUND) {
		diag_set(why, NULL, 0, "%s", t->steps.sentence);
		return 1;
	}
	for (size_t i = 0; !ret && i < b->nr_in_series; i++)
		if (!fix || !strcmp(fix, b->fix[i]->name))
			ret = find_fix(t, i, why);
	return ret;
}

struct step_name trials_step(const struct trials *t, size_t step)
{
	return step_name(step, t->steps.nr);
}

void trials_release(struct trials *t)
{
	for (size_t i = 0; i < t->nr; i++) {
		buf_release(&t->trial[i].patch);
		free(t->trial[i].reason);
	}
	for (size_t i = 0; i < t->nr_files; i++) {
		free(t->file[i].path);
		buf_release(&t->file[i].text);
		mutants_release(&t->file[i].mutants);
	}
	free(t->trial);
	free(t->file);
	branch_steps_release(&t->steps);
	git_repository_free(t->repo);
	memset(t, 0, sizeof(*t));
}

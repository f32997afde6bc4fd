// SPDX-License-Identifier: GPL-2.0-only
/* A branch's mutants: its variants, found again in the tree that they made. */
#include "cmd/mutants/mutants.h"

#include <stdlib.h>
#include <string.h>

#include "core/apply/apply.h"
#include "sys/git/repo.h"
#include "sys/git/tree.h"
#include "sys/os/fs.h"
#include "sys/series/variant.h"

/* Where each hunk's postimage begins in after, line index from 0; NULL when not all can be found. */
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
	f->path = fs_path("%s", path);
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

/* A trial for each of a file's mutants; it borrows what the file owns, not the file, which may move. */
static void add_trials(struct trials *t, size_t file, const struct fix *fix)
{
	const struct trial_file *f = &t->file[file];

	t->trial = grow_array(t->trial, t->nr + f->mutants.nr + 1,
			      sizeof(*t->trial));
	for (size_t i = 0; i < f->mutants.nr; i++) {
		struct trial *trial = &t->trial[t->nr++];

		*trial = (struct trial){
			.mutant = &f->mutants.mutant[i], .fix = fix,
			.path = f->path, .after = buf_span(&f->text),
			.noted = noted(fix, f->mutants.mutant[i].id),
			.reason = fs_path("%s", ""),
		};
		mutant_patch(trial->mutant, trial->after, f->path,
			     &trial->patch);
	}
}

static int find_file_diff(struct trials *t, struct tree *tree,
			const struct file_diff *s, const struct file_diff *reversed,
			const struct fix *fix, const char *variant,
			struct diag *why)
{
	struct trial_file *f;
	size_t *at;

	if (s->kind != FILE_DIFF_TEXT || !s->nr || !is_c(s->new_name))
		return 0;
	f = file_of(t, tree, s->new_name, why);
	if (!f)
		return -1;
	at = locate(reversed, buf_span(&f->text));
	if (!at)
		return diag_set(why, variant, s->lineno,
				"cannot be found again in %s of after: a later patch of the series changes the same lines",
				s->new_name);
	mutants_find(&f->mutants, s, buf_span(&f->text), at);
	free(at);
	add_trials(t, t->nr_files - 1, fix);
	return 0;
}

static int find_fix(struct trials *t, struct tree *tree, const struct fix *fix,
		    struct diag *why)
{
	char *path = variant_path(".", t->branch->name, fix->patch);
	struct variant v = { 0 }, reversed = { 0 };
	int ret = variant_read(&v, path, why);

	if (!ret)
		ret = variant_read(&reversed, path, why);
	if (!ret)
		patch_reverse(&reversed.patch);
	for (size_t i = 0; !ret && i < v.patch.nr; i++)
		ret = find_file_diff(t, tree, &v.patch.diff[i],
				   &reversed.patch.diff[v.patch.nr - 1 - i],
				   fix, path, why);
	variant_release(&v);
	variant_release(&reversed);
	free(path);
	return ret;
}

int trials_find(struct trials *t, const struct branch *b, struct diag *why)
{
	git_tree *after = NULL;
	struct tree *tree = NULL;
	int ret = -1;

	memset(t, 0, sizeof(*t));
	t->branch = b;
	if (repo_open(&t->repo, why) ||
	    branch_trees_find(t->repo, ".", b, &t->sides, why))
		return -1;
	if (t->sides.state != TREES_FOUND) {
		diag_set(why, NULL, 0, "%s", t->sides.sentence);
		return 1;
	}
	if (git_tree_lookup(&after, t->repo, &t->sides.after))
		return repo_fail(why, "read the tree of after");
	tree = tree_new(t->repo, after, why);
	ret = tree ? 0 : -1;
	for (size_t i = 0; !ret && i < b->nr_fixes; i++)
		ret = find_fix(t, tree, b->fix[i], why);
	tree_free(tree);
	git_tree_free(after);
	return ret;
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
	git_repository_free(t->repo);
	memset(t, 0, sizeof(*t));
}

// SPDX-License-Identifier: GPL-2.0-only
/* The patches to port: a file, standard input, a commit, or two trees. */
#include "cmd/port/read.h"

#include <stdlib.h>
#include <string.h>

#include "core/mail/mailbox.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"
#include "sys/port/tree-patch.h"

/* Takes over the text of one patch. */
static int add_mail(struct port_run *r, struct buf *text, struct diag *why)
{
	r->mail = grow_array(r->mail, r->nr + 1, sizeof(*r->mail));
	r->mail[r->nr] = (struct port_mail){ 0 };
	return variant_of_diff(&r->mail[r->nr++].variant, r->o->patch, text,
			       why);
}

static int read_file(struct port_run *r, struct diag *why)
{
	struct buf text = { 0 }, one = { 0 };
	struct span rest, mail;
	int ret = variant_read_text(&text, r->o->patch, why);

	rest = buf_span(&text);
	if (!ret && mail_count(rest) == 1)
		ret = add_mail(r, &text, why);
	else while (!ret && mail_next(&rest, &mail)) {
		buf_add(&one, mail.at, mail.len);
		ret = add_mail(r, &one, why);
		if (ret || r->mail[r->nr - 1].variant.patch.nr)
			continue;
		r->nr--;
		ret = mail_leave_out(&r->mail[r->nr].variant.mail, r->o->patch,
				     0, why);
		variant_release(&r->mail[r->nr].variant);
	}
	buf_release(&text);
	buf_release(&one);
	return ret;
}

/* The id as a TREEISH in the repository that patch names; the caller frees. */
static char *commit_name(const char *patch, const git_oid *id)
{
	const char *at = strrchr(patch, '@');
	char *folder = xstrfmt("%.*s", at ? (int)(at - patch) : 0, patch);
	char *name = fs_is_folder(folder) ?
		xstrfmt("%s@%s", folder, git_oid_tostr_s(id)) :
		xstrdup(git_oid_tostr_s(id));

	free(folder);
	return name;
}

/* The tree that the commit's change was made for. */
static int take_parent(struct port_run *r, git_commit *commit,
		       git_repository *home, struct diag *why)
{
	git_commit *parent = NULL;
	int ret = 0;

	if (!git_commit_parentcount(commit))
		return 0;
	if (git_commit_parent(&parent, commit, 0) ||
	    git_commit_tree(&r->source.at.tree, parent))
		ret = repo_fail(why, "read the commit's parent");
	r->source.at.repo = home;
	r->source.has_commit = !ret;
	r->source.commit = *git_commit_parent_id(commit, 0);
	r->made_for = commit_name(r->o->patch, &r->source.commit);
	git_commit_free(parent);
	return ret;
}

/* A commit as git format-patch writes it. */
static int read_commit(struct port_run *r, struct diag *why)
{
	git_commit *commit = NULL;
	git_repository *home = NULL;
	struct buf text = { 0 };
	int ret = repo_patch(r->cache, r->o->patch, &text, &commit, &home, why);

	if (!ret)
		ret = add_mail(r, &text, why);
	if (!ret)
		ret = take_parent(r, commit, home, why);
	buf_release(&text);
	git_commit_free(commit);
	if (home != r->cache && home != r->source.at.repo)
		git_repository_free(home);
	return ret;
}

/* Where the dots of A..B stand; NULL for anything else. "../x" has none. */
static const char *dots_of(const char *patch)
{
	for (const char *c = patch; (c = strstr(c, "..")); c++)
		if (c > patch && !strchr("./", c[-1]) && c[2])
			return c;
	return NULL;
}

/* B of A..B: in A's repository, unless it names one. */
static char *second_of(const char *first, const char *second)
{
	const char *at = strrchr(first, '@');

	if (!at || strchr(second, '@') || fs_is_folder(second))
		return xstrdup(second);
	return xstrfmt("%.*s@%s", (int)(at - first), first, second);
}

static int read_trees(struct port_run *r, const char *dots, struct diag *why)
{
	char *first = xstrfmt("%.*s", (int)(dots - r->o->patch), r->o->patch);
	char *second = second_of(first, dots + 2);
	struct port_tree *old = &r->source.at, new = { 0 };
	struct buf text = { 0 };
	int ret = -1;

	if (!repo_tree(r->cache, first, &old->tree, &old->repo, why) &&
	    !repo_tree(r->cache, second, &new.tree, &new.repo, why))
		ret = tree_patch(old, &new, &text, why);
	if (!ret)
		ret = add_mail(r, &text, why);
	buf_release(&text);
	git_tree_free(new.tree);
	if (new.repo != r->cache)
		git_repository_free(new.repo);
	r->made_for = first;
	free(second);
	return ret;
}

int port_mails_read(struct port_run *r, struct diag *why)
{
	const char *path = r->o->patch;
	const char *dots = dots_of(path);
	int ret;

	if (!strcmp(path, "-") || fs_exists(path))
		ret = read_file(r, why);
	else if (dots)
		ret = read_trees(r, dots, why);
	else
		ret = read_commit(r, why);
	r->source.named = r->source.at.tree != NULL;
	if (!ret && (!r->nr || !r->mail[0].variant.patch.nr))
		ret = diag_set(why, path, 0, "holds no diff: nothing to port");
	return ret;
}

void port_mails_release(struct port_run *r)
{
	for (size_t i = 0; i < r->nr; i++) {
		variant_release(&r->mail[i].variant);
		free(r->mail[i].name);
	}
	free(r->mail);
	free(r->made_for);
}

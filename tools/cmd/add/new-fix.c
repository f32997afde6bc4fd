// SPDX-License-Identifier: GPL-2.0-only
/* backport add: the patches, and what each fix is called. */
#include "cmd/add/new-fix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mail/mailbox.h"
#include "core/mail/upstream-id.h"
#include "core/text/ascii.h"
#include "core/text/name.h"
#include "sys/git/repo.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

#define NAME_LEN	52	/* as git format-patch cuts its names */

/* "fs: add missing umask" -> "fs-add-missing-umask" */
static char *name_of(const char *subject)
{
	struct buf b = { 0 };

	for (; *subject && b.len < NAME_LEN; subject++) {
		if (is_word(*subject))
			buf_addc(&b, *subject);
		else if (b.len && b.at[b.len - 1] != '-')
			buf_addc(&b, '-');
	}
	while (b.len && b.at[b.len - 1] == '-')
		b.at[--b.len] = '\0';
	return b.len ? b.at : xstrdup("fix");
}

static int choose_upstream(struct new_fix *t, const struct add_options *o,
			   struct diag *why)
{
	if (o->upstream)
		snprintf(t->upstream, sizeof(t->upstream), "%s", o->upstream);
	else
		variant_claim(&t->variant, t->upstream);
	if (is_commit_id(t->upstream) || !strcmp(t->upstream, "none"))
		return 0;
	return diag_set(why, t->variant.path, 0, "'%s' does not say which upstream commit it is; give --upstream ID, or --upstream none for a change of your own",
			variant_subject(&t->variant));
}

static void drop(struct new_fix *t)
{
	variant_release(&t->variant);
	buf_release(&t->text);
	strings_release(&t->tests);
	free(t->name);
	free(t->file);
}

/*
 * Takes the text of one mail. What has no diff is left out, and so is, of
 * several mails, an answer: its diff is a remark on another's.
 */
static int add_mail(struct new_fixes *l, const char *path, struct span text,
		    bool several, struct diag *why)
{
	struct buf copy = { 0 };
	struct new_fix *t;
	bool has_diff, wanted;
	int ret;

	l->fix = grow_array(l->fix, l->nr + 1, sizeof(*l->fix));
	t = &l->fix[l->nr++];
	memset(t, 0, sizeof(*t));
	buf_add(&t->text, text.at, text.len);
	buf_add(&copy, text.at, text.len);
	ret = variant_of_diff(&t->variant, path, &copy, why);
	buf_release(&copy);
	has_diff = !ret && t->variant.patch.nr;
	if (!ret && !has_diff && several)
		ret = mail_leave_out(&t->variant.mail, path, 0, why);
	wanted = has_diff && !(several && t->variant.mail.is_reply);
	if (has_diff && !wanted)
		notice("backport: %s: left out, an answer to '%s'\n",
		       path, variant_subject(&t->variant));
	if (!wanted)
		drop(&l->fix[--l->nr]);
	return ret;
}

static int add_mails(struct new_fixes *l, const char *path,
		     const struct buf *text, bool several, struct diag *why)
{
	struct span rest = buf_span(text), mail;
	int ret = 0;

	several = several || mail_count(rest) > 1;
	while (!ret && mail_next(&rest, &mail))
		ret = add_mail(l, path, mail, several, why);
	return ret;
}

/* Its files, and for a Maildir those of cur/ and new/. */
static int read_folder(struct new_fixes *l, const char *folder, bool inside,
		       struct diag *why)
{
	struct strings names = { 0 };
	struct buf text = { 0 };
	int ret = list_folder(&names, folder, LIST_BUT_HIDDEN, why);

	for (size_t i = 0; !ret && i < names.nr; i++) {
		const char *name = names.at[i];
		char *path = xstrfmt("%s/%s", folder, name);

		if (fs_is_file(path)) {
			ret = variant_read_text(&text, path, why);
			if (!ret)
				ret = add_mails(l, path, &text, true, why);
		} else if (!inside && (!strcmp(name, "cur") ||
				       !strcmp(name, "new"))) {
			ret = read_folder(l, path, true, why);
		}
		free(path);
	}
	strings_release(&names);
	buf_release(&text);
	return ret;
}

static int read_commit(struct buf *text, const char *name, struct diag *why)
{
	git_repository *cache = NULL, *home = NULL;
	git_commit *commit = NULL;
	int ret = repo_open(&cache, why);

	if (!ret)
		ret = repo_patch(cache, name, text, &commit, &home, why);
	git_commit_free(commit);
	if (home != cache)
		git_repository_free(home);
	git_repository_free(cache);
	return ret;
}

static int read_source(struct new_fixes *l, const char *path,
		       struct diag *why)
{
	struct buf text = { 0 };
	size_t before = l->nr;
	int ret;

	if (fs_is_folder(path))
		ret = read_folder(l, path, false, why);
	else if (!strcmp(path, "-") || fs_exists(path))
		ret = variant_read_text(&text, path, why);
	else
		ret = read_commit(&text, path, why);
	if (!ret)
		ret = add_mails(l, path, &text, false, why);
	if (!ret && l->nr == before)
		ret = diag_set(why, path, 0, "there is no patch in it; give a mail or a file that has the diff");
	buf_release(&text);
	return ret;
}

static const struct mail *mail_of(const struct new_fixes *l, size_t i)
{
	return &l->fix[i].variant.mail;
}

/* The mails of a series come where its first one is, by their numbers. */
static void sort(struct new_fixes *l)
{
	for (size_t i = 1; i < l->nr; i++) {
		const struct mail *m = mail_of(l, i);
		struct new_fix moved = l->fix[i];
		size_t to = i;

		for (size_t j = i; m->parts && j-- > 0;) {
			if (mail_of(l, j)->parts != m->parts)
				continue;
			to = j;
			if (mail_of(l, j)->part > m->part)
				continue;
			to++;
			break;
		}
		memmove(&l->fix[to + 1], &l->fix[to],
			(i - to) * sizeof(moved));
		l->fix[to] = moved;
	}
}

/* Refuses a series, from the fix at first on, of which a patch is missing. */
static int check_series(const struct new_fixes *l, size_t first, size_t nr,
			struct diag *why)
{
	const struct mail *m = mail_of(l, first);
	int want = 1;

	for (size_t i = first; i < first + nr; i++, want++)
		if (mail_of(l, i)->part < want)
			return diag_set(why, l->fix[i].variant.path, 0, "patch %d/%d is there twice; give one version of the series",
					mail_of(l, i)->part, m->parts);
		else if (mail_of(l, i)->part > want)
			break;
	if (want <= m->parts)
		return diag_set(why, l->fix[first].variant.path, 0, "patch %d/%d of the series is missing; to go without it, add the others one by one",
				want, m->parts);
	return 0;
}

static int check_all_series(const struct new_fixes *l, struct diag *why)
{
	size_t nr;

	for (size_t i = 0; i < l->nr; i += nr) {
		int parts = mail_of(l, i)->parts;

		for (nr = 1; parts && i + nr < l->nr; nr++)
			if (mail_of(l, i + nr)->parts != parts)
				break;
		if (nr > 1 && check_series(l, i, nr, why))
			return -1;
	}
	return 0;
}

/* Gives each its name and its upstream commit, no two the same. */
static int name_all(struct new_fixes *l, const struct add_options *o,
		    struct diag *why)
{
	for (size_t i = 0; i < l->nr; i++) {
		struct new_fix *t = &l->fix[i];

		t->name = o->name ? xstrdup(o->name) :
			  name_of(variant_subject(&t->variant));
		t->file = xstrfmt("%s.patch", t->name);
		if (choose_upstream(t, o, why))
			return -1;
		for (size_t j = 0; j < i; j++)
			if (!strcmp(l->fix[j].name, t->name) ||
			    (strcmp(t->upstream, "none") &&
			     commit_ids_agree(span_of(l->fix[j].upstream),
					      span_of(t->upstream))))
				return diag_set(why, t->variant.path, 0, "'%s' is there twice; add patches of one name one by one, with --name",
						variant_subject(&t->variant));
	}
	return 0;
}

int new_fixes_read(struct new_fixes *l, const struct add_options *o,
		   struct diag *why)
{
	for (size_t i = 0; i < o->patches.nr; i++)
		if (read_source(l, o->patches.at[i], why))
			return -1;
	if (l->nr > 1 && (o->name ||
			  (o->upstream && strcmp(o->upstream, "none"))))
		return diag_set(why, o->patches.at[0], 0, "%zu patches are given: --name and --upstream ID are for one",
				l->nr);
	sort(l);
	return check_all_series(l, why) || name_all(l, o, why) ? -1 : 0;
}

void new_fixes_release(struct new_fixes *l)
{
	for (size_t i = 0; i < l->nr; i++)
		drop(&l->fix[i]);
	free(l->fix);
	*l = (struct new_fixes){ 0 };
}

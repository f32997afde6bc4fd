// SPDX-License-Identifier: GPL-2.0-only
/* Bases in and out of the cache. */
#include "sys/import/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text/name.h"
#include "core/text/release.h"
#include "sys/conf/remote.h"
#include "sys/git/base-release.h"
#include "sys/git/repo.h"
#include "sys/import/debian.h"
#include "sys/import/from-folder.h"
#include "sys/import/from-git.h"
#include "sys/import/from-tar.h"
#include "sys/import/notice.h"
#include "sys/import/transaction.h"
#include "sys/os/fs.h"

/* A base's name is a ref's last part, a file's name, and what people type. */
static int check_name(const char *name, struct diag *why)
{
	char *ref = xstrfmt("%s%s", BASES, name);
	int valid = 0;

	if (name_is_plain(name))
		git_reference_name_is_valid(&valid, ref);
	free(ref);
	return valid ? 0 : diag_set(why, NULL, 0,
				    "'%s' cannot name a base: " PLAIN_NAME,
				    name);
}

static bool is_git(const char *path, bool *bare)
{
	struct diag unheard;
	git_repository *repo;

	if (repo_open_at(&repo, path, &unheard))
		return false;
	*bare = git_repository_is_bare(repo);
	git_repository_free(repo);
	return true;
}

/* Takes it in by what it is, and says in from what it was. */
static int bring(struct transaction *t, const char *source, const char *rev,
		 struct buf *from, git_oid *commit, struct diag *why)
{
	bool folder = fs_is_folder(source), bare = false;
	char *whole = realpath(source, NULL);
	int ret;

	buf_adds(from, whole ? whole : source);
	free(whole);
	if (!fs_exists(source))
		return diag_set(why, source, 0,
				"no such git directory, tarball or folder");
	if (rev && !folder)
		return diag_set(why, source, 0,
				"a revision is of a git directory, and this is a file; leave out --rev");
	if (!folder)
		return import_tar(t, source, commit, why);
	if (rev || (is_git(source, &bare) && bare)) {
		rev = rev ? rev : "HEAD";
		buf_addf(from, "@%s", rev);
		ret = import_git(t, source, rev, commit, why);
	} else {
		ret = import_folder(t, source, commit, why);
	}
	return ret;
}

/* A path may hold a line feed; a record's line may not. */
static void one_line(struct buf *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i] == '\n')
			b->at[i] = '?';
}

/*
 * Refuses a commit that came in whose Makefile says another release than the
 * base is called. 0; 1, the release in *release; -1 and *why.
 */
static int check_release(struct transaction *t, const git_oid *id,
			 const char *called, struct buf *release,
			 struct diag *why)
{
	git_commit *commit = NULL;
	int ret;

	if (git_commit_lookup(&commit, t->repo, id))
		return repo_fail(why, "read back the commit");
	ret = base_release(t->repo, git_commit_tree_id(commit), release, why);
	git_commit_free(commit);
	if (!ret && release->len && !kver_may_be(called, release->at))
		return 1;
	return ret;
}

/* A base that is called by a release must be that release. */
static int check_called(struct transaction *t, const git_oid *id,
			const char *name, struct diag *why)
{
	struct buf release = { 0 };
	int ret = check_release(t, id, name, &release, why);

	if (ret == 1)
		ret = diag_set(why, NULL, 0,
			       "'%s' cannot name this tree: by its Makefile it is %s",
			       name, release.at);
	buf_release(&release);
	return ret;
}

int import_base(git_repository *repo, const char *name, const char *source,
		const char *rev, struct diag *why)
{
	struct transaction t = { .lock = -1 };
	struct buf from = { 0 };
	git_oid commit;
	int ret = -1;

	if (check_name(name, why))
		return -1;
	if (!transaction_begin(&t, repo, why) &&
	    !bring(&t, source, rev, &from, &commit, why) &&
	    !check_called(&t, &commit, name, why)) {
		one_line(&from);
		ret = transaction_commit(&t, name, &commit, from.at, why);
	}
	transaction_end(&t, ret ? why : NULL);
	buf_release(&from);
	return ret;
}

/*
 * From the cache of the machine that gave us this job. 0, 1: it has none, -1.
 */
static int fetch_shared(struct transaction *t, const struct branch *b,
			struct buf *from, git_oid *commit, struct diag *why)
{
	const char *path = getenv("BACKPORT_BASES"), *base;
	git_repository *shared;
	struct diag unheard;
	int ret = 1;

	if (!path || !*path || repo_open_at(&shared, path, &unheard))
		return 1;
	base = repo_base_of(shared, b);
	if (repo_has_base(shared, base)) {
		char *ref = xstrfmt("%s%s", BASES, base);

		buf_addf(from, "%s@%s", path, ref);
		ret = import_git(t, path, ref, commit, why) ? 1 : 0;
		free(ref);
	}
	git_repository_free(shared);
	return ret;
}

/* What a source gave must be the release that backport.conf names. */
static int check_fetched(struct transaction *t, const struct branch *b,
			 const git_oid *id, const char *from, struct diag *why)
{
	struct buf release = { 0 };
	int ret = check_release(t, id, b->base, &release, why);

	if (ret == 1)
		ret = diag_set(why, NULL, 0,
			       "%s is %s by its Makefile, but backport.conf calls the base of branch %s %s; correct 'base' there, or provide that tree: backport tree add %s SOURCE --rev %s",
			       from, release.at, b->line, b->base, b->line,
			       b->base);
	buf_release(&release);
	return ret;
}

/* Adds another cause to those that there are. */
static void add_cause(struct buf *causes, const struct diag *why)
{
	char line[700];

	buf_addf(causes, "%s%s", causes->len ? "; " : "",
		 diag_line(why, line, sizeof(line)));
}

/* The first remote that has the release; returns as fetch(). */
static int fetch_remotes(struct transaction *t, const struct conf *conf,
			 const struct branch *b, struct buf *from,
			 git_oid *commit, struct diag *why)
{
	struct buf causes = { 0 };
	int ret = 1;

	for (size_t i = 0; i < b->nr_remotes; i++) {
		const char *rev, *url = remote_of(conf, b->remote[i], &rev);
		int got;

		if (transaction_restart(t, why)) {
			buf_release(&causes);
			return -1;
		}
		buf_clear(from);
		buf_addf(from, "%s %s", url, rev);
		import_notice("%s: fetching %s from %s", b->line, rev, url);
		got = import_remote(t, url, rev, commit, why) ? 1 :
		      check_fetched(t, b, commit, from->at, why);
		if (!got) {
			buf_release(&causes);
			return 0;
		}
		ret = got < 0 ? got : ret;
		add_cause(&causes, why);
	}
	if (b->nr_remotes > 1)
		diag_set(why, NULL, 0, "%s", causes.at);
	buf_release(&causes);
	return ret;
}

/*
 * The sources that there are for the branch, in order. 0, 1: none has it, -1.
 */
static int fetch(struct transaction *t, const struct conf *conf,
		 const struct branch *b, struct buf *from, git_oid *commit,
		 struct diag *why)
{
	int ret = fetch_shared(t, b, from, commit, why);

	if (ret <= 0)
		return ret;
	if (b->debian) {
		if (transaction_restart(t, why))
			return -1;
		buf_clear(from);
		ret = import_debian(t, b->debian, from, commit, why);
		if (ret <= 0)
			return ret;
	}
	return b->nr_remotes ? fetch_remotes(t, conf, b, from, commit, why) :
			       ret;
}

/* What to type, and why nothing configured was of use. */
static void advise(const struct conf *conf, const struct branch *b,
		   struct diag *why)
{
	const char *rev = b->base;
	struct buf cause = { 0 };
	char line[700];

	if (b->nr_remotes)
		remote_of(conf, b->remote[0], &rev);
	if (why->text[0])
		buf_addf(&cause, " (%s)", diag_line(why, line, sizeof(line)));
	diag_set(why, NULL, 0, "branch %s has no base%s; provide it: backport tree add %s SOURCE%s%s",
		 b->line, cause.at ? cause.at : "", b->line,
		 b->debian ? "" : " --rev ",
		 b->debian ? "" : rev);
	buf_release(&cause);
}

/*
 * 0: the branch's base is there; 1: it is not (*why is empty) or is another
 * release; -1 and *why.
 */
static int look_up(git_repository *repo, const struct branch *b,
		   struct diag *why)
{
	struct buf release = { 0 };
	git_oid tree;
	int ret;

	diag_clear(why);
	ret = repo_find_base_of(repo, b, &tree, why);
	if (!ret)
		ret = base_check(repo, &tree, b, &release, why);
	buf_release(&release);
	return ret;
}

int import_find(git_repository *repo, const struct branch *branch,
		struct diag *why)
{
	int ret = look_up(repo, branch, why);

	if (ret == 1 && *why->text)
		return -1;
	if (ret == 1)
		diag_set(why, NULL, 0,
			 "branch %s has no base here, and a check fetches nothing; 'backport tree get %s' gets it from what is configured, 'backport tree add %s SOURCE' from elsewhere",
			 branch->line, branch->line, branch->line);
	return ret;
}

/*
 * Fetches the branch's base and puts it into the cache. 0, 1: no source has it,
 * -1; *why for both.
 */
static int provide(struct transaction *t, const struct conf *conf,
		   const struct branch *b, struct diag *why)
{
	struct buf from = { 0 };
	git_oid commit;
	int ret = fetch(t, conf, b, &from, &commit, why);

	if (!ret)
		ret = check_fetched(t, b, &commit, from.at, why) ? -1 :
		      transaction_commit(t, b->line, &commit, from.at, why);
	else if (ret == 1)
		advise(conf, b, why);
	buf_release(&from);
	return ret;
}

int import_branch(git_repository *repo, const struct conf *conf,
		  const struct branch *branch, struct diag *why)
{
	struct transaction t = { .lock = -1 };
	struct diag other;
	int ret = look_up(repo, branch, why);

	if (ret <= 0)
		return ret;
	other = *why;
	if (check_name(branch->line, why))
		return -1;
	ret = transaction_begin(&t, repo, why);
	/* Another one may have brought it while we waited. */
	if (!ret)
		ret = look_up(repo, branch, why);
	if (ret == 1)
		ret = provide(&t, conf, branch, why);
	if (ret == 1 && *other.text) {
		*why = other;
		ret = -1;
	}
	transaction_end(&t, ret ? why : NULL);
	return ret;
}

/* Why the base of a branch was not updated. */
static void say_stays(const struct branch *b, struct diag *why)
{
	struct diag cause = *why;
	char line[900];

	diag_set(why, NULL, 0, "branch %s keeps the base that it has, as no source gave one (%s); try again, or correct its %s in backport.conf",
		 b->line, diag_line(&cause, line, sizeof(line)),
		 b->nr_remotes ? "remote" : "debian");
}

int import_update(git_repository *repo, const struct conf *conf,
		  const struct branch *branch, struct base_move *m,
		  struct diag *why)
{
	struct transaction t = { .lock = -1 };
	struct buf from = { 0 };
	char *ref = NULL;
	int ret = -1;

	*m = (struct base_move){ .nr_commits = -1 };
	if (!branch->debian && !branch->nr_remotes)
		return diag_set(why, NULL, 0, "branch %s has neither debian nor remote to ask again; 'backport tree add %s SOURCE' replaces its base",
				branch->line, branch->line), 1;
	if (check_name(branch->line, why) || transaction_begin(&t, repo, why))
		goto out;
	ref = xstrfmt("%s%s", BASES, repo_base_of(repo, branch));
	m->had = !git_reference_name_to_id(&m->was, repo, ref);
	ret = fetch(&t, conf, branch, &from, &m->is, why);
	if (!ret)
		ret = check_fetched(&t, branch, &m->is, from.at, why) ? -1 : 0;
	else if (ret == 1 && m->had)
		say_stays(branch, why);
	else if (ret == 1)
		advise(conf, branch, why);
	m->moved = !ret && (!m->had || !git_oid_equal(&m->was, &m->is));
	if (m->moved && m->had)
		m->nr_commits = import_distance(from.at, &m->was, &m->is);
	if (m->moved)
		ret = transaction_commit(&t, branch->line, &m->is, from.at,
					 why);
out:
	transaction_end(&t, ret ? why : NULL);
	buf_release(&from);
	free(ref);
	return ret;
}

int import_remove(git_repository *repo, const char *name, struct diag *why)
{
	char *ref = xstrfmt("%s%s", BASES, name);
	char *record = xstrfmt("%sbases/%s", git_repository_path(repo), name);
	struct transaction t = { .lock = -1 };
	git_oid tree;
	int ret = -1;

	if (check_name(name, why) || transaction_recover(&t, repo, why))
		goto out;
	ret = repo_find_base(repo, name, &tree, why);
	if (ret == 1) {
		ret = diag_set(why, NULL, 0, "no base '%s'; 'backport tree list' lists them", name);
		goto out;
	}
	/*
	 * One that cannot be read is removed, too. Last what makes it a base:
	 * until then it can be asked for again.
	 */
	ret = fs_remove_all(record, why);
	if (!ret && git_reference_remove(repo, ref))
		ret = repo_fail(why, "remove the base");
out:
	transaction_end(&t, NULL);
	free(record);
	free(ref);
	return ret;
}

int import_record(git_repository *repo, const char *name,
		  struct base_record *r, struct diag *why)
{
	char *path = xstrfmt("%sbases/%s", git_repository_path(repo), name);
	struct buf b = { 0 };
	struct span rest, line;
	struct { char *at; size_t size; } to[] = {
		{ r->date, sizeof(r->date) }, { r->files, sizeof(r->files) },
		{ r->from, sizeof(r->from) },
	};
	int ret = fs_read_if_there(&b, path, why);

	*r = (struct base_record){ 0 };
	rest = ret ? span_of("") : buf_span(&b);
	for (size_t i = 0; i < 3 && span_line(&rest, &line); i++)
		snprintf(to[i].at, to[i].size, "%.*s", (int)line.len, line.at);
	buf_release(&b);
	free(path);
	return ret < 0 ? -1 : 0;
}

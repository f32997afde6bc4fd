// SPDX-License-Identifier: GPL-2.0-only
/* Commits as git am writes them, and the ref that is moved to the last. */
#include "sys/git/commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "core/mail/date.h"
#include "sys/git/repo.h"

static void now(struct ident *id)
{
	time_t t = time(NULL);
	struct tm tm;

	localtime_r(&t, &tm);
	id->when = t;
	id->zone_min = tm.tm_gmtoff / 60;
}

/* The value that GIT_CONFIG_COUNT and its variables give key; or NULL. */
static const char *config_in_environment(const char *key)
{
	const char *count = getenv("GIT_CONFIG_COUNT"), *value = NULL;
	long nr = count ? atol(count) : 0;

	for (long i = nr < 1000 ? nr : 1000; i-- > 0 && !value;) {
		char name[64];
		const char *at;

		snprintf(name, sizeof(name), "GIT_CONFIG_KEY_%ld", i);
		at = getenv(name);
		snprintf(name, sizeof(name), "GIT_CONFIG_VALUE_%ld", i);
		if (at && !strcasecmp(at, key))
			value = getenv(name);
	}
	return value;
}

/* A copy without what git takes off either end of a name or an address. */
static char *without_crud(const char *at)
{
	static const char crud[] = " .,:;<>\"\\'\t\n\r";
	char *word, *to;

	at += strspn(at, crud);
	word = to = xstrdup(at);
	for (const char *c = word; *c; c++)
		if (!strchr("<>\n", *c))
			*to++ = *c;
	while (to > word && strchr(crud, to[-1]))
		to--;
	*to = '\0';
	return word;
}

/* The environment's value, else the first that the configuration has. */
static char *find_word(git_config *conf, const char *env,
		       const char *const keys[2])
{
	const char *at = getenv(env);
	git_buf value = { 0 };
	char *word;

	for (int i = 0; i < 2 && (!at || !*at); i++) {
		at = config_in_environment(keys[i]);
		if (!at && !git_config_get_string_buf(&value, conf, keys[i]))
			at = value.ptr;
	}
	word = without_crud(at ? at : "");
	git_buf_dispose(&value);
	return word;
}

/* What git takes in place of the user's and the system's files. */
static int add_configured_files(git_config *conf, git_repository *repo,
				struct diag *why)
{
	const char *global = getenv("GIT_CONFIG_GLOBAL");
	const char *system = getenv("GIT_CONFIG_SYSTEM");
	int err = 0;

	if (global)
		err = git_config_add_file_ondisk(conf, "/dev/null",
				GIT_CONFIG_LEVEL_XDG, repo, true) ||
		      git_config_add_file_ondisk(conf,
				*global ? global : "/dev/null",
				GIT_CONFIG_LEVEL_GLOBAL, repo, true);
	if (!err && system)
		err = git_config_add_file_ondisk(conf,
				*system ? system : "/dev/null",
				GIT_CONFIG_LEVEL_SYSTEM, repo, true);
	return err ? repo_fail(why, "read git's configuration") : 0;
}

int ident_committer(struct ident *id, git_repository *repo, struct diag *why)
{
	static const char *const name[] = { "committer.name", "user.name" },
			 *const email[] = { "committer.email", "user.email" };
	const char *date = getenv("GIT_COMMITTER_DATE");
	git_config *conf = NULL;
	int ret = 0;

	memset(id, 0, sizeof(*id));
	if (git_repository_config(&conf, repo))
		return repo_fail(why, "read git's configuration");
	ret = add_configured_files(conf, repo, why);
	if (!ret) {
		id->name = find_word(conf, "GIT_COMMITTER_NAME", name);
		id->email = find_word(conf, "GIT_COMMITTER_EMAIL", email);
	}
	git_config_free(conf);
	if (ret)
		return ret;
	if (!*id->name || !*id->email)
		return diag_set(why, NULL, 0,
				"no committer: set user.name and user.email with 'git config --global', or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL");
	now(id);
	if (date && *date && !mail_date(date, &id->when, &id->zone_min))
		return diag_set(why, NULL, 0,
				"GIT_COMMITTER_DATE is '%s', wanted '@SECONDS +HHMM', an RFC 2822 or an ISO 8601 date",
				date);
	return 0;
}

int ident_of_project(struct ident *id, const char *root, struct diag *why)
{
	git_repository *repo = NULL;
	int ret = 0;

	*id = (struct ident){ 0 };
	if (git_repository_open_ext(&repo, root, 0, NULL))
		ret = repo_open(&repo, why);
	if (!ret)
		ret = ident_committer(id, repo, why);
	git_repository_free(repo);
	return ret;
}

void ident_release(struct ident *id)
{
	free(id->name);
	free(id->email);
	memset(id, 0, sizeof(*id));
}

static void add_ident(struct buf *b, const char *role, const char *name,
		      const char *email, const struct ident *when)
{
	int zone = when->zone_min < 0 ? -when->zone_min : when->zone_min;

	buf_addf(b, "%s %s <%s> %lld %c%02d%02d\n", role, name, email,
		 when->when, when->zone_min < 0 ? '-' : '+', zone / 60,
		 zone % 60);
}

struct gitobject *commit_new(const git_oid *tree, const git_oid *parent,
			const struct mail *m, const char *name,
			const struct ident *committer)
{
	struct ident when = *committer;
	struct buf b = { 0 };
	bool author = *m->name || *m->email;

	if (m->dated) {
		when.when = m->when;
		when.zone_min = m->zone_min;
	}
	buf_addf(&b, "tree %s\n", git_oid_tostr_s(tree));
	if (parent)
		buf_addf(&b, "parent %s\n", git_oid_tostr_s(parent));
	add_ident(&b, "author", author ? m->name : committer->name,
		  author ? m->email : committer->email, &when);
	add_ident(&b, "committer", committer->name, committer->email,
		  committer);
	buf_addc(&b, '\n');
	/*
	 * git am takes a mail without a subject by its text, but none without
	 * an author
	 */
	if (!*m->subject && !(author && *m->body))
		buf_addf(&b, "%s\n%s", name, *m->body ? "\n" : "");
	if (*m->subject)
		mail_message(m, &b);
	else
		buf_adds(&b, m->body);
	return gitobject_new(&b);
}

/* A work tree whose branch moves under it would show everything as changed. */
static int refuse_checked_out(const struct commit_ref *r, git_repository *repo,
			      struct diag *why)
{
	git_reference *ref = NULL;
	int ret = 0;

	if (!git_reference_lookup(&ref, repo, r->name) &&
	    git_reference_is_branch(ref) && git_branch_is_checked_out(ref) == 1)
		ret = diag_set(why, NULL, 0,
			       "'%s' is checked out in a work tree: name another ref",
			       r->name);
	git_reference_free(ref);
	return ret;
}

int commit_ref_open(struct commit_ref *r, git_repository *repo,
		    const char *name, struct diag *why)
{
	int valid = 0, err;

	memset(r, 0, sizeof(*r));
	r->name = xstrfmt("%s%s", strncmp(name, "refs/", 5) ? "refs/heads/" : "",
			  name);
	if (git_reference_name_is_valid(&valid, r->name) || !valid ||
	    !strcmp(name, "HEAD"))
		return diag_set(why, NULL, 0,
				"'%s' is no name for a ref: wanted a branch's name or refs/...",
				name);
	if (!git_repository_path(repo))
		return diag_set(why, NULL, 0,
				"a plain folder holds no commits: make it a base first ('backport tree add NAME FOLDER')");
	err = git_reference_name_to_id(&r->old, repo, r->name);
	if (err && err != GIT_ENOTFOUND)
		return repo_fail(why, "read the ref");
	r->there = !err;
	return refuse_checked_out(r, repo, why);
}

int commit_ref_move(const struct commit_ref *r, git_repository *repo,
		    const git_oid *id, struct diag *why)
{
	git_reference *ref = NULL;
	int err;

	err = git_reference_create_matching(&ref, repo, r->name, id, r->there,
					    r->there ? &r->old : NULL,
					    "backport apply");
	git_reference_free(ref);
	if (err == GIT_EMODIFIED || err == GIT_EEXISTS)
		return diag_set(why, NULL, 0,
				"'%s' was moved by somebody else meanwhile: run this again",
				r->name);
	if (err == GIT_ELOCKED)
		return diag_set(why, NULL, 0,
				"'%s' is locked: another git is moving it, or was killed at it; if none runs, remove %s%s.lock",
				r->name, git_repository_commondir(repo),
				r->name);
	return err ? repo_fail(why, "move the ref") : 0;
}

void commit_ref_release(struct commit_ref *r)
{
	free(r->name);
	memset(r, 0, sizeof(*r));
}

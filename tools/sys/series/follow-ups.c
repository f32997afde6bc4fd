// SPDX-License-Identifier: GPL-2.0-only
/* Upstream's follow-ups: commits that say "Fixes:" a carried one. */
#include "sys/series/follow-ups.h"

#include <stdlib.h>
#include <strings.h>

#include "core/mail/trailers.h"
#include "sys/git/repo.h"

void upstream_fixes_release(struct upstream_fixes *f)
{
	for (size_t i = 0; i < f->nr; i++)
		free(f->fix[i].subject);
	free(f->fix);
	*f = (struct upstream_fixes){ 0 };
}

/* True when a Fixes: of the message begins with 8 or more digits of id. */
static bool fixes(const char *message, const char *id)
{
	struct tags tags;
	const struct tag *tag;
	size_t from = 0;
	bool yes = false;

	if (!message || !strstr(message, "ixes:"))
		return false;
	tags_read(&tags, span_of(message));
	while (!yes && (tag = tags_next(&tags, "Fixes", &from))) {
		size_t n = 0;

		while (n < tag->value.len && n < 40 &&
		       strchr("0123456789abcdefABCDEF", tag->value.at[n]))
			n++;
		yes = n >= 8 && !strncasecmp(tag->value.at, id, n);
	}
	tags_release(&tags);
	return yes;
}

static void add_fix(struct upstream_fixes *f, const git_commit *commit,
		    const char *id)
{
	const char *subject = git_commit_summary((git_commit *)commit);
	struct upstream_fix *fix;

	f->fix = grow_array(f->fix, f->nr + 1, sizeof(*f->fix));
	fix = &f->fix[f->nr++];
	git_oid_tostr(fix->id, sizeof(fix->id), git_commit_id(commit));
	memcpy(fix->fixes, id, sizeof(fix->fixes));
	fix->subject = xstrdup(subject ? subject : "");
}

static int walk(struct upstream_fixes *f, git_repository *repo,
		git_revwalk *revs, const char *id, struct diag *why)
{
	git_oid oid;

	while (!git_revwalk_next(&oid, revs)) {
		git_commit *commit = NULL;

		if (git_commit_lookup(&commit, repo, &oid))
			return repo_fail(why, "read a commit");
		if (fixes(git_commit_message(commit), id))
			add_fix(f, commit, id);
		git_commit_free(commit);
	}
	return 0;
}

int upstream_find_fixes(struct upstream_fixes *f, const char *path,
			const char *id, struct diag *why)
{
	git_repository *repo = NULL;
	git_revwalk *revs = NULL;
	git_commit *commit = NULL;
	char whole[GIT_OID_HEXSZ + 1];
	git_oid oid;
	int ret = -1;

	if (repo_open_at(&repo, path, why))
		goto out;
	ret = 0;
	if (repo_commit_by_id(&commit, repo, id))
		goto out;
	ret = -1;
	oid = *git_commit_id(commit);
	git_oid_tostr(whole, sizeof(whole), &oid);
	if (git_revwalk_new(&revs, repo) ||
	    git_revwalk_push_glob(revs, "heads/*") ||
	    git_revwalk_push_glob(revs, "tags/*") ||
	    git_revwalk_push_glob(revs, "remotes/*") ||
	    git_revwalk_hide(revs, &oid)) {
		repo_fail(why, "walk the repository's commits");
		goto out;
	}
	/* A detached HEAD is no branch; none at all is no mistake. */
	git_revwalk_push_head(revs);
	ret = walk(f, repo, revs, whole, why);
out:
	git_commit_free(commit);
	git_revwalk_free(revs);
	git_repository_free(repo);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* What is noted of a base that came in, and that all of it did. */
#include "sys/import/record.h"

#include <time.h>

#include "sys/git/repo-fail.h"

/* The files of a tree, all of which must be there. */
struct counting {
	git_odb *odb;
	size_t files;
	struct diag *why;	/* empty: nothing is missing so far */
};

static int count(const char *root, const git_tree_entry *entry, void *arg)
{
	struct counting *c = arg;

	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
		return 0;
	c->files++;
	if (git_odb_exists_ext(c->odb, git_tree_entry_id(entry),
			       GIT_ODB_LOOKUP_NO_REFRESH))
		return 0;
	return diag_set(c->why, NULL, 0, "the content of %s%s did not come with it; is the source damaged?",
			root, git_tree_entry_name(entry));
}

int record_make(struct buf *record, git_repository *repo,
		const git_oid *commit, const char *from, struct diag *why)
{
	git_object *object = NULL, *tree = NULL;
	char date[32];
	time_t now = time(NULL);
	struct tm tm;
	struct counting c = { .why = why };
	int ret = -1;

	diag_clear(why);
	if (git_repository_odb(&c.odb, repo) || git_odb_refresh(c.odb) ||
	    git_object_lookup(&object, repo, commit, GIT_OBJECT_COMMIT) ||
	    git_object_peel(&tree, object, GIT_OBJECT_TREE) ||
	    git_tree_walk((git_tree *)tree, GIT_TREEWALK_PRE, count, &c)) {
		if (!*why->text)
			repo_fail(why, "read back what was imported");
		goto out;
	}
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
	buf_addf(record, "%s\n%zu\n%s\n", date, c.files, from);
	ret = 0;
out:
	git_odb_free(c.odb);
	git_object_free(tree);
	git_object_free(object);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* Bases from git: a repository of this machine, or a tag from far away. */
#include "sys/import/from-git.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/mail/upstream-id.h"
#include "sys/git/repo.h"
#include "sys/git/tree-entries.h"
#include "sys/import/fast-import.h"
#include "sys/os/fs.h"
#include "sys/os/piped.h"

enum { ANSWER_S = 15 };	/* for the first word from far away */

/* What a source has and the cache lacks, on its way to git pack-objects. */
struct walk {
	git_repository *source;
	git_odb *cache;
	struct piped pack;
	size_t sent;
	struct diag *why;
};

static void send(struct walk *w, const git_oid *id)
{
	char line[GIT_OID_HEXSZ + 1];

	git_oid_fmt(line, id);
	line[GIT_OID_HEXSZ] = '\n';
	piped_write(&w->pack, line, sizeof(line));
	w->sent++;
}

static bool is_cached(const struct walk *w, const git_oid *id)
{
	return git_odb_exists_ext(w->cache, id, GIT_ODB_LOOKUP_NO_REFRESH);
}

/*
 * A tree that the cache has need not be whole there: of what was applied to a
 * base that went since, only what is new is left.
 */
static int send_tree(struct walk *w, const git_oid *id)
{
	git_tree *tree = NULL;
	int ret = 0;

	if (w->sent > IMPORT_FILES_MAX)
		return diag_set(w->why, git_repository_path(w->source), 0,
				"has a tree of more than %d files, which no kernel has",
				IMPORT_FILES_MAX);
	if (!is_cached(w, id))
		send(w, id);
	if (git_tree_lookup(&tree, w->source, id))
		return repo_fail(w->why, "read a tree of the source");
	ret = tree_entries_check(tree, NULL, w->why);
	for (size_t i = 0; !ret && i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *e = git_tree_entry_byindex(tree, i);

		if (git_tree_entry_type(e) == GIT_OBJECT_TREE)
			ret = send_tree(w, git_tree_entry_id(e));
		else if (git_tree_entry_type(e) == GIT_OBJECT_BLOB &&
			 !is_cached(w, git_tree_entry_id(e)))
			send(w, git_tree_entry_id(e));
	}
	git_tree_free(tree);
	return ret;
}

/*
 * Indexes the pack of that id anew, by what is in it: git copied it unseen from
 * the source, and named it as the source did.
 */
static int index_pack(struct transaction *t, struct span id, struct diag *why)
{
	char *dir = xstrfmt("--git-dir=%s", t->path);
	char *pack = xstrfmt("%s/objects/pack/pack-%.*s.pack", t->path,
			     (int)id.len, id.at);
	char *index = xstrfmt("%s/objects/pack/pack-%.*s.idx", t->path,
			      (int)id.len, id.at);
	const char *const argv[] = { "git", dir, "-c",
				     "pack.writeReverseIndex=false",
				     "index-pack", pack, NULL };
	const struct piped_options how = { .drain = true };
	struct piped c = { 0 };
	struct buf said = { 0 };
	int ret = fs_remove_all(index, why);

	if (!ret)
		ret = piped_start(&c, argv, &how, why) ||
		      piped_end(&c, &said, 0, why) ? -1 : 0;
	piped_stop(&c);
	buf_release(&said);
	free(index);
	free(pack);
	free(dir);
	return ret;
}

/*
 * Runs git pack-objects in in, which borrows the source's objects: what is
 * packed there is copied as it is.
 */
static int pack(struct transaction *t, struct walk *w, const git_oid *tree,
		const git_commit *commit)
{
	char *dir = xstrfmt("--git-dir=%s", t->path);
	char *to = xstrfmt("%s/objects/pack/pack", t->path);
	const char *const argv[] = { "git", dir, "-c", "pack.compression=1",
				     "-c", "pack.writeReverseIndex=false",
				     "-c", "pack.packSizeLimit=0",
				     "pack-objects", "-q", "--window=0",
				     "--delta-base-offset", to, NULL };
	const struct piped_options how = { .feed = true, .drain = true };
	struct buf id = { 0 };
	int ret;

	ret = piped_start(&w->pack, argv, &how, w->why);
	if (!ret && commit)
		send(w, git_commit_id(commit));
	if (!ret)
		ret = send_tree(w, tree);
	if (!ret) {
		ret = piped_end(&w->pack, &id, 0, w->why);
		if (ret && repo_lacks(w->why->text))
			strncat(w->why->text, REPO_LACKS, sizeof(w->why->text) -
				strlen(w->why->text) - 1);
	}
	piped_stop(&w->pack);
	if (!ret)
		ret = index_pack(t, span_trim(buf_span(&id)), w->why);
	buf_release(&id);
	free(to);
	free(dir);
	return ret;
}

/* A bare tree gets a commit. */
static int wrap(struct transaction *t, const git_oid *tree, git_oid *commit,
		struct diag *why)
{
	struct fast_import f;
	int ret;

	ret = fast_import_start(&f, t->path, why);
	if (!ret) {
		fast_import_tree(&f, tree);
		ret = fast_import_end(&f, why);
	}
	fast_import_stop(&f);
	return ret ? -1 : transaction_find_commit(t, "refs/heads/base", commit,
						  why);
}

static int take(struct transaction *t, struct walk *w, git_object *object,
		git_oid *id)
{
	git_object *commit = NULL, *tree = NULL;
	char *objects = xstrfmt("%s/objects",
				git_repository_commondir(w->source));
	int ret = -1;

	git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	if (git_object_peel(&tree, object, GIT_OBJECT_TREE)) {
		repo_fail(w->why, "take it as a tree");
		goto out;
	}
	if (git_repository_odb(&w->cache, t->cache) ||
	    git_odb_refresh(w->cache) ||
	    transaction_borrow(t, objects, w->why) ||
	    pack(t, w, git_object_id(tree), (git_commit *)commit))
		goto out;
	ret = 0;
	if (!commit)
		ret = wrap(t, git_object_id(tree), id, w->why);
	else
		git_oid_cpy(id, git_object_id(commit));
	if (!ret && commit && git_commit_parentcount((git_commit *)commit))
		ret = transaction_cut(t, id, w->why);
out:
	git_odb_free(w->cache);
	git_object_free(tree);
	git_object_free(commit);
	free(objects);
	return ret;
}

int import_git(struct transaction *t, const char *path, const char *rev,
	       git_oid *commit, struct diag *why)
{
	struct walk w = { .why = why };
	git_object *object = NULL;
	int ret = -1;

	if (repo_open_at(&w.source, path, why))
		goto out;
	if (git_revparse_single(&object, w.source, rev)) {
		diag_set(why, path, 0, "no revision '%s' in this repository",
			 rev);
		goto out;
	}
	ret = take(t, &w, object, commit);
out:
	git_object_free(object);
	git_repository_free(w.source);
	return ret;
}

/*
 * Asks whether the other side answers, and has it: git itself would wait for
 * minutes. Says in *ref how it is called there: a tag, else a branch; whether
 * it has a commit's id shows when that is fetched.
 */
static int ask(const char *url, const char *rev, char **ref, struct diag *why)
{
	bool id = is_whole_commit_id(rev);
	char *tag = id ? xstrdup("HEAD") : xstrfmt("refs/tags/%s", rev);
	char *branch = id ? NULL : xstrfmt("refs/heads/%s", rev);
	const char *const argv[] = { "git", "ls-remote", "-q", "--", url,
				     tag, branch, NULL };
	const char *const env[] = {
		"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=true",
		"GIT_SSH_COMMAND=ssh -o BatchMode=yes -o ConnectTimeout=10",
		NULL
	};
	const struct piped_options how = { .drain = true, .env = env };
	struct buf out = { 0 };
	struct piped c;
	int ret;

	ret = piped_start(&c, argv, &how, why) ||
	      piped_end(&c, &out, ANSWER_S, why) ? -1 : 0;
	piped_stop(&c);
	if (ret)
		snprintf(why->path, sizeof(why->path), "%s", url);
	if (!ret && !out.len && !id)
		ret = diag_set(why, url, 0, "it has no tag or branch %s", rev);
	*ref = ret ? NULL : xstrdup(id ? rev : strstr(out.at, tag) ?
				    tag : branch);
	buf_release(&out);
	free(branch);
	free(tag);
	return ret;
}

/* Fetches what is called ref there. 0 or -1 and *why. */
static int fetch(struct transaction *t, const char *url, const char *ref,
		 struct diag *why)
{
	char *dir = xstrfmt("--git-dir=%s", t->path);
	char *spec = xstrfmt("+%s:refs/base", ref);
	/*
	 * Nothing is offered: what we hold lacks its history. No housekeeping
	 * outlives it.
	 */
	const char *const argv[] = {
		"git", dir, "-c", "http.lowSpeedLimit=1000", "-c",
		"http.lowSpeedTime=30", "-c", "core.alternateRefsCommand=true",
		"-c", "fetch.unpackLimit=1", "-c", "gc.auto=0", "-c",
		"maintenance.auto=false", "fetch", "-q", "--depth=1",
		"--no-tags", "--no-write-fetch-head", "--", url, spec, NULL
	};
	const char *const env[] = { "GIT_TERMINAL_PROMPT=0",
				    "GIT_ASKPASS=true", NULL };
	const struct piped_options how = { .env = env };
	struct piped c = { 0 };
	int ret = piped_start(&c, argv, &how, why) ||
		  piped_end(&c, NULL, 0, why) ? -1 : 0;

	piped_stop(&c);
	free(spec);
	free(dir);
	return ret;
}

int import_remote(struct transaction *t, const char *url, const char *rev,
		  git_oid *commit, struct diag *why)
{
	char *ref;
	int ret = ask(url, rev, &ref, why);

	if (!ret)
		ret = fetch(t, url, ref, why);
	if (!ret)
		ret = transaction_find_commit(t, "refs/base", commit, why);
	free(ref);
	return ret;
}

long import_distance(const char *from, const git_oid *was, const git_oid *is)
{
	const char *path = strncmp(from, "file://", 7) ? from : from + 7;
	char *folder = xstrfmt("%.*s", (int)strcspn(path, " "), path);
	git_repository *repo = NULL;
	size_t ahead, behind;
	struct diag ignored;
	long nr = -1;

	if (fs_is_folder(folder) && !repo_open_at(&repo, folder, &ignored) &&
	    !git_graph_ahead_behind(&ahead, &behind, repo, is, was) && !behind)
		nr = (long)ahead;
	git_repository_free(repo);
	free(folder);
	return nr;
}

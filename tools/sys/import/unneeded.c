// SPDX-License-Identifier: GPL-2.0-only
/* Objects in the cache that nothing refers to any more. */
#include "sys/import/unneeded.h"

#include <git2/sys/odb_backend.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "sys/git/pack-index.h"
#include "sys/git/repo.h"
#include "sys/import/transaction.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/os/piped.h"

/* Names what is kept, while git packs the rest: git keeps what refs name. */
#define KEPT	"refs/kept/"

/* What there is, and what must stay. */
struct view {
	git_repository *repo;
	struct idset old, young, needed;
	struct strings young_packs;	/* "pack-....pack" */
};

static void view_release(struct view *v)
{
	idset_release(&v->old);
	idset_release(&v->young);
	idset_release(&v->needed);
	strings_release(&v->young_packs);
}

/* Runs git on the cache; feed and out may be NULL. 0 or -1 and *why. */
static int git(git_repository *repo, const struct strings *words,
	       const struct buf *feed, struct buf *out, struct diag *why)
{
	const struct piped_options how = { .feed = feed, .drain = out };
	struct strings argv = { 0 };
	struct piped c;
	int ret;

	strings_add(&argv, "git");
	strings_addf(&argv, "--git-dir=%s", git_repository_path(repo));
	for (size_t i = 0; i < words->nr; i++)
		strings_add(&argv, words->at[i]);
	ret = piped_start(&c, (const char *const *)argv.at, &how, why);
	if (!ret && feed && feed->len)
		piped_write(&c, feed->at, feed->len);
	if (!ret)
		ret = piped_end(&c, out, 0, why);
	piped_stop(&c);
	strings_release(&argv);
	return ret ? -1 : 0;
}

static int add_id(const git_oid *id, void *set)
{
	idset_add(set, id);
	return 0;
}

/* Adds the ids that the pack of that index holds. */
static int add_pack(const char *index, struct idset *ids, struct diag *why)
{
	git_odb_backend *pack = NULL;
	git_odb *odb = NULL;
	int ret = git_odb_new(&odb);

	if (!ret)
		ret = git_odb_backend_one_pack(&pack, index);
	if (!ret)
		ret = git_odb_add_backend(odb, pack, 1);
	if (!ret)
		ret = git_odb_foreach(odb, add_id, ids);
	git_odb_free(odb);
	return ret ? repo_fail(why, "read a pack of the cache") : 0;
}

static int view_packs(struct view *v, struct diag *why)
{
	char *folder = xstrfmt("%sobjects/pack", git_repository_path(v->repo));
	time_t since = time(NULL) - UNNEEDED_DAYS * 24 * 3600;
	struct strings names = { 0 };
	struct stat st;
	int ret = fs_exists(folder) ?
		  list_folder(&names, folder, LIST_ALL, why) : 0;

	for (size_t i = 0; !ret && i < names.nr; i++) {
		const char *name = names.at[i], *dot = strrchr(name, '.');
		char *path = xstrfmt("%s/%s", folder, name);
		bool young;

		if (strncmp(name, "pack-", 5) || !dot || strcmp(dot, ".idx") ||
		    stat(path, &st)) {
			free(path);
			continue;
		}
		young = st.st_mtime >= since;
		if (young)
			strings_addf(&v->young_packs, "%.*s.pack",
				     (int)(dot - name), name);
		ret = add_pack(path, young ? &v->young : &v->old, why);
		free(path);
	}
	strings_release(&names);
	free(folder);
	return ret;
}

/* All that the bases and the kept trees need. */
static int view_needed(struct view *v, const struct buf *keep,
		       struct diag *why)
{
	struct strings words = { 0 };
	struct buf out = { 0 };
	struct span rest, line;
	git_oid id;
	int ret;

	strings_split(&words, span_of("rev-list --objects --no-object-names --all --stdin"),
		      " ");
	ret = git(v->repo, &words, keep, &out, why);
	rest = buf_span(&out);
	while (!ret && span_line(&rest, &line))
		if (!git_oid_fromstrn(&id, line.at, line.len))
			idset_add(&v->needed, &id);
	buf_release(&out);
	strings_release(&words);
	return ret;
}

/*
 * What is young needs old objects, too: a tree that was applied to a base that
 * is gone has most of its files from there. Adds such trees and commits to
 * keep. 0 or -1 and *why.
 */
static int keep_young(struct view *v, struct buf *keep, struct diag *why)
{
	size_t before = keep->len, len;
	struct diag ignored;
	git_odb *odb = NULL;
	git_object_t type;
	int ret = git_repository_odb(&odb, v->repo);

	for (size_t i = 0; !ret && i < v->young.nr; i++) {
		const git_oid *id = &v->young.id[i];

		if (idset_has(&v->needed, id))
			continue;
		ret = git_odb_read_header(&len, &type, odb, id);
		if (!ret && type != GIT_OBJECT_BLOB)
			buf_addf(keep, "%s\n", git_oid_tostr_s(id));
	}
	git_odb_free(odb);
	if (ret)
		return repo_fail(why, "read the cache's objects");
	/* One that lacks something already cannot be kept whole. */
	if (keep->len > before && view_needed(v, keep, &ignored))
		keep->at[keep->len = before] = '\0';
	return 0;
}

static int count(const struct view *v, struct unneeded *u, struct diag *why)
{
	struct strings words = { 0 };
	struct buf out = { 0 };
	struct span rest, line;
	git_oid id;
	int ret;

	strings_split(&words, span_of("cat-file --batch-all-objects --unordered"),
		      " ");
	strings_add(&words, "--batch-check=%(objectname) %(objectsize:disk)");
	ret = git(v->repo, &words, NULL, &out, why);
	rest = buf_span(&out);
	while (!ret && span_line(&rest, &line)) {
		if (line.len <= GIT_OID_HEXSZ + 1 ||
		    git_oid_fromstrn(&id, line.at, GIT_OID_HEXSZ) ||
		    !idset_has(&v->old, &id) || idset_has(&v->young, &id) ||
		    idset_has(&v->needed, &id))
			continue;
		u->nr++;
		u->bytes += strtoull(line.at + GIT_OID_HEXSZ + 1, NULL, 10);
	}
	buf_release(&out);
	strings_release(&words);
	return ret;
}

/* Names the kept trees for git, or forgets the names. */
static int name_kept(git_repository *repo, const struct buf *keep,
		     struct diag *why)
{
	struct span rest = buf_span(keep), line;
	int ret = 0;

	while (!ret && span_line(&rest, &line)) {
		char *name = xstrfmt(KEPT "%.*s", (int)line.len, line.at);
		git_reference *ref = NULL;
		git_oid id;

		if (git_oid_fromstrn(&id, line.at, line.len) ||
		    git_reference_create(&ref, repo, name, &id, 1, "tree gc"))
			ret = repo_fail(why, "name a tree that stays");
		git_reference_free(ref);
		free(name);
	}
	return ret;
}

static void forget_kept(git_repository *repo)
{
	git_reference_iterator *it = NULL;
	struct strings names = { 0 };
	const char *name;

	if (!git_reference_iterator_glob_new(&it, repo, KEPT "*"))
		while (!git_reference_next_name(&name, it))
			strings_add(&names, name);
	git_reference_iterator_free(it);
	for (size_t i = 0; i < names.nr; i++)
		git_reference_remove(repo, names.at[i]);
	strings_release(&names);
}

/* Packs the old packs anew, without what goes; the young ones stay. */
static int repack(const struct view *v, struct diag *why)
{
	struct strings words = { 0 };
	int ret;

	/* No new deltas: what stays is copied as it is. */
	strings_split(&words, span_of("repack -a -d -q --window=0"), " ");
	for (size_t i = 0; i < v->young_packs.nr; i++)
		strings_addf(&words, "--keep-pack=%s", v->young_packs.at[i]);
	ret = git(v->repo, &words, NULL, NULL, why);
	strings_release(&words);
	return ret;
}

/*
 * Adds the ids in keep that the cache has, one per line. The packs are listed
 * once, not again for each id that is missing.
 */
static int list_kept(git_repository *repo, const struct strings *keep,
		     struct buf *ids, struct diag *why)
{
	git_odb *odb = NULL;
	git_oid id;
	int ret = git_repository_odb(&odb, repo);

	if (!ret)
		ret = git_odb_refresh(odb);
	for (size_t i = 0; !ret && i < keep->nr; i++)
		if (!git_oid_fromstr(&id, keep->at[i]) &&
		    git_odb_exists_ext(odb, &id, GIT_ODB_LOOKUP_NO_REFRESH))
			buf_addf(ids, "%s\n", keep->at[i]);
	git_odb_free(odb);
	return ret ? repo_fail(why, "find the cache's objects") : 0;
}

int unneeded_objects(git_repository *repo, const struct strings *keep,
		     bool remove, struct unneeded *u, struct diag *why)
{
	struct transaction t = { .lock = -1 };
	struct view v = { .repo = repo };
	struct buf ids = { 0 };
	int ret = remove ? transaction_recover(&t, repo, why) : 0;

	*u = (struct unneeded){ 0 };
	if (!ret && remove)
		forget_kept(repo);
	if (!ret)
		ret = list_kept(repo, keep, &ids, why);
	if (!ret)
		ret = view_packs(&v, why);
	if (!ret)
		ret = view_needed(&v, &ids, why);
	if (!ret)
		ret = keep_young(&v, &ids, why);
	if (!ret)
		ret = count(&v, u, why);
	if (!ret && remove && u->nr) {
		ret = name_kept(repo, &ids, why);
		if (!ret)
			ret = repack(&v, why);
		forget_kept(repo);
	}
	transaction_end(&t, NULL);
	buf_release(&ids);
	view_release(&v);
	return ret;
}

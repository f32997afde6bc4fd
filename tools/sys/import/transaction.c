// SPDX-License-Identifier: GPL-2.0-only
/* A base on its way into the cache: all of it, or nothing. */
#include "sys/import/transaction.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sys/git/repo.h"
#include "sys/import/notice.h"
#include "sys/import/record.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

/*
 * In linux.git/incoming: "base" is the record to be, published when all is
 * there and moved to linux.git/bases/NAME as the last step but the ref; "ready"
 * holds NAME and the commit.
 */

/* Those of the cache, as incoming/objects names them. */
#define CACHE_OBJECTS	"../../objects"

static int move(const char *from, const char *to, struct diag *why)
{
	return rename(from, to) ? fs_fail(from, "move into the cache", why) : 0;
}

/* The index goes last: it is what makes a pack seen. */
static int move_packs(const char *from, const char *to, struct diag *why)
{
	struct strings names = { 0 };
	int ret = fs_exists(from) ?
		  list_folder(&names, from, LIST_ALL, why) : 0;

	for (int idx = 0; !ret && idx <= 1; idx++) {
		for (size_t i = 0; !ret && i < names.nr; i++) {
			const char *name = names.at[i];
			const char *dot = strrchr(name, '.');
			char *a, *b;

			if (strncmp(name, "pack-", 5) || !dot ||
			    !strcmp(dot, ".keep") ||
			    (strcmp(dot, ".idx") == 0) != (idx == 1))
				continue;
			a = xstrfmt("%s/%s", from, name);
			b = xstrfmt("%s/%s", to, name);
			ret = move(a, b, why);
			free(a);
			free(b);
		}
	}
	strings_release(&names);
	return ret;
}

/*
 * linux.git/shallow, whose lines name commits without their parents, gets
 * incoming's lines too.
 */
static int merge_shallow(const char *from, const char *to, const char *tmp,
			 struct diag *why)
{
	struct buf more = { 0 }, all = { 0 };
	int ret = 0;

	if (!fs_exists(from))
		return 0;
	if (fs_read(&more, from, why) ||
	    (fs_exists(to) && fs_read(&all, to, why)))
		ret = -1;
	if (!ret && !strstr(all.at ? all.at : "", more.at)) {
		buf_add(&all, more.at, more.len);
		ret = fs_publish(tmp, buf_span(&all), why);
		if (!ret)
			ret = move(tmp, to, why);
	}
	buf_release(&more);
	buf_release(&all);
	return ret;
}

static int set_ref(git_repository *cache, const char *name, const char *hex,
		   struct diag *why)
{
	char *ref = xstrfmt("%s%s", BASES, name);
	git_reference *r = NULL;
	git_oid id;
	int ret;

	ret = git_oid_fromstr(&id, hex) ||
	      git_reference_create(&r, cache, ref, &id, 1, "tree add");
	/* one that is damaged is not replaced, but can be removed */
	if (ret && !git_reference_remove(cache, ref))
		ret = git_reference_create(&r, cache, ref, &id, 0, "tree add");
	if (ret)
		ret = repo_fail(why, "name the base");
	git_reference_free(r);
	free(ref);
	return ret;
}

static int move_record(const char *from, const char *git, const char *name,
		       struct diag *why)
{
	char *folder = xstrfmt("%sbases", git);
	char *to = xstrfmt("%s/%s", folder, name);
	int ret;

	ret = fs_mkdirs(folder, why);
	if (!ret && fs_exists(from))
		ret = move(from, to, why);
	free(to);
	free(folder);
	return ret;
}

static bool has_commit(git_repository *cache, const char *hex)
{
	git_odb *odb = NULL;
	git_oid id;
	bool has = !git_oid_fromstr(&id, hex) &&
		   !git_repository_odb(&odb, cache) && git_odb_exists(odb, &id);

	git_odb_free(odb);
	return has;
}

/*
 * Carries out what "ready" says, from wherever it was interrupted. 0; 1 and
 * *why when its commit is lost, so that nobody ever can; -1 and *why.
 */
static int finish(git_repository *cache, const char *path, struct span ready,
		  struct diag *why)
{
	const char *git = git_repository_path(cache);
	char *packs = xstrfmt("%s/objects/pack", path);
	char *to = xstrfmt("%sobjects/pack", git);
	char *cut = xstrfmt("%s/shallow", path);
	char *cut_to = xstrfmt("%sshallow", git);
	char *tmp = xstrfmt("%s/shallow.all", path);
	char *record = xstrfmt("%s/base", path);
	struct span line = { 0 }, hex = { 0 };
	char *name, *id;
	int ret = -1;

	span_line(&ready, &line);
	span_line(&ready, &hex);
	name = span_copy(line);
	id = span_copy(hex);
	if (!fs_mkdirs(to, why) && !move_packs(packs, to, why))
		ret = has_commit(cache, id) ? 0 : 1;
	if (ret == 1)
		diag_set(why, NULL, 0, "what came in lacks its own commit %s",
			 id);
	else if (!ret && (merge_shallow(cut, cut_to, tmp, why) ||
			  move_record(record, git, name, why) ||
			  set_ref(cache, name, id, why)))
		ret = -1;
	free(name);
	free(id);
	free(packs);
	free(to);
	free(cut);
	free(cut_to);
	free(tmp);
	free(record);
	return ret;
}

static bool is_lock(const char *path)
{
	const char *name = base_name(path);
	size_t len = strlen(name);

	return len > 5 && !strcmp(name + len - 5, ".lock");
}

static bool is_temporary(const char *path)
{
	const char *name = base_name(path);

	return !strncmp(name, ".tmp-", 5) || !strncmp(name, "tmp_", 4);
}

/* libgit2's, of a killed export; that of one beside us is younger. */
static bool is_old_object(const char *path)
{
	struct stat st;

	return is_temporary(path) && !lstat(path, &st) &&
	       S_ISREG(st.st_mode) && time(NULL) - st.st_mtime > 3600;
}

static void remove_those(const char *git, const char *below,
			 bool (*stale)(const char *path))
{
	char *folder = xstrfmt("%s%s", git, below);
	struct strings names = { 0 };
	struct diag unheard;

	list_folder(&names, folder, LIST_ALL, &unheard);
	for (size_t i = 0; i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);

		/* an apply beside us holds the pack that it writes */
		if (stale(path) && !fs_is_locked(path))
			unlink(path);
		free(path);
	}
	strings_release(&names);
	free(folder);
}

/*
 * What a killed import, removal or repack left: one that runs would hold
 * our lock.
 */
static void remove_stale(git_repository *cache)
{
	const char *git = git_repository_path(cache);
	char *shallow = xstrfmt("%sshallow.lock", git);

	remove_those(git, "objects/pack", is_temporary);
	remove_those(git, "objects", is_old_object);
	remove_those(git, BASES, is_lock);
	unlink(shallow);
	free(shallow);
}

/* As finish(): 1 when what was there is gone, as it was of no use. */
static int recover(struct transaction *t, struct diag *why)
{
	char *ready = xstrfmt("%s/ready", t->path);
	struct buf b = { 0 };
	int ret = 0;

	remove_stale(t->cache);
	if (fs_exists(ready))
		ret = fs_read(&b, ready, why) ? -1 :
		      finish(t->cache, t->path, buf_span(&b), why);
	if (ret >= 0 && fs_remove_all(t->path, why))
		ret = -1;
	buf_release(&b);
	free(ready);
	return ret;
}

int transaction_recover(struct transaction *t, git_repository *cache,
		   struct diag *why)
{
	const char *git = git_repository_path(cache);
	char *path = xstrfmt("%simport.lock", git);
	int ret = -1;

	*t = (struct transaction){ .cache = cache, .lock = -1 };
	/*
	 * Our children inherit it: the next import waits for the last of a
	 * killed one.
	 */
	t->lock = open(path, O_RDWR | O_CREAT, 0666);
	if (t->lock < 0) {
		diag_set(why, path, 0, "cannot open: %s; set BACKPORT_CACHE to a folder that can be written",
			 strerror(errno));
		goto out;
	}
	if (flock(t->lock, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
		import_notice("waiting for another import to end");
	while (flock(t->lock, LOCK_EX)) {
		if (errno == EINTR)
			continue;
		fs_fail(path, "lock", why);
		goto out;
	}
	t->path = xstrfmt("%sincoming", git);
	ret = recover(t, why) < 0 ? -1 : 0;
out:
	free(path);
	return ret;
}

static int start(struct transaction *t, struct diag *why)
{
	git_repository_init_options how = {
		.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION,
		.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH,
	};

	if (git_repository_init_ext(&t->repo, t->path, &how))
		return repo_fail(why, "begin an import");
	return transaction_borrow(t, CACHE_OBJECTS, why);
}

int transaction_begin(struct transaction *t, git_repository *cache,
		   struct diag *why)
{
	return transaction_recover(t, cache, why) ? -1 : start(t, why);
}

int transaction_restart(struct transaction *t, struct diag *why)
{
	git_repository_free(t->repo);
	t->repo = NULL;
	return fs_remove_all(t->path, why) ? -1 : start(t, why);
}

int transaction_borrow(struct transaction *t, const char *objects,
		    struct diag *why)
{
	char *path = xstrfmt("%s/objects/info/alternates", t->path);
	char *info = xstrfmt("%s/objects/info", t->path);
	struct buf b = { 0 };
	int ret = -1;

	if (strchr(objects, '\n') || objects[0] == '"' || objects[0] == '#')
		diag_set(why, objects, 0,
			 "a path that git cannot borrow objects from; rename the folder");
	else if (!fs_mkdirs(info, why) &&
		 (!fs_exists(path) || !fs_read(&b, path, why))) {
		buf_addf(&b, "%s\n", objects);
		ret = fs_publish(path, buf_span(&b), why);
	}
	buf_release(&b);
	free(info);
	free(path);
	if (ret)
		return -1;
	/* libgit2 reads the list once. */
	git_repository_free(t->repo);
	t->repo = NULL;
	return repo_open_at(&t->repo, t->path, why);
}

int transaction_cut(struct transaction *t, const git_oid *commit,
		    struct diag *why)
{
	char *path = xstrfmt("%s/shallow", t->path);
	char line[GIT_OID_HEXSZ + 2];
	int ret;

	snprintf(line, sizeof(line), "%s\n", git_oid_tostr_s(commit));
	ret = fs_publish(path, span_of(line), why);
	free(path);
	return ret;
}

int transaction_find_commit(struct transaction *t, const char *ref,
			    git_oid *commit, struct diag *why)
{
	git_object *object = NULL, *peeled = NULL;
	int ret = 0;

	if (git_revparse_single(&object, t->repo, ref) ||
	    git_object_peel(&peeled, object, GIT_OBJECT_COMMIT))
		ret = repo_fail(why, "read back the commit");
	else
		git_oid_cpy(commit, git_object_id(peeled));
	git_object_free(peeled);
	git_object_free(object);
	return ret;
}

/* From here on it has its own objects and the cache's, as it will there. */
static int borrow_no_more(struct transaction *t, struct diag *why)
{
	char *path = xstrfmt("%s/objects/info/alternates", t->path);
	int ret = fs_remove_all(path, why);

	free(path);
	return ret ? -1 : transaction_borrow(t, CACHE_OBJECTS, why);
}

int transaction_commit(struct transaction *t, const char *name,
		       const git_oid *commit, const char *from,
		       struct diag *why)
{
	char *base = xstrfmt("%s/base", t->path);
	char *ready = xstrfmt("%s/ready", t->path);
	struct buf record = { 0 }, words = { 0 };
	int ret = -1;

	buf_addf(&words, "%s\n%s\n", name, git_oid_tostr_s(commit));
	if (!borrow_no_more(t, why) &&
	    !record_make(&record, t->repo, commit, from, why) &&
	    !fs_publish(base, buf_span(&record), why) &&
	    !fs_publish(ready, buf_span(&words), why))
		ret = recover(t, why) ? -1 : 0;
	buf_release(&record);
	buf_release(&words);
	free(ready);
	free(base);
	return ret;
}

void transaction_end(struct transaction *t, struct diag *failed)
{
	char *ready = t->path ? xstrfmt("%s/ready", t->path) : NULL;
	struct diag unheard;

	if (failed)
		repo_advise_if_full(failed);
	git_repository_free(t->repo);
	if (ready &&
	    !fs_exists(ready)) /* else it is complete: the next one lands it */
		fs_remove_all(t->path, &unheard);
	free(ready);
	free(t->path);
	if (t->lock >= 0)
		close(t->lock);
	*t = (struct transaction){ .lock = -1 };
}

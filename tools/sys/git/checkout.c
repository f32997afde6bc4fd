// SPDX-License-Identifier: GPL-2.0-only
/* A tree on disk, at the price of what differs. */
#include "sys/git/checkout.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/git/checkout-stamps.h"
#include "sys/git/folder-tree.h"
#include "sys/git/object.h"
#include "sys/git/repo.h"
#include "sys/git/tree-entries.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

enum { THREADS_MAX = 4 };

/* A file to look at closer: it is not there, or not what the record says. */
struct job {
	char *path;
	git_oid id;
	unsigned int mode;
	bool there;	/* something is */
	bool kept;	/* it held the right thing after all */
	struct stat st;	/* of what is there, later of what was written */
};

struct checkout {
	git_repository *repo;
	git_odb *odb;
	const char *folder;
	int root;	/* the folder, open and locked */
	struct stamps old, new;
	struct job *jobs;
	size_t nr, cap;
	atomic_size_t next;	/* job that no thread has taken */
	atomic_bool failed;
	pthread_mutex_t lock;	/* of *why while threads run */
	struct checkout_count *count;
	struct diag *why;
};

/* Keeps the first reason; threads may run. */
static int fail_with(struct checkout *c, const char *path,
		     const struct diag *why)
{
	pthread_mutex_lock(&c->lock);
	if (!atomic_exchange(&c->failed, true))
		diag_set(c->why, path, 0, "%s", why->text);
	pthread_mutex_unlock(&c->lock);
	return -1;
}

static int fail(struct checkout *c, const char *path, const char *doing)
{
	struct diag why;
	char *whole;

	diag_set(&why, NULL, 0, "cannot %s: %s", doing, strerror(errno));
	whole = xstrfmt("%s/%s", c->folder, path);
	fail_with(c, whole, &why);
	free(whole);
	return -1;
}

static bool holds_bytes(struct checkout *c, const struct job *job,
			const void *bytes, size_t len)
{
	bool link = job->mode == GIT_FILEMODE_LINK, same = false;
	char *at;
	ssize_t n = -1;
	int fd;

	if (!job->there || folder_tree_mode(&job->st) != job->mode ||
	    (size_t)job->st.st_size != len)
		return false;
	at = grow_array(NULL, len + 1, 1);
	if (link) {
		n = readlinkat(c->root, job->path, at, len + 1);
	} else {
		fd = openat(c->root, job->path,
			    O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
		if (fd >= 0) {
			n = read(fd, at, len + 1);
			close(fd);
		}
	}
	same = n >= 0 && (size_t)n == len && !memcmp(at, bytes, len);
	free(at);
	return same;
}

static int write_link(struct checkout *c, struct job *job, const void *bytes,
		      size_t len)
{
	char *target = span_copy((struct span){ bytes, len });
	int bad = symlinkat(target, c->root, job->path) ||
		  fstatat(c->root, job->path, &job->st, AT_SYMLINK_NOFOLLOW);

	free(target);
	return bad ? fail(c, job->path, "make the link") : 0;
}

static int write_file(struct checkout *c, struct job *job, const char *bytes,
		      size_t len)
{
	int mode = job->mode == GIT_FILEMODE_BLOB_EXECUTABLE ? 0777 : 0666;
	int fd = openat(c->root, job->path,
			O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
			mode);

	if (fd < 0 || fs_write(fd, (struct span){ bytes, len }) ||
	    fstat(fd, &job->st)) {
		fail(c, job->path, "write");
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return close(fd) ? fail(c, job->path, "write") : 0;
}

/* What stands in the way is no folder: the walk saw to that. */
static int write_bytes(struct checkout *c, struct job *job, const void *bytes,
		       size_t len)
{
	if (job->there && unlinkat(c->root, job->path, 0) && errno != ENOENT)
		return fail(c, job->path, "replace");
	return job->mode == GIT_FILEMODE_LINK ?
	       write_link(c, job, bytes, len) : write_file(c, job, bytes, len);
}

static int carry_out(struct checkout *c, struct job *job)
{
	struct diag why;
	struct gitobject *blob = gitobject_read(c->odb, &job->id, false, &why);
	int ret = 0;

	if (!blob)
		return fail_with(c, job->path, &why);
	job->kept = holds_bytes(c, job, blob->bytes.at, blob->bytes.len);
	if (!job->kept)
		ret = write_bytes(c, job, blob->bytes.at, blob->bytes.len);
	gitobject_put(blob);
	return ret;
}

static void *work(void *arg)
{
	struct checkout *c = arg;
	size_t i;

	while (!atomic_load(&c->failed) &&
	       (i = atomic_fetch_add(&c->next, 1)) < c->nr)
		if (carry_out(c, &c->jobs[i]))
			break;
	return NULL;
}

static int carry_out_all(struct checkout *c)
{
	pthread_t threads[THREADS_MAX];
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	long nr = cpus < 1 ? 1 : cpus > THREADS_MAX ? THREADS_MAX : cpus;
	long started = 0;

	if (c->nr > 64)
		while (started < nr - 1 &&
		       !pthread_create(&threads[started], NULL, work, c))
			started++;
	work(c);
	while (started)
		pthread_join(threads[--started], NULL);
	for (size_t i = 0; !c->failed && i < c->nr; i++) {
		const struct job *job = &c->jobs[i];

		stamps_add(&c->new, job->path, &job->id, &job->st);
		if (job->kept)
			c->count->kept++;
		else
			c->count->written++;
	}
	return c->failed ? -1 : 0;
}

static int remove_name(struct checkout *c, const char *path)
{
	char *whole = xstrfmt("%s/%s", c->folder, path);
	int ret = fs_remove_all(whole, c->why);

	free(whole);
	c->count->removed++;
	return ret;
}

/*
 * Removes what stands in the folder at path (with its slash) and is not in
 * tree; all for NULL.
 */
static int remove_others(struct checkout *c, const git_tree *tree,
			 const char *path)
{
	char *whole = xstrfmt("%s/%s", c->folder, path);
	struct strings names = { 0 };
	int ret = list_folder(&names, whole, LIST_ALL, c->why);

	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *below;

		if (tree && git_tree_entry_byname(tree, names.at[i]))
			continue;
		below = xstrfmt("%s%s", path, names.at[i]);
		ret = remove_name(c, below);
		free(below);
	}
	strings_release(&names);
	free(whole);
	return ret;
}

static int walk_file(struct checkout *c, const char *path, const git_oid *id,
		     unsigned int mode)
{
	const struct stamp *stamp = stamps_find(&c->old, path);
	struct job job = { .mode = mode };

	job.there = !fstatat(c->root, path, &job.st, AT_SYMLINK_NOFOLLOW);
	if (!job.there && errno != ENOENT)
		return fail(c, path, "look");
	if (job.there && stamp && git_oid_equal(&stamp->id, id) &&
	    folder_tree_mode(&job.st) == mode && stamp_holds(stamp, &job.st)) {
		stamps_add(&c->new, path, id, &job.st);
		c->count->kept++;
		return 0;
	}
	if (job.there && S_ISDIR(job.st.st_mode)) {
		if (remove_name(c, path))
			return -1;
		job.there = false;
	}
	git_oid_cpy(&job.id, id);
	job.path = xstrdup(path);
	c->jobs = grow_for_one(c->jobs, c->nr, &c->cap, sizeof(*c->jobs));
	c->jobs[c->nr++] = job;
	return 0;
}

/* A folder that was just made holds nothing to look at. */
static int make_folder(struct checkout *c, const char *path, bool *fresh)
{
	struct stat st;

	*fresh = false;
	if (!fstatat(c->root, path, &st, AT_SYMLINK_NOFOLLOW)) {
		if (S_ISDIR(st.st_mode))
			return 0;
		if (unlinkat(c->root, path, 0))
			return fail(c, path, "replace");
	}
	*fresh = true;
	return mkdirat(c->root, path, 0777) ?
	       fail(c, path, "make the folder") : 0;
}

static int walk_tree(struct checkout *c, const git_oid *id, const char *path,
		     bool fresh);

static int walk_entry(struct checkout *c, const git_tree_entry *e,
		      const char *path)
{
	const git_oid *id = git_tree_entry_id(e);
	char *below, *slash;
	bool fresh;
	int ret;

	below = xstrfmt("%s%s", path, git_tree_entry_name(e));
	if (git_tree_entry_type(e) == GIT_OBJECT_BLOB) {
		ret = walk_file(c, below, id, git_tree_entry_filemode(e));
	} else {
		ret = make_folder(c, below, &fresh);
		slash = xstrfmt("%s/", below);
		if (!ret && git_tree_entry_type(e) == GIT_OBJECT_TREE)
			ret = walk_tree(c, id, slash, fresh);
		else if (!ret && !fresh)	/* a submodule: nothing of it */
			ret = remove_others(c, NULL, slash);
		free(slash);
	}
	free(below);
	return ret;
}

static int walk_tree(struct checkout *c, const git_oid *id, const char *path,
		     bool fresh)
{
	git_tree *tree = NULL;
	struct diag why;
	int ret = 0;

	if (git_tree_lookup(&tree, c->repo, id)) {
		repo_fail(&why, "read the tree of this folder");
		return fail_with(c, path, &why);
	}
	ret = tree_entries_check(tree, path, c->why);
	if (!ret && !fresh)
		ret = remove_others(c, tree, path);
	for (size_t i = 0; !ret && i < git_tree_entrycount(tree); i++)
		ret = walk_entry(c, git_tree_entry_byindex(tree, i), path);
	git_tree_free(tree);
	return ret;
}

static bool is_empty(const char *folder, struct diag *why)
{
	struct strings names = { 0 };
	bool empty = !list_folder(&names, folder, LIST_ALL, why) && !names.nr;

	strings_release(&names);
	return empty;
}

/* Opens and locks the folder, and sees that it is ours, by the record. */
static int begin(struct checkout *c, const char *record)
{
	const struct stamps none = { 0 };

	c->root = fs_lock_folder(c->folder, c->why);
	if (c->root < 0)
		return -1;
	if (fs_exists(record))
		return stamps_read(&c->old, record, c->why);
	if (!is_empty(c->folder, c->why))
		return diag_set(c->why, c->folder, 0,
				"it holds files that no checkout wrote; name a new or an empty folder");
	return stamps_write(&none, record, c->why);
}

static void release(struct checkout *c)
{
	for (size_t i = 0; i < c->nr; i++)
		free(c->jobs[i].path);
	free(c->jobs);
	stamps_release(&c->old);
	stamps_release(&c->new);
	git_odb_free(c->odb);
	if (c->root >= 0)
		close(c->root);
	pthread_mutex_destroy(&c->lock);
}

int checkout_tree(git_repository *repo, const git_oid *tree, const char *folder,
		  struct checkout_count *count, struct diag *why)
{
	struct checkout c = { .repo = repo, .root = -1, .count = count,
			      .why = why };
	char *plain = xstrdup(folder), *record;
	size_t len = strlen(plain);
	int ret = -1;

	while (len > 1 && plain[len - 1] == '/')
		plain[--len] = '\0';
	c.folder = plain;
	record = xstrfmt("%s.tree", plain);
	*count = (struct checkout_count){ 0 };
	pthread_mutex_init(&c.lock, NULL);
	if (git_repository_odb(&c.odb, repo))
		repo_fail(why, "open the objects");
	else if (!begin(&c, record) && !walk_tree(&c, tree, "", false) &&
		 !carry_out_all(&c))
		ret = stamps_write(&c.new, record, why);
	release(&c);
	free(record);
	free(plain);
	return ret;
}

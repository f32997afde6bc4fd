// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the work costs without any patch logic, and a stopwatch. To open the
 * library and the repository is part of it; to find out what differs is not.
 *
 *   floor check GITDIR FROM TO   read the blobs that differ, hash the new ones and the folders
 *   floor store GITDIR FROM TO   the same, and deflate and write them
 *   floor commit GITDIR FROM TO  as store, of every commit between FROM and TO
 *   floor run LOG COMMAND...     run it: its seconds, peak memory in KiB and exit status
 *
 * Two threads, zlib level 1 and libcrypto's SHA-1, as backport has them.
 */
#include <git2.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

struct object {
	git_oid old;		/* to read; zero: none */
	git_odb_object *fresh;	/* to hash and deflate, read before the clock starts; NULL: none */
};

static struct object *object;
static size_t nr, next_one;
static git_odb *odb;
static git_repository *repo;
static int deflating, out;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void die(const char *what)
{
	const git_error *e = git_error_last();

	fprintf(stderr, "floor: %s: %s\n", what, e ? e->message : "");
	exit(128);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static void add(const git_oid *old, const git_oid *fresh)
{
	if (nr % 1024 == 0)
		object = realloc(object, (nr + 1024) * sizeof(*object));
	if (!object)
		die("out of memory");
	memset(&object[nr], 0, sizeof(*object));
	if (old)
		object[nr].old = *old;
	if (fresh && git_odb_read(&object[nr].fresh, odb, fresh))
		die("read");
	nr++;
}

/* Adds what differs between two trees, folders too. */
static void add_trees(const git_tree *from, const git_tree *to)
{
	git_diff_options how = GIT_DIFF_OPTIONS_INIT;
	git_diff *diff = NULL;

	how.flags = GIT_DIFF_INCLUDE_TYPECHANGE;
	if (git_diff_tree_to_tree(&diff, repo, (git_tree *)from, (git_tree *)to,
				  &how))
		die("diff");
	for (size_t i = 0; i < git_diff_num_deltas(diff); i++) {
		const git_diff_delta *d = git_diff_get_delta(diff, i);

		add(git_oid_is_zero(&d->old_file.id) ? NULL : &d->old_file.id,
		    git_oid_is_zero(&d->new_file.id) ? NULL : &d->new_file.id);
	}
	git_diff_free(diff);
}

/* Adds the folders of to that from has not at the same path. */
static void add_folders(const git_tree *from, const git_tree *to)
{
	add(from ? git_tree_id(from) : NULL, git_tree_id(to));
	for (size_t i = 0; i < git_tree_entrycount(to); i++) {
		const git_tree_entry *e = git_tree_entry_byindex(to, i), *old;
		git_tree *a = NULL, *b = NULL;

		if (git_tree_entry_type(e) != GIT_OBJECT_TREE)
			continue;
		old = from ? git_tree_entry_byname(from, git_tree_entry_name(e)) :
			     NULL;
		if (old && git_oid_equal(git_tree_entry_id(old),
					 git_tree_entry_id(e)))
			continue;
		if (git_tree_lookup(&b, repo, git_tree_entry_id(e)))
			die("folder");
		if (old && git_tree_entry_type(old) == GIT_OBJECT_TREE &&
		    git_tree_lookup(&a, repo, git_tree_entry_id(old)))
			die("folder");
		add_folders(a, b);
		git_tree_free(a);
		git_tree_free(b);
	}
}

static git_tree *tree_of(const git_object *o)
{
	git_object *tree = NULL;

	if (git_object_peel(&tree, o, GIT_OBJECT_TREE))
		die("no tree");
	return (git_tree *)tree;
}

static void add_pair(const git_object *from, const git_object *to)
{
	git_tree *a = tree_of(from), *b = tree_of(to);

	add_trees(a, b);
	add_folders(a, b);
	git_tree_free(a);
	git_tree_free(b);
}

static void add_commits(const git_object *from, const git_object *to)
{
	git_commit *c = NULL, *parent;

	if (git_object_type(to) != GIT_OBJECT_COMMIT ||
	    git_object_dup((git_object **)&c, (git_object *)to))
		die("TO is no commit");
	while (!git_oid_equal(git_commit_id(c), git_object_id(from)) &&
	       !git_commit_parent(&parent, c, 0)) {
		add_pair((git_object *)parent, (git_object *)c);
		add(NULL, git_commit_id(c));
		git_commit_free(c);
		c = parent;
	}
	git_commit_free(c);
}

static void work_on(const struct object *o, z_stream *z, unsigned char **room,
		    size_t *size)
{
	unsigned char sum[20];
	git_odb_object *old = NULL;
	size_t len, bound;

	if (!git_oid_is_zero(&o->old) && git_odb_read(&old, odb, &o->old))
		die("read");
	git_odb_object_free(old);
	if (!o->fresh)
		return;
	len = git_odb_object_size(o->fresh);
	EVP_Digest(git_odb_object_data(o->fresh), len, sum, NULL, EVP_sha1(),
		   NULL);
	if (!deflating)
		return;
	bound = deflateBound(z, len);
	if (bound > *size)
		*room = realloc(*room, *size = bound);
	deflateReset(z);
	z->next_in = (unsigned char *)git_odb_object_data(o->fresh);
	z->avail_in = len;
	z->next_out = *room;
	z->avail_out = bound;
	if (deflate(z, Z_FINISH) != Z_STREAM_END ||
	    write(out, *room, bound - z->avail_out) < 0)
		die("deflate");
}

static void *worker(void *arg)
{
	unsigned char *room = NULL;
	size_t size = 0;
	z_stream z = { 0 };

	deflateInit(&z, 1);
	for (;;) {
		size_t i;

		pthread_mutex_lock(&lock);
		i = next_one++;
		pthread_mutex_unlock(&lock);
		if (i >= nr)
			break;
		work_on(&object[i], &z, &room, &size);
	}
	deflateEnd(&z);
	free(room);
	return arg;
}

static int run(char **argv)
{
	int status = 0, log = open(argv[0], O_WRONLY | O_CREAT | O_TRUNC, 0666);
	struct rusage use;
	double begin = now();
	pid_t pid = fork();

	if (log < 0 || pid < 0)
		die("run");
	if (!pid) {
		dup2(log, 1);
		dup2(log, 2);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (wait4(pid, &status, 0, &use) != pid)
		die("wait");
	printf("%.3f %ld %d\n", now() - begin, use.ru_maxrss,
	       WIFEXITED(status) ? WEXITSTATUS(status) : 128);
	return 0;
}

int main(int argc, char **argv)
{
	git_object *from = NULL, *to = NULL;
	pthread_t other;
	double begin = now(), opened;

	if (argc >= 4 && !strcmp(argv[1], "run"))
		return run(argv + 2);
	if (argc != 5)
		return 129;
	git_libgit2_init();
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	if (git_repository_open(&repo, argv[2]) ||
	    git_repository_odb(&odb, repo) ||
	    git_revparse_single(&from, repo, argv[3]) ||
	    git_revparse_single(&to, repo, argv[4]))
		die(argv[2]);
	opened = now() - begin;
	deflating = strcmp(argv[1], "check") != 0;
	if (!strcmp(argv[1], "commit"))
		add_commits(from, to);
	else
		add_pair(from, to);
	out = deflating ? open("floor.out", O_RDWR | O_CREAT | O_TRUNC, 0666) : -1;
	begin = now();
	if (pthread_create(&other, NULL, worker, NULL))
		die("thread");
	worker(NULL);
	pthread_join(other, NULL);
	if (deflating && fsync(out))
		die("fsync");
	printf("%.3f %zu 0\n", opened + now() - begin, nr);
	unlink("floor.out");
	return 0;
}

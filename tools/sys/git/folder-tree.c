// SPDX-License-Identifier: GPL-2.0-only
/* A plain folder as a git tree that is written nowhere. */
#include "sys/git/folder-tree.h"

#if __has_include(<git2/sys/errors.h>)
#include <git2/sys/errors.h>	/* where libgit2 1.8 has git_error_set_str() */
#endif
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/text/buf.h"
#include "core/text/hash.h"
#include "sys/git/object.h"
#include "sys/git/repo-fail.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"

/* A file and the id of what it held when the folder was hashed. */
struct leaf {
	git_oid id;
	size_t size;
	char *path;
	bool link;
};

/* The folder's files, as objects to read. */
struct leaves {
	git_odb_backend parent;
	struct leaf *leaf;
	size_t nr, room;
	struct table by_id;
};

struct hashing {
	git_repository *repo;
	struct leaves *leaves;
	struct diag *why;
};

static const struct leaf *find(git_odb_backend *backend, const git_oid *id)
{
	const struct leaves *l = (const struct leaves *)backend;
	size_t probe = 0, at;

	while (table_next(&l->by_id, hash_id(id), &probe, &at))
		if (git_oid_equal(&l->leaf[at].id, id))
			return &l->leaf[at];
	return NULL;
}

/* Takes it in; the first file of equal ones is the one that is read. */
static void leaves_add(struct leaves *l, const struct leaf *leaf)
{
	if (find(&l->parent, &leaf->id))
		return;
	l->leaf = grow_for_one(l->leaf, l->nr, &l->room, sizeof(*l->leaf));
	table_add(&l->by_id, hash_id(&leaf->id), l->nr);
	l->leaf[l->nr] = *leaf;
	l->leaf[l->nr++].path = xstrdup(leaf->path);
}

static int leaf_exists(git_odb_backend *backend, const git_oid *id)
{
	return find(backend, id) != NULL;
}

static int leaf_header(size_t *len, git_object_t *type,
		       git_odb_backend *backend, const git_oid *id)
{
	const struct leaf *leaf = find(backend, id);

	if (!leaf)
		return GIT_ENOTFOUND;
	*len = leaf->size;
	*type = GIT_OBJECT_BLOB;
	return 0;
}

/* A link's target or a file's content. */
static int load(const char *path, bool link, struct buf *b, struct diag *why)
{
	ssize_t n;

	if (!link)
		return fs_read(b, path, why);
	buf_grow(b, 4096);
	n = readlink(path, b->at, 4096);
	if (n < 0)
		return fs_fail(path, "read the link", why);
	b->len = n;
	return 0;
}

/*
 * libgit2 hashes what we give once more: a file that changed since is an error,
 * not a wrong answer.
 */
static int leaf_read(void **bytes, size_t *len, git_object_t *type,
		     git_odb_backend *backend, const git_oid *id)
{
	const struct leaf *leaf = find(backend, id);
	struct diag why = { 0 };
	struct buf b = { 0 };

	if (!leaf)
		return GIT_ENOTFOUND;
	if (load(leaf->path, leaf->link, &b, &why)) {
		buf_release(&b);
		git_error_set_str(GIT_ERROR_OS, why.text);
		return -1;
	}
	*type = GIT_OBJECT_BLOB;
	*len = b.len;
	*bytes = git_odb_backend_data_alloc(backend, b.len + 1);
	if (*bytes)
		memcpy(*bytes, b.at, b.len);
	buf_release(&b);
	return *bytes ? 0 : -1;
}

static void leaves_free(git_odb_backend *backend)
{
	struct leaves *l = (struct leaves *)backend;

	for (size_t i = 0; i < l->nr; i++)
		free(l->leaf[i].path);
	free(l->leaf);
	table_release(&l->by_id);
	free(l);
}

static struct leaves *leaves_new(void)
{
	struct leaves *l = new_array(1, sizeof(*l));

	git_odb_init_backend(&l->parent, GIT_ODB_BACKEND_VERSION);
	l->parent.read = leaf_read;
	l->parent.read_header = leaf_header;
	l->parent.exists = leaf_exists;
	l->parent.free = leaves_free;
	return l;
}

unsigned int folder_tree_mode(const struct stat *st)
{
	if (S_ISLNK(st->st_mode))
		return GIT_FILEMODE_LINK;
	if (!S_ISREG(st->st_mode))
		return 0;
	return st->st_mode & S_IXUSR ? GIT_FILEMODE_BLOB_EXECUTABLE :
				       GIT_FILEMODE_BLOB;
}

static int hash_leaf(struct hashing *h, char *path, bool link, git_oid *id)
{
	struct leaf leaf = { .path = path, .link = link };
	struct buf b = { 0 };
	int ret;

	ret = load(path, link, &b, h->why);
	if (!ret) {
		git_odb_hash(id, b.at, b.len, GIT_OBJECT_BLOB);
		git_oid_cpy(&leaf.id, id);
		leaf.size = b.len;
		leaves_add(h->leaves, &leaf);
	}
	buf_release(&b);
	return ret;
}

static int hash_folder(struct hashing *h, const char *folder, bool top,
		       git_oid *id, bool *empty);

static int hash_name(struct hashing *h, git_treebuilder *builder, char *path,
		     const char *name)
{
	bool empty = false;
	unsigned int mode;
	struct stat st;
	git_oid id;

	if (lstat(path, &st))
		return fs_fail(path, "look", h->why);
	mode = S_ISDIR(st.st_mode) ? GIT_FILEMODE_TREE : folder_tree_mode(&st);
	if (!mode)
		return diag_set(h->why, path, 0,
				"neither a file, a folder nor a link; remove it");
	if (mode == GIT_FILEMODE_TREE ?
		    hash_folder(h, path, false, &id, &empty) :
		    hash_leaf(h, path, mode == GIT_FILEMODE_LINK, &id))
		return -1;
	if (!empty && git_treebuilder_insert(NULL, builder, name, &id, mode)) {
		repo_fail(h->why, "take it into a git tree");
		snprintf(h->why->path, sizeof(h->why->path), "%s", path);
		return -1;
	}
	return 0;
}

static int hash_folder(struct hashing *h, const char *folder, bool top,
		       git_oid *id, bool *empty)
{
	git_treebuilder *builder = NULL;
	struct strings names = { 0 };
	int ret = list_folder(&names, folder, LIST_BUT_GIT, h->why);

	if (!ret && git_treebuilder_new(&builder, h->repo, NULL))
		ret = repo_fail(h->why, "begin a tree");
	for (size_t i = 0; !ret && i < names.nr; i++) {
		char *path = xstrfmt("%s/%s", folder, names.at[i]);

		ret = hash_name(h, builder, path, names.at[i]);
		free(path);
	}
	if (!ret)
		*empty = !git_treebuilder_entrycount(builder);
	if (!ret && (top || !*empty) && git_treebuilder_write(id, builder))
		ret = repo_fail(h->why, "write a tree in memory");
	git_treebuilder_free(builder);
	strings_release(&names);
	return ret;
}

/*
 * A repository without a place: new objects in memory, the folder's files where
 * they are.
 */
static int repo_in_memory(git_repository **repo, struct leaves *l)
{
	git_odb_backend *memory = NULL;
	git_odb *odb = NULL;
	int ret = -1;

	*repo = NULL;
	if (git_odb_new(&odb)) {
		leaves_free(&l->parent);
		return -1;
	}
	if (git_odb_add_backend(odb, &l->parent, 1)) {
		leaves_free(&l->parent);
		goto out;
	}
	if (git_mempack_new(&memory))
		goto out;
	if (git_odb_add_backend(odb, memory, 999)) {
		memory->free(memory);
		goto out;
	}
	ret = git_repository_wrap_odb(repo, odb);
out:
	git_odb_free(odb);
	return ret;
}

int folder_tree_open(git_repository **repo, const char *path, git_oid *id,
		struct diag *why)
{
	struct hashing h = { .leaves = leaves_new(), .why = why };
	char *whole = NULL;
	bool empty;
	int ret = -1;

	*repo = NULL;
	if (repo_in_memory(&h.repo, h.leaves))
		return repo_fail(why, "hold the folder's tree in memory");
	/* files are read later, perhaps from elsewhere */
	whole = realpath(path, NULL);
	if (!whole)
		fs_fail(path, "look", why);
	else
		ret = hash_folder(&h, whole, true, id, &empty);
	free(whole);
	if (ret) {
		git_repository_free(h.repo);
		return -1;
	}
	*repo = h.repo;
	return 0;
}

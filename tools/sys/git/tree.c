// SPDX-License-Identifier: GPL-2.0-only
/* A tree in memory: paths, undo, ids. Its folders are folder.c. */
#include "sys/git/tree.h"

#include <stdlib.h>

#include "sys/git/pack.h"
#include "sys/git/read-ahead.h"
#include "sys/git/repo.h"
#include "sys/git/tree-folder.h"

/* What an entry was before a change. */
struct undo {
	struct entry *entry;
	unsigned int mode;
	git_oid id;
	struct gitobject *blob;
};

struct tree {
	git_repository *repo;
	git_odb *odb;
	struct folder *root;
	struct read_ahead *ahead;
	struct undo *undo;
	size_t nr, cap;
	bool marked, trusted;
};

static struct gitobject *read_object(struct tree *t, const git_oid *id,
				     struct diag *why)
{
	return gitobject_read(t->odb, id, t->trusted, why);
}

struct tree *tree_new(git_repository *repo, const git_tree *base,
		      struct diag *why)
{
	struct tree *t = new_array(1, sizeof(*t));
	struct gitobject *bytes;

	t->repo = repo;
	if (git_repository_odb(&t->odb, repo)) {
		repo_fail(why, "open the repository's objects");
		goto bad;
	}
	bytes = read_object(t, git_tree_id(base), why);
	if (!bytes)
		goto bad;
	t->root = folder_new(NULL, bytes, why);
	if (t->root)
		return t;
bad:
	tree_free(t);
	return NULL;
}

void tree_trust(struct tree *t)
{
	/* A plain folder's files may have changed since they were hashed. */
	t->trusted = git_repository_path(t->repo);
}

void tree_free(struct tree *t)
{
	if (!t)
		return;
	read_ahead_free(t->ahead);
	tree_keep(t);
	free(t->undo);
	folder_free(t->root);
	git_odb_free(t->odb);
	free(t);
}

static const char *what_is(unsigned int mode)
{
	switch (mode & 0170000) {
	case MODE_LINK:
		return "a symbolic link";
	case MODE_MODULE:
		return "a submodule";
	case MODE_FOLDER:
		return "a folder";
	default:
		return "a file";
	}
}

/* Opens the folder that e is; an empty one where nothing is. 0, 1 or -1. */
static int open_folder(struct tree *t, struct entry *e, const char *path,
		       size_t len, struct diag *why)
{
	struct gitobject *bytes = NULL;

	if (e->mode && (e->mode & 0170000) != MODE_FOLDER) {
		diag_set(why, path, 0,
			 "'%.*s' is %s in the tree, and a patch may not write through it",
			 (int)len, path, what_is(e->mode));
		return 1;
	}
	if (e->sub)
		return 0;
	if (e->mode && !(bytes = read_object(t, &e->id, why)))
		return -1;
	e->sub = folder_new(e, bytes, why);
	return e->sub ? 0 : -1;
}

/* Finds the entry at path, its folders opened. 0, 1 or -1. */
static int find(struct tree *t, const char *path, struct entry **found,
		struct diag *why)
{
	struct folder *f = t->root;
	const char *at = path, *slash;
	int err;

	while ((slash = strchr(at, '/'))) {
		struct entry *e = folder_entry(f, at, slash - at);

		err = open_folder(t, e, path, slash - path, why);
		if (err)
			return err;
		f = e->sub;
		at = slash + 1;
	}
	*found = folder_entry(f, at, strlen(at));
	return 0;
}

/* As find(), for what must be a file or nothing. */
static int find_file(struct tree *t, const char *path, struct entry **found,
		     struct diag *why)
{
	int err = find(t, path, found, why);
	unsigned int kind = err ? 0 : (*found)->mode & 0170000;

	if (err)
		return err;
	if (kind == MODE_FOLDER || kind == MODE_MODULE) {
		diag_set(why, path, 0, "is %s in the tree, not a file",
			 what_is(kind));
		return 1;
	}
	return 0;
}

int tree_read(struct tree *t, const char *path, struct tree_file *file,
	      struct diag *why)
{
	struct entry *e;
	int err;

	*file = (struct tree_file){ .bytes = span_of("") };
	err = find_file(t, path, &e, why);
	if (err || !e->mode)
		return err;
	if (!e->blob && e->ahead) {
		e->blob = read_ahead_take(t->ahead, e->ahead, why);
		e->ahead = 0;
	} else if (!e->blob) {
		e->blob = read_object(t, &e->id, why);
	}
	if (!e->blob)
		return -1;
	*file = (struct tree_file){ true, e->mode, e->blob->bytes };
	return 0;
}

/* Before each change of an entry. */
static void remember(struct tree *t, struct entry *e)
{
	if (!t->marked)
		return;
	t->undo = grow_for_one(t->undo, t->nr, &t->cap, sizeof(*t->undo));
	t->undo[t->nr++] = (struct undo){ e, e->mode, e->id,
					  gitobject_ref(e->blob) };
}

int tree_write(struct tree *t, const char *path, unsigned int mode,
	       struct buf *bytes, struct diag *why)
{
	struct entry *e;
	int err = find_file(t, path, &e, why);

	if (err)
		return err;
	remember(t, e);
	entry_set(e, mode, gitobject_new(bytes), NULL);
	return 0;
}

int tree_remove(struct tree *t, const char *path, struct diag *why)
{
	struct entry *e;
	int err = find_file(t, path, &e, why);

	if (err)
		return err;
	if (!e->mode) {
		diag_set(why, path, 0, "no such file in the tree");
		return 1;
	}
	remember(t, e);
	entry_set(e, 0, NULL, NULL);
	return 0;
}

unsigned int tree_mode(struct tree *t, const char *path)
{
	struct diag why;
	struct entry *e;

	return find(t, path, &e, &why) ? 0 : e->mode;
}

bool tree_entry_id(struct tree *t, const char *path, git_oid *id)
{
	struct diag why;
	struct entry *e;

	if (find(t, path, &e, &why) || !e->mode)
		return false;
	if (e->sub && e->sub->stale)
		tree_id(t, id);
	git_oid_cpy(id, e->blob ? gitobject_id(e->blob, GIT_OBJECT_BLOB) :
		    &e->id);
	return true;
}

void tree_mark(struct tree *t)
{
	tree_keep(t);
	t->marked = true;
}

void tree_rollback(struct tree *t)
{
	while (t->nr) {
		struct undo *u = &t->undo[--t->nr];

		entry_set(u->entry, u->mode, u->blob, &u->id);
	}
	t->marked = false;
}

void tree_keep(struct tree *t)
{
	while (t->nr)
		gitobject_put(t->undo[--t->nr].blob);
	t->marked = false;
}

void tree_will_use(struct tree *t, const char *path)
{
	struct diag why;
	struct entry *e;

	if (find_file(t, path, &e, &why))
		return;
	if (!e->uses++ && e->mode && !e->blob && !e->ahead) {
		if (!t->ahead)
			t->ahead = read_ahead_new(t->odb, t->trusted);
		e->ahead = read_ahead_add(t->ahead, &e->id);
	}
}

void tree_read_ahead(struct tree *t)
{
	if (t->ahead)
		read_ahead_start(t->ahead);
}

/* Gives e its blob's id and the blob to pack. */
static void save_entry(struct entry *e, struct pack *pack)
{
	git_oid_cpy(&e->id, gitobject_id(e->blob, GIT_OBJECT_BLOB));
	if (!pack || e->blob->saved)
		return;
	pack_add(pack, GIT_OBJECT_BLOB, e->blob, e->last);
	gitobject_put(e->last);
	e->last = gitobject_ref(e->blob);
}

void tree_used(struct tree *t, const char *path, struct pack *pack)
{
	struct diag why;
	struct entry *e;

	if (find_file(t, path, &e, &why) || !e->uses || --e->uses || !e->blob)
		return;
	save_entry(e, pack);
	gitobject_put(e->blob);
	gitobject_put(e->last);
	e->blob = e->last = NULL;
}

static void save_folder(struct folder *f, struct pack *pack)
{
	for (size_t i = 0; i < f->nr; i++) {
		struct entry *e = f->entry[i];

		if (e->sub && (e->sub->stale || (pack && e->sub->unsaved)))
			save_folder(e->sub, pack);
		if ((e->mode & 0170000) == MODE_FOLDER && e->sub)
			git_oid_cpy(&e->id, gitobject_id(e->sub->bytes,
						    GIT_OBJECT_TREE));
		else if (e->mode && e->blob)
			save_entry(e, pack);
	}
	if (f->stale)
		folder_rebuild(f);
	gitobject_id(f->bytes, GIT_OBJECT_TREE);
	if (!pack)
		return;
	f->unsaved = false;
	if (!f->live && f->parent)
		return;
	if (!f->bytes->saved) {
		pack_add(pack, GIT_OBJECT_TREE, f->bytes, f->last);
		gitobject_put(f->last);
		f->last = gitobject_ref(f->bytes);
	}
}

void tree_id(struct tree *t, git_oid *id)
{
	if (t->root->stale)
		save_folder(t->root, NULL);
	git_oid_cpy(id, gitobject_id(t->root->bytes, GIT_OBJECT_TREE));
}

void tree_pack(struct tree *t, struct pack *pack, git_oid *id)
{
	if (t->root->unsaved)
		save_folder(t->root, pack);
	git_oid_cpy(id, gitobject_id(t->root->bytes, GIT_OBJECT_TREE));
}

int tree_store(struct tree *t, git_oid *id, struct diag *why)
{
	struct pack *pack;
	int ret;

	tree_id(t, id);
	if (git_odb_exists_ext(t->odb, id, GIT_ODB_LOOKUP_NO_REFRESH))
		return 0;
	pack = pack_new(t->repo, why);
	if (!pack)
		return -1;
	tree_pack(t, pack, id);
	ret = pack_publish(pack, why);
	pack_free(pack);
	return ret;
}

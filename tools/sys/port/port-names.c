// SPDX-License-Identifier: GPL-2.0-only
/* Which names a tree's headers know. */
#include "sys/port/port-names.h"

#include <stdlib.h>
#include <string.h>

#include "core/text/ascii.h"
#include "core/text/buf.h"
#include "sys/git/repo-fail.h"
#include "sys/series/patched-files.h"

/* A header larger than this is generated registers, and not read. */
#define HEADER_SIZE_MAX (1 << 20)

struct tree_names {
	git_repository *repo;
	const git_tree *tree;
	char *path;	/* owned */
	/* by hash alone: 64 bits are enough to tell names apart */
	struct table words;
	bool read;
	bool failed;	/* to read something, for which see why */
	struct diag why;
};

struct tree_names *tree_names_new(git_repository *repo, const git_tree *tree,
				  const char *path)
{
	struct tree_names *t = grow_array(NULL, 1, sizeof(*t));

	*t = (struct tree_names){ .repo = repo, .tree = tree,
				  .path = xstrdup(path) };
	return t;
}

void tree_names_free(struct tree_names *t)
{
	if (!t)
		return;
	free(t->path);
	table_release(&t->words);
	free(t);
}

static bool has(const struct tree_names *t, struct span word)
{
	size_t probe = 0, item;

	return table_next(&t->words, hash_span(HASH_START, word), &probe,
			  &item);
}

static void add_words(struct tree_names *t, const char *at, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t from = i;
		struct span word;

		while (i < len && is_word(at[i]))
			i++;
		word = (struct span){ at + from, i - from };
		if (i == from)
			i++;
		else if (!is_digit(at[from]) && !has(t, word))
			table_add(&t->words, hash_span(HASH_START, word), 0);
	}
}

static int add_header(const char *root, const git_tree_entry *entry, void *arg)
{
	const char *name = git_tree_entry_name(entry);
	size_t len = strlen(name);
	struct tree_names *t = arg;
	git_blob *blob;

	(void)root;
	if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB || len < 3 ||
	    strcmp(name + len - 2, ".h"))
		return 0;
	if (git_blob_lookup(&blob, t->repo, git_tree_entry_id(entry))) {
		t->failed = repo_fail(&t->why, "read a header");
		return -1;
	}
	if (git_blob_rawsize(blob) <= HEADER_SIZE_MAX)
		add_words(t, git_blob_rawcontent(blob),
			  (size_t)git_blob_rawsize(blob));
	git_blob_free(blob);
	return 0;
}

/*
 * Reads the headers below a folder, or with deep false those in it; none where
 * there is no such folder.
 */
static void add_folder(struct tree_names *t, const char *folder, bool deep)
{
	git_tree *tree = NULL;

	if (t->failed)
		return;
	if (tree_below(&tree, t->tree, folder, &t->why))
		t->failed = true;
	else if (tree && deep &&
		 git_tree_walk(tree, GIT_TREEWALK_PRE, add_header, t) &&
		 !t->failed)
		t->failed = repo_fail(&t->why, "read the headers");
	for (size_t i = 0; tree && !deep && !t->failed &&
	     i < git_tree_entrycount(tree); i++)
		add_header("", git_tree_entry_byindex(tree, i), t);
	git_tree_free(tree);
}

static void read_headers(struct tree_names *t)
{
	const char *slash = strrchr(t->path, '/');
	struct buf folder = { 0 };

	t->read = true;
	add_folder(t, "include", true);
	if (slash) {
		buf_add(&folder, t->path, (size_t)(slash - t->path));
		add_folder(t, folder.at, false);
	}
	if (!strncmp(t->path, "arch/", 5) && strchr(t->path + 5, '/')) {
		buf_clear(&folder);
		buf_add(&folder, t->path,
			(size_t)(strchr(t->path + 5, '/') - t->path));
		buf_adds(&folder, "/include");
		add_folder(t, folder.at, true);
	} else {
		add_folder(t, "arch/x86/include", true);
	}
	buf_release(&folder);
}

static bool is_there(struct tree_names *t, const char *folder,
		     struct span name)
{
	struct buf path = { 0 };
	git_tree_entry *entry = NULL;
	int err;

	buf_addf(&path, "%s%.*s", folder, (int)name.len, name.at);
	err = git_tree_entry_bypath(&entry, t->tree, path.at);
	if (err && err != GIT_ENOTFOUND && !t->failed)
		t->failed = repo_fail(&t->why, "look for a header");
	git_tree_entry_free(entry);
	buf_release(&path);
	return !err;
}

/* Where the kernel's build looks for what is included. */
static bool knows_include(struct tree_names *t, struct span name)
{
	static const char *const folders[] = {
		"include/", "include/uapi/", "arch/x86/include/",
		"arch/powerpc/include/", "arch/arm64/include/",
	};
	const char *slash = strrchr(t->path, '/');
	struct buf own = { 0 };
	bool known = false;

	if (slash)
		buf_add(&own, t->path, (size_t)(slash + 1 - t->path));
	known = is_there(t, own.at ? own.at : "", name);
	for (size_t i = 0; !known && i < sizeof(folders) / sizeof(*folders);
	     i++)
		known = is_there(t, folders[i], name);
	if (!known && span_starts(name, "asm/"))
		known = is_there(t, "include/asm-generic/",
				 span_skip(name, 4));
	buf_release(&own);
	return known;
}

static bool knows(void *arg, struct span name)
{
	struct tree_names *t = arg;

	if (memchr(name.at, '/', name.len) || memchr(name.at, '.', name.len))
		return knows_include(t, name);
	if (!t->read)
		read_headers(t);
	return has(t, name);
}

int tree_names_whole(const struct tree_names *t, struct diag *why)
{
	if (!t->failed)
		return 0;
	*why = t->why;
	return -1;
}

struct port_names tree_names_ask(struct tree_names *t)
{
	return (struct port_names){ knows, t };
}

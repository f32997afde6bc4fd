// SPDX-License-Identifier: GPL-2.0-only
/* Bases from a tarball, also from one inside a package. */
#include "sys/import/from-tar.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "sys/import/fast-import.h"
#include "sys/import/unpack.h"
#include "sys/os/fs.h"
#include "sys/os/libarchive.h"
#include "sys/os/piped.h"

enum { CHUNK = 1 << 18 };

struct untar {
	struct archive *tar;
	struct unpack *source;	/* that tar reads */
	const char *name;	/* of the tarball, for messages */
	struct fast_import feed;
	char *chunk;
	/* the first member's first folder; NULL: no member yet */
	char *top;
	bool many;		/* not all members are below top */
	bool gone;		/* git ended: fast_import_end() knows why */
	size_t files;
	uint64_t unpacked;	/* bytes */
	struct diag *why;
};

/*
 * The path without empty and "." parts. 1: it leaves the tree; 2: it is of a
 * .git folder, or the tree itself.
 */
static int clean(const char *path, struct buf *b)
{
	bool git = false;

	buf_clear(b);
	if (*path == '/')
		return 1;
	while (*path) {
		size_t len = strcspn(path, "/");

		if (len == 2 && !strncmp(path, "..", 2))
			return 1;
		git = git || (len == 4 && !strncasecmp(path, ".git", 4));
		if (len && !(len == 1 && *path == '.')) {
			if (b->len)
				buf_addc(b, '/');
			buf_add(b, path, len);
		}
		path += len + (path[len] == '/');
	}
	return git || !b->len ? 2 : 0;
}

static int odd(struct untar *u, const char *path, const char *what)
{
	return diag_set(u->why, u->name, 0,
			"member '%s' %s; not a kernel tarball?", path, what);
}

static int broken(struct untar *u)
{
	const char *text = ar.error_string(u->tar);

	return diag_set(u->why, u->name, 0, "cannot read this tarball: %s",
			text ? text : "it is damaged");
}

static void note_top(struct untar *u, const char *path)
{
	size_t len = strcspn(path, "/");

	if (!path[len])
		u->many = true;
	if (!u->top)
		u->top = span_copy((struct span){ path, len });
	else if (strlen(u->top) != len || strncmp(u->top, path, len))
		u->many = true;
}

/* Text and code pack to a tenth; a two-hundredth is made to fill a disk. */
static int check_ratio(struct untar *u)
{
	if (u->unpacked >> 20 < 64 ||
	    unpack_taken(u->source) > u->unpacked / 200)
		return 0;
	return diag_set(u->why, u->name, 0,
			"unpacks to more than 200 times its size, which no kernel does");
}

static int untar_content(struct untar *u, uint64_t left)
{
	while (left && !u->gone) {
		ssize_t n;

		if (check_ratio(u))
			return -1;
		n = ar.read_data(u->tar, u->chunk, left < CHUNK ? left : CHUNK);
		if (n <= 0)
			return n ? broken(u) :
			       diag_set(u->why, u->name, 0,
					"the tarball ends too early");
		u->gone = !fast_import_bytes(&u->feed, u->chunk, n);
		u->unpacked += n;
		left -= n;
	}
	return 0;
}

static int untar_file(struct untar *u, struct archive_entry *e,
		      const char *path)
{
	uint64_t size = ar.entry_size(e);
	int ret;

	u->gone = !fast_import_file(&u->feed, path,
				    ar.entry_perm(e) & S_IXUSR ?
					    GIT_FILEMODE_BLOB_EXECUTABLE :
					    GIT_FILEMODE_BLOB,
				    size);
	ret = fast_import_check(&u->feed, u->name, u->why);
	if (!ret)
		ret = untar_content(u, size);
	if (!ret && !u->gone)
		u->gone = !fast_import_file_end(&u->feed);
	return ret;
}

static int untar_link(struct untar *u, const char *target, const char *path)
{
	size_t len = strlen(target);

	u->gone = !fast_import_file(&u->feed, path, GIT_FILEMODE_LINK, len) ||
		  !fast_import_bytes(&u->feed, target, len) ||
		  !fast_import_file_end(&u->feed);
	return 0;
}

/* A further name of a file that came before: the same content once more. */
static int untar_again(struct untar *u, const char *first, const char *path)
{
	struct buf from = { 0 };
	int ret = 0;

	if (clean(first, &from))
		ret = odd(u, first, "is linked to, but leaves the tree");
	else
		u->gone = !fast_import_copy(&u->feed, from.at, path);
	buf_release(&from);
	return ret;
}

static int untar_member(struct untar *u, struct archive_entry *e,
			struct buf *path)
{
	const char *raw = ar.entry_pathname(e);
	mode_t type = ar.entry_filetype(e);
	const char *first = ar.entry_hardlink(e);
	int how;

	if (!raw)
		return odd(u, "?", "has a name that cannot be read");
	how = clean(raw, path);
	if (how == 1)
		return odd(u, raw, "leaves the tree");
	if (how == 2 || (type == AE_IFDIR && !first))
		return 0;
	if (!first && type != AE_IFREG && type != AE_IFLNK)
		return odd(u, raw, "is neither a file, a folder nor a link");
	note_top(u, path->at);
	u->files++;
	if (first)
		return untar_again(u, first, path->at);
	if (type == AE_IFREG)
		return untar_file(u, e, path->at);
	raw = ar.entry_symlink(e);
	if (!raw)
		return odd(u, path->at, "is a link that cannot be read");
	return untar_link(u, raw, path->at);
}

static int untar_all(struct untar *u)
{
	struct archive_entry *e;
	struct buf path = { 0 };
	int ret = 0, got = ARCHIVE_OK;

	while (!ret && !u->gone &&
	       (got = ar.read_next_header(u->tar, &e)) != ARCHIVE_EOF) {
		if (got < ARCHIVE_WARN)
			ret = broken(u);
		else
			ret = untar_member(u, e, &path);
	}
	if (!ret && !u->gone && !u->files)
		ret = diag_set(u->why, u->name, 0, "the tarball has no files");
	if (!ret && !u->gone && !u->many)
		u->gone = !fast_import_strip(&u->feed, u->top);
	buf_release(&path);
	return ret;
}

/*
 * Reads what is behind the members: the packer's own check, and nothing of a
 * tarball that has no end of its own, and may be cut off.
 */
static int untar_end(struct untar *u)
{
	const void *bytes;
	la_ssize_t n;

	if (u->source->ended)
		return diag_set(u->why, u->name, 0, "the tarball ends without the mark that ends one: it is cut off, get it again");
	while ((n = unpack_read(u->source, &bytes)) > 0)
		;
	return n ? diag_set(u->why, u->name, 0, "cannot read this tarball: %s",
			    u->source->error) : 0;
}

static la_ssize_t read_source(struct archive *tar, void *arg,
			      const void **bytes)
{
	struct unpack *source = arg;
	la_ssize_t n = unpack_read(source, bytes);

	if (n < 0)
		ar.set_error(tar, EIO, "%s", source->error);
	return n;
}

/* fast-import knows which files there are, and says so at its end only. */
static void name_missing(struct untar *u)
{
	static const char lacks[] = "fatal: Path ", end[] = " not in branch";
	struct span said = span_of(u->why->text);
	const char *at = span_find(said, lacks);
	char *path;

	if (!at || !span_ends(said, end))
		return;
	said = span_skip(said, at + strlen(lacks) - said.at);
	path = xstrfmt("%.*s", (int)(said.len - strlen(end)), said.at);
	odd(u, path, "is missing, which a hard link names");
	free(path);
}

/* From an open file to a commit. */
static int untar(struct transaction *t, struct unpack *source, const char *name,
		 git_oid *commit, struct diag *why)
{
	struct untar u = { .tar = ar.read_new(), .source = source,
			   .name = name, .why = why };
	/*
	 * Names are bytes: without this, names beyond ASCII are not had in the
	 * C locale.
	 */
	locale_t ours = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	locale_t old = ours ? uselocale(ours) : (locale_t)0;
	int ret;

	if (!u.tar)
		abort();
	u.chunk = grow_array(NULL, CHUNK, 1);
	ar.read_support_format_tar(u.tar);
	ret = ar.read_open(u.tar, source, NULL, read_source, NULL) ?
	      broken(&u) : fast_import_start(&u.feed, t->path, why);
	if (!ret)
		ret = untar_all(&u);
	if (!ret && !u.gone)
		ret = untar_end(&u);
	if (!ret) {
		ret = fast_import_end(&u.feed, why);
		if (ret)
			name_missing(&u);
	}
	if (!ret)
		ret = transaction_find_commit(t, "refs/heads/base", commit,
					      why);
	fast_import_stop(&u.feed);
	ar.read_free(u.tar);
	free(u.chunk);
	free(u.top);
	if (ours) {
		uselocale(old);
		freelocale(ours);
	}
	return ret;
}

int import_tar(struct transaction *t, const char *path, git_oid *commit,
	       struct diag *why)
{
	struct unpack source = { 0 };
	int ret;

	if (!fs_is_file(path))
		return diag_set(why, path, 0,
				"is neither a file nor a folder");
	if (libarchive_load(why))
		return -1;
	ret = unpack_open(&source, path, why);
	if (!ret)
		ret = untar(t, &source, path, commit, why);
	unpack_release(&source);
	return ret;
}

static bool is_source(const char *path)
{
	const char *name = path ? strrchr(path, '/') : NULL;

	return name && !strncmp(name, "/linux-source-", 14) &&
	       strstr(name, ".tar.");
}

static int untar_packaged(struct transaction *t, struct archive *package,
			  const char *path, git_oid *commit, struct diag *why)
{
	struct unpack source = { 0 };
	int ret = unpack_open_member(&source, package, path, why);

	if (!ret)
		ret = untar(t, &source, path, commit, why);
	unpack_release(&source);
	return ret;
}

int import_deb(struct transaction *t, const char *path, git_oid *commit,
	       struct diag *why)
{
	const char *const argv[] = { "dpkg-deb", "--fsys-tarfile", "--", path,
				     NULL };
	const struct piped_options how = { .drain = true };
	struct archive_entry *e;
	struct archive *package;
	struct piped c;
	int ret = -1;

	if (libarchive_load(why))
		return -1;
	package = ar.read_new();
	if (!package)
		abort();
	ar.read_support_format_tar(package);
	if (piped_start(&c, argv, &how, why))
		goto out;
	diag_set(why, path, 0, "no linux-source-*.tar.* in this package");
	if (ar.read_open_fd(package, c.out, CHUNK)) {
		piped_end(&c, NULL, 0, why);
		goto out;
	}
	while (ret && ar.read_next_header(package, &e) == ARCHIVE_OK)
		if (is_source(ar.entry_pathname(e))) {
			ret = untar_packaged(t, package, path, commit, why);
			break;
		}
out:
	piped_stop(&c);
	ar.read_free(package);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The images of a branch's sides, kept apart from their objects. */
#include "sys/build/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/object/image-release.h"
#include "sys/build/confine.h"
#include "sys/conf/check.h"
#include "sys/os/fs.h"
#include "sys/os/list-folder.h"
#include "sys/store/result.h"

enum { ID_SHOWN = 16 };	/* digits of the id that name a folder */

/* <work>, or the folder of images that machines share. */
static char *images_root(const struct branch *b, struct diag *why)
{
	const char *shared = getenv("BACKPORT_IMAGES");

	return shared && *shared ? xstrfmt("%s/%s", shared, b->name) :
		kbuild_folder(b, why);
}

char *image_path(const struct branch *b, const char *side, const char *file,
		 struct diag *why)
{
	char *root = images_root(b, why), *path;

	path = root ? xstrfmt("%s/%s/%s", root, side, file) : NULL;
	free(root);
	return path;
}

/* So many files of a build are in its obj, in front; modules are elsewhere. */
#define NR_OF_OBJECTS	2

/* Lists what a branch's builds leave, by paths in obj and in modules. */
static void list_files(const struct branch *b, struct strings *files)
{
	strings_add(files, b->target->image);
	strings_add(files, ".config");
	for (size_t i = 0; i < b->nr_fixes; i++) {
		const struct check *c = branch_check(b, i);

		for (size_t m = 0; c && m < c->nr_modules; m++)
			strings_addf(files, "%s/%s.ko", c->name, c->module[m]);
	}
}

/* Copies one file. */
static int copy(const char *from_folder, const char *from,
		const char *to_folder, struct diag *why)
{
	char *to = xstrfmt("%s/%s", to_folder, base_name(from));
	int ret = confined_copy(from_folder, from, to, why);

	free(to);
	return ret;
}

/* What it means that path could not be read: 1 when it is gone, else -1. */
static int unread(const char *path)
{
	return fs_exists(path) ? -1 : 1;
}

/*
 * The id of what stands in the folder: over names and contents. 0; 1 and *why
 * when a file is gone; -1 and *why.
 */
static int find_id(const struct strings *files, const char *folder,
		   char id[65], struct diag *why)
{
	char *stamp = xstrfmt("%s/key", folder), hex[65];
	struct buf all = { 0 }, key = { 0 };
	int ret = 0;

	for (size_t i = 0; !ret && i < files->nr; i++) {
		const char *name = base_name(files->at[i]);
		char *path = xstrfmt("%s/%s", folder, name);

		if (result_digest_file(path, hex, why))
			ret = unread(path);
		buf_addf(&all, "%s %s\n", name, hex);
		free(path);
	}
	if (!ret && fs_read(&key, stamp, why))
		ret = unread(stamp);
	buf_addf(&all, "key %.*s\n", (int)key.len, buf_span(&key).at);
	result_digest(all.at, all.len, id);
	buf_release(&key);
	buf_release(&all);
	free(stamp);
	return ret;
}

/*
 * All files of a build and its key, copied into folder; *id gets their digest.
 */
static int copy_all(const struct kbuild *k, const char *folder, const char *key,
		    char id[65], struct diag *why)
{
	char *stamp = xstrfmt("%s/key", folder);
	struct strings files = { 0 };
	int ret = 0;

	list_files(k->branch, &files);
	for (size_t i = 0; !ret && i < files.nr; i++)
		ret = copy(i < NR_OF_OBJECTS ? k->obj : k->modules,
			   files.at[i], folder, why);
	if (!ret)
		ret = fs_publish(stamp, span_of(key), why);
	if (!ret && find_id(&files, folder, id, why))
		ret = -1;
	strings_release(&files);
	free(stamp);
	return ret;
}

/* Makes link name target instead of what it named. */
static int set_link(const char *link, const char *target, struct diag *why)
{
	char *fresh = xstrfmt("%s.new", link);
	int ret = 0;

	if ((unlink(fresh) && errno != ENOENT) || symlink(target, fresh) ||
	    rename(fresh, link))
		ret = fs_fail(link, "make the link", why);
	free(fresh);
	return ret;
}

/* True when a link of root names images/NAME, or when that cannot be told. */
static bool is_named(const char *root, const char *name)
{
	char *wanted = xstrfmt("images/%s", name), to[256];
	struct strings links = { 0 };
	struct diag ignored;
	bool named = list_folder(&links, root, LIST_BUT_HIDDEN, &ignored);

	for (size_t i = 0; i < links.nr; i++) {
		char *link = xstrfmt("%s/%s", root, links.at[i]);
		ssize_t n = readlink(link, to, sizeof(to));

		named |= n == (ssize_t)strlen(wanted) && !memcmp(to, wanted, n);
		free(link);
	}
	strings_release(&links);
	free(wanted);
	return named;
}

/* Removes a folder of images unless a boot holds it. */
static void remove_unheld(const char *folder)
{
	struct diag ignored;
	char *key = xstrfmt("%s/key", folder);
	int fd = open(key, O_RDWR | O_CLOEXEC);

	if (fd < 0 || !flock(fd, LOCK_EX | LOCK_NB))
		fs_remove_all(folder, &ignored);
	if (fd >= 0)
		close(fd);
	free(key);
}

/*
 * Removes what no link names; what cannot be removed now is tried again by the
 * next build.
 */
static void remove_old(const char *root)
{
	char *images = xstrfmt("%s/images", root);
	struct strings names = { 0 };
	struct diag ignored;

	list_folder(&names, images, LIST_BUT_HIDDEN, &ignored);
	for (size_t i = 0; i < names.nr; i++) {
		char *folder = xstrfmt("%s/%s", images, names.at[i]);

		if (!is_named(root, names.at[i]))
			remove_unheld(folder);
		free(folder);
	}
	strings_release(&names);
	free(images);
}

/* Names the copied files by their content, and the side's link by that. */
static int name_images(const char *root, const char *fresh, const char *side,
		       const char *id, struct diag *why)
{
	char *target = xstrfmt("images/%.*s", ID_SHOWN, id);
	char *folder = xstrfmt("%s/%s", root, target);
	char *link = xstrfmt("%s/%s", root, side);
	struct stat st;
	int ret = 0;

	/* a folder from before images were named by content */
	if (!lstat(link, &st) && S_ISDIR(st.st_mode))
		ret = fs_remove_all(link, why);
	/*
	 * the same again: what was damaged since is replaced, unless a boot
	 * holds it
	 */
	if (!ret && fs_exists(folder))
		remove_unheld(folder);
	if (!ret && !fs_exists(folder) && rename(fresh, folder))
		ret = fs_fail(folder, "be named", why);
	if (!ret)
		ret = set_link(link, target, why);
	free(link);
	free(folder);
	free(target);
	return ret;
}

int image_keep(const struct kbuild *k, const char *side, const char *key,
	       struct diag *why)
{
	char *root = images_root(k->branch, why), *fresh = NULL;
	struct diag ignored;
	char id[65];
	int ret = root ? 0 : -1;

	if (!ret) {
		fresh = xstrfmt("%s/images/.%s", root, side);
		ret = fs_fresh_folder(fresh, why);
	}
	if (!ret)
		ret = copy_all(k, fresh, key, id, why);
	if (!ret)
		ret = name_images(root, fresh, side, id, why);
	if (!ret)
		remove_old(root);
	if (fresh)
		fs_remove_all(fresh, &ignored);
	free(fresh);
	free(root);
	return ret;
}

int image_share(const struct branch *b, const char *from, const char *side,
		struct diag *why)
{
	char *root = images_root(b, why);
	char *source = root ? xstrfmt("%s/%s", root, from) : NULL;
	char *link = root ? xstrfmt("%s/%s", root, side) : NULL;
	char to[256];
	ssize_t n = root ? readlink(source, to, sizeof(to) - 1) : 0;
	int ret = root ? 0 : -1;

	if (n < 0)
		ret = fs_fail(source, "read the link", why);
	if (!ret) {
		to[n] = '\0';
		ret = set_link(link, to, why);
	}
	free(link);
	free(source);
	free(root);
	return ret;
}

/*
 * Asks whether a folder still has the content that it is named by; 0 for one
 * from before folders were named so. 0; 1 and *why; -1 and *why.
 */
static int check_content(const char *folder, const struct branch *b,
			 struct diag *why)
{
	const char *name = base_name(folder);
	struct strings files = { 0 };
	char id[65];
	int ret;

	if (name - folder < 8 || strncmp(name - 8, "/images/", 8))
		return 0;
	list_files(b, &files);
	ret = find_id(&files, folder, id, why);
	if (!ret && strncmp(name, id, ID_SHOWN)) {
		ret = 1;
		diag_set(why, folder, 0, "is not what was built: the kernel, a module or .config was changed there; build it again with --force");
	}
	strings_release(&files);
	return ret;
}

/* The kernel in the images that are held. 0; 1 and *why; -1 and *why. */
static int read_kernel(struct image *im, const char *path, const char *sha256,
		       struct diag *why)
{
	struct buf bytes = { 0 };
	char hex[65] = "";
	int ret = fs_read(&bytes, path, why) ? unread(path) : 0;

	if (!ret)
		result_digest(bytes.at, bytes.len, hex);
	if (!ret && strcmp(hex, sha256)) {
		ret = 1;
		diag_set(why, path, 0, "is not the kernel that was built: its sha256 is %.16s..., the build's %.16s...; build it again with --force",
			 hex, sha256);
	}
	if (!ret)
		im->release = span_copy(image_release(buf_span(&bytes)));
	buf_release(&bytes);
	return ret;
}

/*
 * Locks the images that the side's link names now. 0; 1 when they have just
 * been replaced.
 */
static int hold(struct image *im, const char *link)
{
	char *key;
	int ret = 1;

	im->folder = realpath(link, NULL);
	key = im->folder ? xstrfmt("%s/key", im->folder) : NULL;
	im->lock = key ? open(key, O_RDONLY | O_CLOEXEC) : -1;
	if (im->lock >= 0 && !flock(im->lock, LOCK_SH) && fs_exists(key))
		ret = 0;
	free(key);
	return ret;
}

int image_open(struct image *im, const struct branch *b, const char *side,
	       const char *sha256, struct diag *why)
{
	char *link = image_path(b, side, "", why);
	int ret = 1;

	*im = (struct image){ .lock = -1 };
	if (!link)
		return -1;
	for (int i = 0; ret && i < 3; i++) {
		image_close(im);
		ret = hold(im, link);
	}
	if (ret)
		diag_set(why, link, 0, "the kernel that was built is gone from the cache; build it again");
	if (!ret) {
		im->kernel = xstrfmt("%s/%s", im->folder,
				     base_name(b->target->image));
		ret = read_kernel(im, im->kernel, sha256, why);
	}
	if (!ret)
		ret = check_content(im->folder, b, why);
	free(link);
	return ret;
}

void image_close(struct image *im)
{
	if (im->lock >= 0)
		close(im->lock);
	free(im->folder);
	free(im->kernel);
	free(im->release);
	*im = (struct image){ .lock = -1 };
}

int image_kept(const struct branch *b, const char *side, const char *key,
	       struct diag *why)
{
	struct buf text = { 0 };
	char *path = image_path(b, side, "key", why);
	int ret = path ? fs_read_if_there(&text, path, why) : -1;

	if (ret >= 0)
		ret = !ret && span_equals(buf_span(&text), span_of(key));
	buf_release(&text);
	free(path);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The images of a branch's two sides, kept apart from the objects that they share. */
#include "sys/build/image.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/os/fs.h"

const char *image_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

char *image_path(const struct branch *b, const char *side, const char *file,
		 struct diag *why)
{
	const char *shared = getenv("BACKPORT_IMAGES");
	char *folder, *path;

	folder = shared && *shared ? fs_path("%s/%s", shared, b->name) :
		kbuild_folder(b, why);
	path = folder ? fs_path("%s/%s/%s", folder, side, file) : NULL;
	free(folder);
	return path;
}

static int keep(const char *from_folder, const char *from, const char *to_folder,
		struct diag *why)
{
	char *path = fs_path("%s/%s", from_folder, from);
	char *copy = fs_path("%s/%s", to_folder, image_name(from));
	int ret = fs_copy_changed(path, copy, why);

	free(path);
	free(copy);
	return ret;
}

int image_keep(const struct kbuild *k, const char *side, const char *key,
	       struct diag *why)
{
	const struct branch *b = k->branch;
	char *stamp = image_path(b, side, "key", why);
	char *folder = stamp ? fs_path("%.*s", (int)(strlen(stamp) - 4), stamp) :
		NULL;
	int ret = folder ? fs_mkdirs(folder, why) : -1;

	/* Between the old images and the new ones the folder is nobody's. */
	if (!ret && unlink(stamp) && errno != ENOENT)
		ret = diag_set(why, stamp, 0, "cannot remove: %s",
			       strerror(errno));
	if (!ret)
		ret = keep(k->obj, b->target->image, folder, why);
	if (!ret)
		ret = keep(k->obj, ".config", folder, why);
	for (size_t i = 0; !ret && i < b->nr_fixes; i++) {
		char *module;

		if (!b->fix[i]->module)
			continue;
		module = fs_path("%s.ko", b->fix[i]->module);
		ret = keep(k->modules, module, folder, why);
		free(module);
	}
	if (!ret)
		ret = fs_publish(stamp, span_of(key), why);
	free(stamp);
	free(folder);
	return ret;
}

bool image_kept(const struct branch *b, const char *side, const char *key)
{
	struct diag ignored;
	struct buf text = { 0 };
	char *path = image_path(b, side, "key", &ignored);
	bool kept = path && !fs_read(&text, path, &ignored) &&
		span_equals(buf_span(&text), span_of(key));

	buf_release(&text);
	free(path);
	return kept;
}

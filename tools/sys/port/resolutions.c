// SPDX-License-Identifier: GPL-2.0-only
/* The resolutions that are remembered. */
#include "sys/port/resolutions.h"

#include <stdlib.h>

#include "sys/os/fs.h"

/* The file of c's resolution; the caller frees. NULL and *why. */
static char *file_of(const struct conflict *c, struct diag *why)
{
	char *cache = fs_cache(why), *path = NULL;
	char name[17];

	resolution_name(c, name);
	if (cache)
		path = xstrfmt("%s/resolutions/%s", cache, name);
	free(cache);
	return path;
}

int resolutions_find(const struct conflict *c, struct remembered *r,
		     struct diag *why)
{
	char *path = file_of(c, why);
	int ret = -1;

	*r = (struct remembered){ 0 };
	if (!path)
		return -1;
	if (!fs_exists(path))
		ret = 1;
	else if (!fs_read(&r->file, path, why))
		ret = resolution_read(&r->resolution, buf_span(&r->file)) &&
		      resolution_is_of(&r->resolution, c) ? 0 : 1;
	free(path);
	return ret;
}

int resolutions_keep(const struct conflict *c, const char *target,
		     struct span text, struct diag *why)
{
	char *path = file_of(c, why);
	struct buf file = { 0 };
	int ret = -1;

	if (path) {
		resolution_write(c, target, text, &file);
		ret = fs_publish_deep(path, buf_span(&file), why);
	}
	buf_release(&file);
	free(path);
	return ret;
}

void remembered_release(struct remembered *r)
{
	buf_release(&r->file);
	*r = (struct remembered){ 0 };
}

// SPDX-License-Identifier: GPL-2.0-only
/* backport export: where its files go. */
#include "cmd/export/out.h"

#include <stdlib.h>
#include <string.h>

#include "sys/os/fs.h"

const char *export_subject(const struct export_patch *p)
{
	return *p->mail.subject ? p->mail.subject : p->entry->name;
}

int export_write(const struct export *x, struct span bytes, struct diag *why)
{
	if (x->out)
		return fs_write_output(x->out, bytes, why);
	say_bytes(bytes);
	return 0;
}

bool export_to_folder(const struct export *x)
{
	return x->out && *x->out && (fs_is_folder(x->out) ||
				     x->out[strlen(x->out) - 1] == '/');
}

int export_file(const struct export *x, const char *name, struct span bytes,
		struct diag *why)
{
	char *path = xstrfmt("%s/%s", x->out, name);
	int ret = fs_publish_deep(path, bytes, why);

	free(path);
	return ret;
}

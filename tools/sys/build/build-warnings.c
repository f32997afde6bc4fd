// SPDX-License-Identifier: GPL-2.0-only
/* What the compiler warned of, beside the objects that it made. */
#include "sys/build/build-warnings.h"

#include <stdlib.h>
#include <string.h>

#include "sys/build/image.h"
#include "sys/build/unread-log.h"
#include "sys/build/warnings-record.h"
#include "sys/os/fs.h"

int build_warnings_update(const struct kbuild *k, struct warnings *w,
			  struct diag *why)
{
	struct buf log = { 0 };
	int ret;

	memset(w, 0, sizeof(*w));
	ret = fs_read(&log, k->log, why);
	if (!ret) {
		warnings_read(w, span_skip(buf_span(&log),
					   k->log_from < log.len ?
					   k->log_from : log.len), k->src);
		ret = warnings_record_update(w, k->obj, why);
	}
	if (!ret)
		ret = unread_log_done(k->work, why);
	buf_release(&log);
	return ret;
}

int build_warnings_keep(const struct branch *b, const char *side,
		const struct warnings *w, struct diag *why)
{
	char *path = image_path(b, side, "warnings.json", why);
	int ret = path ? warnings_record_write(path, w, why) : -1;

	free(path);
	return ret;
}

bool build_warnings_kept(const struct branch *b, const char *side)
{
	struct diag ignored;
	char *path = image_path(b, side, "warnings.json", &ignored);
	bool kept = path && fs_exists(path);

	free(path);
	return kept;
}

int build_warnings_load(const struct branch *b, const char *side,
			struct warnings *w, struct diag *why)
{
	char *folder = image_path(b, side, "", why);
	int ret;

	memset(w, 0, sizeof(*w));
	ret = folder ? warnings_record_read(w, folder, "warnings.json", why) :
		       -1;
	free(folder);
	return ret;
}

// SPDX-License-Identifier: GPL-2.0-only
/* The series that the command line names, and those below it, as one queue. */
#include "cmd/apply/load.h"

#include <stdlib.h>

#include "sys/os/patch-file.h"

static int load_one(struct queue *c, const struct apply_options *o,
		    const char *series, const char *folder, bool below,
		    struct diag *why)
{
	char *found = folder ? NULL : patchfile_folder(series);
	struct queue_source from = {
		.series = series,
		.folder = folder ? folder : found,
		.branch = below ? NULL : o->branch,
		.below = below,
		.like_quilt = o->place.like_quilt,
	};
	int ret = queue_add(c, &from, why);

	free(found);
	return ret;
}

int apply_load(struct queue *c, const struct apply_options *o,
	       struct diag *why)
{
	for (size_t i = 0; i < o->below.nr; i++)
		if (load_one(c, o, o->below.at[i], NULL, true, why))
			return -1;
	for (size_t i = 0; i < o->nr_patches; i++)
		if (queue_add_patch(c, o->patch[i], o->place.like_quilt, why))
			return -1;
	if (!o->nr_patches &&
	    load_one(c, o, o->series, o->patches, false, why))
		return -1;
	if (o->reverse)
		queue_reverse(c);
	return 0;
}

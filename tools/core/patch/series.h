/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PATCH_SERIES_H
#define CORE_PATCH_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/diag.h"
#include "core/text/span.h"

/* A patch's row in a quilt series (quilt(1): series file). */
struct series_entry {
	char *name;	/* below the patches folder: never absolute, no ".." */
	int strip;	/* -pN; STRIP_AB for -pab; 1 when not given */
	bool reverse;	/* -R */
	long lineno;	/* from 1, in the series file */
};

struct series {
	struct series_entry *entry;
	size_t nr;
};

/*
 * Parses quilt's series grammar: lines starting with # dropped, the first word
 * the name, " #" starts a comment, -pN and -R honoured, CR before LF dropped.
 * Refuses names that leave the folder and names given twice, saying path and
 * line. 0, or -1 and *why; *s owns its strings (series_release) either way.
 */
int series_parse(struct series *s, struct span text, const char *path,
		 struct diag *why);

/* Frees the contents and leaves *s empty. */
void series_release(struct series *s);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_BUILD_WARNINGS_H
#define CORE_BUILD_WARNINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

/*
 * A compiler's warning, without its place in the file: what is left is the same
 * when lines move.
 */
struct warning {
	char *unit;	/* what was compiled; paths are in the tree */
	char *file;	/* where it is: the unit, or a header of it */
	char *func;	/* "In function": "" when not said */
	char *option;	/* "-Wunused-variable"; "" */
	char *text;	/* quotes made plain */
	size_t times;
	long lineno;	/* of the first; not compared; 0: not known */
};

#define WARNINGS_MAX 10000	/* different ones; the rest is dropped */

/* What a build, or several on the same objects, warned of. */
struct warnings {
	struct warning *warning;
	size_t nr;
	char **unit;	/* all sources that were compiled */
	size_t nr_units;
};

/* Adds a copy, its times to those of an equal one that is there. */
void warnings_add(struct warnings *w, const struct warning *one);

/* The equal one, borrowed; NULL when there is none. */
const struct warning *warnings_find(const struct warnings *w,
				    const struct warning *one);

/* Adds a compiled source. */
void warnings_add_unit(struct warnings *w, struct span unit);

/*
 * The folder of the sources, as the first make that the log tells of entered
 * it; empty when it says nothing.
 */
struct span warnings_src(struct span log);

/*
 * Reads a V=1 log; src is the folder of the sources, which paths lose. Never
 * fails.
 */
void warnings_read(struct warnings *w, struct span log, const char *src);

/*
 * Adds what older has of sources that w did not compile: their objects are
 * still there, and so is what was to be said of them.
 */
void warnings_carry(struct warnings *w, const struct warnings *older);

/*
 * Those of after that before has not, or fewer times, each once. Of a source
 * that before never compiled, as far as is known, they count as new only when
 * it is one of the touched (NULL-terminated; NULL: none). An array of borrowed
 * pointers, freed by the caller; *nr is the count.
 */
const struct warning **warnings_new(const struct warnings *before,
				    const struct warnings *after,
				    const char *const *touched, size_t *nr);

/* Frees the contents and leaves *w empty. */
void warnings_release(struct warnings *w);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_CODE_EFFECT_H
#define CORE_OBJECT_CODE_EFFECT_H

#include "core/object/dwarf.h"
#include "core/object/object.h"

/* What a patch of one source file does to the code that is made of it, and why. */

/* Why a function's code differs. */
enum blast_why {
	BLAST_PATCH,	/* its own source differs */
	BLAST_INLINED,	/* a function whose source differs was inlined into it */
	BLAST_OTHER,	/* neither: a macro, a type, a constant, or what the compiler made of its callees */
};

struct blast_func {
	char *name;
	enum object_change change;
	size_t before, after;	/* bytes */
	enum blast_why why;
	char *through;		/* the functions that were inlined, "a, b"; "" */
};

struct blast {
	struct blast_func *func;	/* all but the unchanged, by name */
	size_t nr;
	size_t nr_unchanged;
	char **codeless;	/* functions whose source differs and that have no code of their own on either side */
	size_t nr_codeless;
};

/* One side: the object, compiled with -g, and the source that it was compiled of (may be empty). */
struct blast_side {
	struct span object, source;
	const char *path;	/* the object's, for messages */
};

/* Compares the two sides; 0, or -1 and *why. blast_release() either way. */
int blast_find(struct blast *b, const struct blast_side *before,
	       const struct blast_side *after, struct diag *why);

/* Frees the contents and leaves *b empty. */
void blast_release(struct blast *b);

/* "patch", "inlined", "other". */
const char *blast_why_name(enum blast_why why);

#endif

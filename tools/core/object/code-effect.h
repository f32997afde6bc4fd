/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_CODE_EFFECT_H
#define CORE_OBJECT_CODE_EFFECT_H

#include "core/object/dwarf.h"
#include "core/object/object.h"

/*
 * What a patch of one source file does to the code that is made of it, and why.
 */

/* Why a function's code differs. */
enum effect_cause {
	CAUSE_PATCH,	/* its own source differs */
	CAUSE_INLINED,	/* a patched function was inlined into it */
	CAUSE_OTHER,	/* a macro, a type, a constant, or a callee */
};

struct function_effect {
	char *name;
	enum object_change change;
	size_t before, after;	/* bytes */
	enum effect_cause cause;
	char *through;		/* the inlined functions: "a, b"; "" */
};

struct code_effect {
	struct function_effect *func;	/* all but the unchanged, by name */
	size_t nr;
	size_t nr_unchanged;
	/* patched functions without code of their own */
	char **codeless;
	size_t nr_codeless;
};

/*
 * One side: the object, compiled with -g, and the source that it was compiled
 * of (may be empty).
 */
struct effect_side {
	struct span object, source;
	const char *path;	/* the object's, for messages */
};

/*
 * Compares the two sides; 0, or -1 and *why. code_effect_release() either way.
 */
int code_effect_find(struct code_effect *b, const struct effect_side *before,
		     const struct effect_side *after, struct diag *why);

/* Frees the contents and leaves *b empty. */
void code_effect_release(struct code_effect *b);

/* "patch", "inlined", "other". */
const char *effect_cause_name(enum effect_cause cause);

#endif

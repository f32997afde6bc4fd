/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MUTANT_MUTANT_H
#define CORE_MUTANT_MUTANT_H

#include "core/patch/patch.h"
#include "core/text/buf.h"

/*
 * Ways to break a change on purpose, made from nothing but its diff and the
 * file that it made. A check that does not notice a mutant does not check what
 * the mutant broke.
 */

enum mutant_kind {
	MUTANT_HUNK,	/* a hunk is left out */
	MUTANT_CALL,	/* a call on an added line is removed */
	MUTANT_BOOL,	/* true or false on an added line is the other */
	/* an added statement comes after the one that follows it */
	MUTANT_MOVE,
};

struct mutant {
	enum mutant_kind kind;
	/*
	 * 8 hex digits, by what is changed into what and in which function: not
	 * by lines
	 */
	char id[9];
	size_t hunk;	/* of the file diff, from 1 */
	char *func;	/* the function that it is in; "" */
	char *what;	/* "removed f()": a few words */
	/* lines of the file, index from 0, that are replaced */
	size_t from, nr;
	struct buf text;	/* by this */
};

struct mutants {
	struct mutant *mutant;
	size_t nr;
};

/* The mutated file, added to out. */
void mutant_apply(const struct mutant *m, struct span after, struct buf *out);

/* What it does to the file at path as a patch, added to out. */
void mutant_patch(const struct mutant *m, struct span after, const char *path,
		  struct buf *out);

/* Frees the contents and leaves *m empty. */
void mutants_release(struct mutants *m);

/* "hunk", "call", "bool", "move". */
const char *mutant_kind_name(enum mutant_kind kind);

#endif

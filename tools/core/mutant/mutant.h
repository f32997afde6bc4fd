/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MUTANT_MUTANT_H
#define CORE_MUTANT_MUTANT_H

#include "core/patch/patch.h"
#include "core/text/buf.h"

/*
 * Ways to break a change on purpose, made from nothing but its diff and the file that it made. A check that does not
 * notice a mutant does not check what the mutant broke.
 */

enum mutant_kind {
	MUTANT_HUNK,	/* a hunk is left out */
	MUTANT_CALL,	/* a call on an added line is removed */
	MUTANT_BOOL,	/* true or false on an added line is the other */
	MUTANT_MOVE,	/* an added statement comes after the one that follows it */
};

struct mutant {
	enum mutant_kind kind;
	char id[9];	/* 8 hex digits, by what is changed into what and in which function: not by lines */
	size_t hunk;	/* of the file diff, from 1 */
	char *func;	/* the function that it is in; "" */
	char *what;	/* "removed f()": a few words */
	size_t from, nr;	/* lines of the file, index from 0, that are replaced */
	struct buf text;	/* by this */
};

struct mutants {
	struct mutant *mutant;
	size_t nr;
};

/*
 * Adds the mutants of a file diff, which made the file after. at[i] is the index of the line where hunk i's postimage
 * begins there. Those that make the same file are one. path and the file diff must outlive the call only.
 */
void mutants_find(struct mutants *m, const struct file_diff *s,
		  struct span after, const size_t *at);

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

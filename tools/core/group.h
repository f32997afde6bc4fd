/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_GROUP_H
#define CORE_GROUP_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "patch.h"
#include "words.h"

/*
 * The place in a file that a line belongs to: in C, the function or the type
 * whose head stands above it; in Kconfig, the entry.
 */
struct place {
	struct span name;	/* "" when outside of all */
	bool known;		/* false: the hunk does not show it */
	bool cut;		/* name may be cut short, diff(1)'s 40 columns */
	bool ordered;		/* a function or an enum: the order of its lines has a meaning */
};

/*
 * A change group: a run of - and + lines without context between. What git
 * shows as one hunk on one branch may be two on another; groups stay the same.
 */
struct group {
	const struct section *section;
	const struct hunk *hunk;	/* NULL: names, modes or binary content */
	size_t section_nr, hunk_nr;	/* from 0; hunks counted over the whole patch */
	size_t from, to;	/* lines [from, to) of the hunk */
	struct place place;
	struct buf gone, come;	/* the - lines, the + lines, each ended by \n */
	struct bag changed;	/* their words */
	struct bag around;	/* the words of up to three context lines either side */
};

/* All groups of a patch in its order; the patch must outlive it. */
struct groups {
	const struct patch *patch;
	struct group *group;
	size_t nr;
	size_t nr_hunks;	/* rows of a matrix; a section without hunks counts as one */
};

/* Cuts a patch into change groups. */
void groups_cut(struct groups *g, const struct patch *p);

/* Frees the contents and leaves *g empty. */
void groups_release(struct groups *g);

/* The file's name that a section is known by: the new one, else the old one. */
const char *section_name(const struct section *s);

/* The place of line at of a hunk of s, seen from the @@ tail and the lines above it. */
struct place hunk_place(const struct section *s, const struct hunk *h,
			size_t at);

/* True when both are known and are not the same place. */
bool place_differs(const struct place *a, const struct place *b);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_COMPARE_CHANGE_H
#define CORE_COMPARE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/patch/patch.h"
#include "core/source/body.h"
#include "core/source/words.h"
#include "core/text/buf.h"

/*
 * The place in a file that a line belongs to: in C, the function or the type
 * whose head stands above it; in Kconfig, the entry.
 */
struct scope {
	struct span name;	/* "" when outside of all */
	bool known;		/* false: the hunk does not show it */
	bool cut;		/* name may be cut at diff(1)'s 40 columns */
	bool ordered;		/* a function, an enum, a script, a table */
	bool table;		/* the values of a variable */
};

/*
 * A change: a run of - and + lines without context between. What git
 * shows as one hunk on one branch may be two on another; changes stay the same.
 */
struct change {
	const struct file_diff *diff;
	const struct hunk *hunk;	/* NULL: names, modes, binary content */
	size_t diff_nr, hunk_nr;	/* in the whole patch, from 0 */
	size_t from, to;	/* lines [from, to) of the hunk */
	struct scope scope;	/* as its hunk shows it */
	struct scope file_scope;	/* as its file shows it, if known */
	struct buf removed, added;	/* its lines, each ended by \n */
	struct bag changed;	/* their words */
	/* the words of three context lines either side */
	struct bag around;
	/*
	 * The file with the patch applied, and the bytes of it that hold the +
	 * lines, or where the - lines were; borrowed. NULL when it is not
	 * known.
	 */
	struct span file;
	size_t file_from, file_to;
	struct body body;	/* that they lie in, not cut; .to 0: none */
};

/* All changes of a patch in its order; the patch must outlive it. */
struct changes {
	const struct patch *patch;
	struct change *change;
	size_t nr;
	size_t nr_hunks;	/* a file diff without hunks counts as one */
	/*
	 * Of a variant: which files of upstream's patch, by file diff, its tree
	 * has, too; borrowed. NULL when that is not known.
	 */
	const bool *has_upstreams;
};

/* A range of changes [from, from + nr). */
struct range {
	size_t from, nr;
};

/* Cuts a patch into changes. */
void changes_cut(struct changes *g, const struct patch *p);

/* Frees the contents and leaves *g empty. */
void changes_release(struct changes *g);

/* The first change of a range, which holds one at least, and the last. */
static inline const struct change *changes_first(const struct changes *g,
					       struct range range)
{
	return &g->change[range.from];
}

static inline const struct change *changes_last(const struct changes *g,
					      struct range range)
{
	return &g->change[range.from + range.nr - 1];
}

/* Adds the lines that the changes of the range remove ('-'), or add ('+'). */
void changes_text(struct buf *out, const struct changes *g, struct range range,
		  char kind);

/*
 * The file's name that a file diff is known by: the new one, else the old one.
 */
const char *file_diff_name(const struct file_diff *s);

/* True when the path ends in one of the texts; the last of them is NULL. */
bool path_ends_in(const char *path, const char *const *ends);

/* True when the file is C by its name. */
bool file_diff_is_c(const struct file_diff *s);

/*
 * The place of line at of a hunk of s, seen from the @@ tail and the lines
 * above it.
 */
struct scope hunk_scope(const struct file_diff *s, const struct hunk *h,
			size_t at);

/* True when both are known and are not the same scope. */
bool scope_differs(const struct scope *a, const struct scope *b);

/*
 * The same of two changes, by their files where both are known: a hunk's tail
 * may be stale, cut, or not there.
 */
bool change_scopes_differ(const struct change *a, const struct change *b);

/* True for f and __f: often one function, renamed. */
bool names_differ_by_underscores(struct span a, struct span b);

/*
 * The name of a change's place, for people: its file's word, else its hunk's;
 * "" when neither knows.
 */
struct span change_where(const struct change *g);

#endif

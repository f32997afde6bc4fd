/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PATCH_H
#define CORE_PATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "diag.h"
#include "span.h"

/*
 * A parsed patch is views into the text that it came from: the text must
 * outlive it. Only names that had to be unquoted are owned.
 */

/* One line of a hunk. */
struct hunk_line {
	char kind;	/* ' ', '-' or '+' */
	bool no_eol;	/* "\ No newline at end of file" follows */
	struct span text;	/* without the kind and without the \n */
};

/* One @@ section. Counts are of lines; starts count from 1, 0 for an empty side. */
struct hunk {
	long lineno;	/* of the @@ line in the patch, from 1 */
	long old_start, old_nr;
	long new_start, new_nr;
	struct span func;	/* the @@ tail: git's and diff -p's function line */
	struct hunk_line *line;
	size_t nr;
};

enum section_kind {
	SECTION_TEXT,	/* hunks, or only names and modes */
	SECTION_BINARY,	/* GIT binary patch */
};

/* One half of a GIT binary patch. */
struct binary {
	enum { BINARY_NONE, BINARY_LITERAL, BINARY_DELTA } method;
	size_t size;		/* inflated, bytes */
	struct span lines;	/* the base85 lines as they stand */
	long lineno;
};

/*
 * What a patch does to one file. A name is NULL for /dev/null. Names have the
 * strip level taken off already and are safe (patch_path_ok()). Modes are git's
 * octal ones (0100644, 0100755, 0120000), 0 where the patch does not say.
 */
struct section {
	enum section_kind kind;
	char *old_name, *new_name;
	unsigned int old_mode, new_mode;
	bool git;		/* began with "diff --git" */
	bool create, remove, rename, copy;
	struct span old_id, new_id;	/* index line, abbreviated or full; may be empty */
	struct hunk *hunk;
	size_t nr;
	struct binary forward, reverse;
	long lineno;		/* where the section begins, from 1 */
};

struct patch {
	struct section *section;
	size_t nr;
	struct span header;	/* all before the first section */
};

/* The largest strip level that is understood. */
#define STRIP_MAX 32

/*
 * Parses git extended diffs and plain unified diffs with anything in front.
 * strip is quilt's -p (STRIP_AB allowed). Refuses, saying path and line:
 * context diffs, ed scripts, counts that do not match, truncation, unsafe
 * names. A text without any section is no error: nr is 0. 0 or -1; patch_release() either way.
 */
int patch_parse(struct patch *p, struct span text, int strip, const char *path,
		struct diag *why);

/* Turns every section round, as -R does: names, modes, hunks, binary halves. */
void patch_reverse(struct patch *p);

/* Frees what *p owns and leaves it empty. */
void patch_release(struct patch *p);

/* NULL when a patch may write to name; else why not, as the end of a sentence ("leaves the tree"). */
const char *patch_path_refusal(const char *name);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PATCH_PATCH_H
#define CORE_PATCH_PATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/diag.h"
#include "core/text/span.h"

/*
 * A parsed patch is views into the text that it came from: the text must
 * outlive it. Names are copies, owned by the patch.
 */

/* One line of a hunk. */
struct hunk_line {
	char kind;	/* ' ', '-' or '+' */
	bool no_eol;	/* "\ No newline at end of file" follows */
	/* a CRLF patch: text.at[text.len] is the \r that was cut off */
	bool cr;
	struct span text;	/* without the kind and without the \n */
};

/*
 * The line's text with the \r that a CRLF patch has at its end: for a target
 * that has CRLF too.
 */
static inline struct span hunk_line_crlf(const struct hunk_line *l)
{
	return (struct span){ l->text.at, l->text.len + l->cr };
}

/*
 * One hunk, from its @@ line on. Counts are of lines; starts count from 1, 0
 * for an empty side.
 */
struct hunk {
	long lineno;	/* of the @@ line in the patch, from 1 */
	long old_start, old_nr;
	long new_start, new_nr;
	/* the @@ tail: git's and diff -p's function line */
	struct span func;
	struct hunk_line *line;
	size_t nr;
};

enum file_diff_kind {
	FILE_DIFF_TEXT,	/* hunks, or only names and modes */
	FILE_DIFF_BINARY,	/* GIT binary patch */
};

/*
 * One half of a GIT binary patch. "Binary files differ" in a git file diff
 * gives two halves of BINARY_NONE with that line's lineno: git refuses to apply
 * it, GNU patch does nothing. A half that a patch lacks is BINARY_NONE at line
 * 0.
 */
struct binary {
	enum { BINARY_NONE, BINARY_LITERAL, BINARY_DELTA } method;
	size_t size;		/* inflated, bytes */
	struct span lines;	/* the base85 lines as they stand */
	long lineno;
};

/*
 * What a patch does to one file. A name is NULL for /dev/null; old_name and
 * new_name differ only when rename or copy. Names have the strip level taken
 * off already and are safe (patch_path_refusal()). Modes are git's octal ones
 * (0100644, 0100755, 0120000, 0160000), 0 where the patch does not say.
 */
struct file_diff {
	enum file_diff_kind kind;
	const char *old_name, *new_name;
	/*
	 * What the --- line, the +++ line and, only where both lack a name,
	 * the Index: line call the file; NULL where there is none. They differ
	 * in plain diffs (x.c.orig and x.c): then old_name and new_name are
	 * GNU patch's best guess; with the tree, file_diff_resolve_name()
	 * resolves them.
	 */
	const char *candidate[3];
	unsigned int old_mode, new_mode;
	bool git;		/* began with "diff --git" */
	/* said by header, /dev/null or a 1970 timestamp */
	bool create, remove, rename, copy;
	/*
	 * "@@ -0,0": creates the file if it is not there; see which-file.h
	 * for git's
	 */
	bool may_create;
	/* header and hunk lines end in CR LF: see hunk_line.cr */
	bool crlf;
	/* index line, abbreviated or full; may be empty */
	struct span old_id, new_id;
	struct hunk *hunk;
	size_t nr;
	struct binary forward, reverse;
	long lineno;		/* where the file diff begins, from 1 */
	struct span text;	/* its first line, at its place in the text */
};

struct patch {
	struct file_diff *diff;
	size_t nr;
	struct span header;	/* all before the first file diff */
	/* all hunks, and below all their lines: one block each */
	struct hunk *hunk;
	struct hunk_line *line;
	char **name;		/* every name, owned */
	size_t name_nr;
	bool reversed;		/* patch_reverse() turned it round */
};

/* A strip level: as 1, the names being a/... and b/... */
#define STRIP_AB (-1)

/* The largest strip level that is understood. */
#define STRIP_MAX 32

/*
 * Parses git extended diffs and plain unified diffs with anything in front,
 * between and behind. strip is quilt's -p (STRIP_AB allowed). Refuses, saying
 * path and line: context, normal and combined diffs, ed scripts, counts that
 * do not match, truncation, unsafe names. A text without any file diff is no
 * error: nr is 0. The text is not decoded, as quilt does not: a mail whose body
 * is encoded goes through mail_parse() first, and its .patch here.
 * 0 or -1; patch_release() either way.
 */
int patch_parse(struct patch *p, struct span text, int strip, const char *path,
		struct diag *why);

/*
 * Turns every file diff round, as -R does, and their order: names, modes, ids,
 * hunks, binary halves. A reversed copy keeps .copy: old_name is the copy that
 * goes, new_name what it was made from, which is there.
 */
void patch_reverse(struct patch *p);

/* Maps a line number of the parsed text to one of its file; 0 stays 0. */
typedef long patch_line_fn(const void *arg, long lineno);

/* Maps all line numbers of *p, which was parsed from a part of a file. */
void patch_map_lines(struct patch *p, patch_line_fn *map, const void *arg);

/* Frees what *p owns and leaves it empty. */
void patch_release(struct patch *p);

#endif

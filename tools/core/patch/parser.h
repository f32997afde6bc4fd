/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of the patch parser share; nobody else includes this. */
#ifndef CORE_PATCH_PARSER_H
#define CORE_PATCH_PARSER_H

#include "core/patch/patch.h"

/*
 * Where a parser stands: the current line and what follows it. File diffs,
 * hunks and lines grow in one array each; file diffs point into them only at
 * the end.
 */
struct parser {
	struct patch *p;
	const char *path;
	struct diag *why;
	int strip;

	struct span text;	/* from the current line on */
	struct span line;	/* the current line, without \n */
	long lineno;		/* of the current line, from 1 */
	bool at_end;		/* there is no current line */

	/* line of a hunk before any file diff, 0: none */
	long stray_hunk;
	/* the last line that names a file and no hunk follows, 0: none */
	long lone_name;
	/* line of what looks like an ed script or a normal diff */
	long foreign;
	const char *foreign_name;

	size_t diff_cap, hunk_cap, hunk_nr, line_cap, line_nr, name_cap;
};

/* Where in a file diff's header the parser stands. */
enum state {
	OUTSIDE,	/* between file diffs: mail, comments, signatures */
	IN_GIT,		/* behind diff --git */
	IN_OLD,		/* behind --- */
	IN_NEW,		/* behind +++: a hunk must follow */
	IN_HUNKS,	/* behind a hunk: another one, or the end */
	IN_BINARY,	/* behind a binary patch */
};

/* A file diff as it is being read. */
struct draft {
	struct file_diff s;
	/* of the diff --git line, when both halves agree */
	const char *git_name;
	const char *from, *to;		/* rename and copy lines */
	/* Index: line, good until a file diff used it */
	const char *index_name;
	bool old_null, new_null;	/* /dev/null */
	bool old_epoch, new_epoch;	/* dated 1970 */
	bool has_names;			/* --- and +++ */
};

/* Goes to the next line. */
void parser_next(struct parser *ps);

/* The line n lines below the current one, without \n; empty past the end. */
struct span parser_peek(const struct parser *ps, int n);

/* Says why the line lineno is refused; returns -1. */
int parser_refuse(struct parser *ps, long lineno, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Hands name over to the patch, which frees it; returns it. */
const char *parser_own(struct parser *ps, char *name);

/* line without the \r at its end, if it has one. */
struct span without_cr(struct span line);

/*
 * Reads the name at the front of text, quoted or not, and takes strip leading
 * folders off it; *rest is what follows it. An unquoted one ends at a tab or,
 * when spaces_end, at a space. NULL when there is none or strip takes all of
 * it. Owned by the patch.
 */
const char *parser_name(struct parser *ps, struct span text, int strip,
			bool spaces_end, struct span *rest);

/*
 * The name on a "--- " or "+++ " line of a plain diff, as GNU patch reads it,
 * and what follows it.
 */
const char *parser_plain_name(struct parser *ps, struct span text,
			      struct span *rest);

/*
 * The name that both halves of a "diff --git" line share; NULL when they
 * differ.
 */
const char *parser_git_name(struct parser *ps, struct span text);

/* True when text is /dev/null and nothing but a timestamp behind it. */
bool is_dev_null(struct span text);

/*
 * True when the timestamp at the end of a --- or +++ line is 1970-01-01 00:00
 * UTC in some time zone.
 */
bool is_epoch(struct span timestamp);

/*
 * Refuses a name that a patch may not write to, or one that is absolute
 * before stripping.
 */
int parser_check_name(struct parser *ps, long lineno, const char *name);

/*
 * True when line is a complete "@@ -a,b +c,d @@" line; fills *h with what it
 * says.
 */
bool hunk_header(struct span line, struct hunk *h);

/*
 * Parses the hunk whose @@ line is the current one; crlf: the \r at the end of
 * lines is the patch's.
 */
int parser_hunk(struct parser *ps, bool crlf);

/* Parses what follows "GIT binary patch": one or two halves into s. */
int parser_binary(struct parser *ps, struct file_diff *s);

/*
 * What a header line does, text being the line behind its prefix: 0, or -1 and
 * a diagnosis.
 */
typedef int header_fn(struct parser *ps, struct draft *d, struct span text);

/*
 * A row of the header grammar: in state, a line that begins with prefix calls
 * fn and goes on in next.
 */
struct header_row {
	const char *prefix;
	enum state state, next;
	header_fn *fn;
};

/*
 * The row for the current line; NULL when none fits: the file diff ends here,
 * or this is text.
 */
const struct header_row *header_row(const struct parser *ps, enum state state);

/*
 * Remembers a line that names a file, as none of the rows takes it: what
 * follows is no file diff.
 */
void note_lone_name(struct parser *ps);

/* Remembers the first sign of a diff in a form that is not applied. */
void note_foreign(struct parser *ps);

/*
 * Settles the names of a file diff whose last line is behind and checks that
 * header, hunks and names agree.
 */
int check_file_diff(struct parser *ps, struct draft *d);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_HEADERS_H
#define CORE_MAIL_HEADERS_H

#include "core/mail/decode.h"
#include "core/text/diag.h"

/* What the files of the mail reader share; only read.c includes it besides. */

enum encoding { ENCODING_NONE, ENCODING_QP, ENCODING_BASE64 };

/* MIME parts nest at most this deep. */
#define PARTS_MAX 5

enum field { FROM, SUBJECT, DATE, DESCRIPTION, AUTHOR, LAST_UPDATE, FIELDS };

/* The fields that may stand in the body too. */
#define INBODY_FIELDS (DATE + 1)

/* A set of header fields: values as decoded, and whether they were there. */
struct fields {
	struct buf value[FIELDS];
	bool there[FIELDS];
};

struct reader {
	const char *path;
	charset_fn *charset_fn;
	struct diag *why;
	struct span rest;	/* not read yet */
	long lineno;		/* of the line read last */

	struct fields outer, inner;	/* the mail's own and in-body headers */
	struct buf description;	/* DEP-3: the lines below Description: */
	struct buf folded;	/* an in-body header that may go on */
	enum encoding encoding;
	char charset[64];
	struct buf boundary[PARTS_MAX];
	int parts;
	bool flowed, delsp;
	bool encoded;		/* as in struct mail */

	bool plain;		/* the subject is a message's first line */
	bool in_top;		/* of the message, where in-body headers are */
	bool in_patch;
	struct buf message;
	struct buf *patch;	/* the mail's */
	long begins;		/* file's line where the taken one begins */
	long partial_begins;	/* and the partial one */
	long *patch_line;	/* as in struct mail */
	size_t patch_lines;
	long lines_above;	/* as in struct mail */
	struct buf partial;	/* a line that goes on in the next chunk */
	struct buf line, decoded;	/* scratch */
};

/* The name of a field as a header has it. */
const char *field_name(enum field field);

/*
 * Cuts the next line with its \n off what is left; CR LF becomes LF, as git
 * mailsplit does.
 */
bool next_line(struct reader *r, struct buf *line);

/* RFC 2822's loosest header field, or mbox's From_ line. */
bool is_header(struct span line);

/*
 * A header line with its continuations, *folds telling of them; false on the
 * line that ends the headers, which stays in line.
 */
bool next_header(struct reader *r, struct buf *line, bool *folds);

/* True when line is the field name; *value is what stands behind the colon. */
bool is_field(struct span line, const char *name, struct span *value);

/*
 * Keeps a header in f if it is one of interest; *taken tells. A later one
 * replaces an earlier if replace.
 */
int take_header(struct reader *r, struct span line, struct fields *f,
		bool replace, bool *taken);

/*
 * A line at the top of the message: *taken when it is part of an in-body
 * header.
 */
int take_inbody(struct reader *r, struct span line, bool *taken);

/* Takes the in-body header that a line could have continued. */
int end_folded(struct reader *r);

/* Reads the mail's own headers; r->line is the line that ends them. */
int read_headers(struct reader *r);

#endif

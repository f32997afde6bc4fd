/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of the mail reader share; nobody else includes this. */
#ifndef CORE_MAIL_PARTS_H
#define CORE_MAIL_PARTS_H

#include "core/mail/read.h"

enum encoding { ENCODING_NONE, ENCODING_QP, ENCODING_BASE64 };

/* Adds s decoded to out. In a header (RFC 2047) _ is a space in quoted-printable. */
void decode_qp(struct span s, bool header, struct buf *out);
void decode_base64(struct span s, struct buf *out);

/* Adds s, which is in charset, to out as UTF-8. false when that can't be done. */
bool decode_charset(struct span s, const char *charset, struct buf *out);

/* Adds a header's value to out with its RFC 2047 words decoded. false, out as it was, when one is damaged or in an unknown charset. */
bool decode_header(struct span s, struct buf *out);

/* White space runs become one space. */
void clean_spaces(struct buf *b);

/* Takes Re:, [PATCH ...] and white space off the front, and white space off the end. */
void clean_subject(struct buf *b);

/* Trailing white space and needless empty lines away, as git stripspace does: adds s to out. */
void clean_message(struct span s, struct buf *out);

/* The name and address in a From: value, as git am reads them. name and email are emptied first. */
void parse_from(struct span value, struct buf *name, struct buf *email);

/* What git takes off both ends of a name or address, and <, > and \n inside. */
void clean_ident(struct buf *b);

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
	struct mail *m;
	const char *path;
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

	bool in_top;		/* of the message, where in-body headers are */
	bool in_patch;
	struct buf message;
	struct buf partial;	/* a line that goes on in the next chunk */
	struct buf line, decoded;	/* scratch */
};

/* The name of a field as a header has it. */
const char *field_name(enum field field);

/* Cuts the next line with its \n off what is left; CR LF becomes LF, as git mailsplit does. */
bool next_line(struct reader *r, struct buf *line);

/* A header line with its continuations, *folds telling of them; false on the line that ends the headers, which stays in line. */
bool next_header(struct reader *r, struct buf *line, bool *folds);

/* True when line is the field name; *value is what stands behind the colon. */
bool is_field(struct span line, const char *name, struct span *value);

/* Keeps a header in f if it is one of interest; *taken tells. A later one replaces an earlier if replace. */
int take_header(struct reader *r, struct span line, struct fields *f,
		bool replace, bool *taken);

/* Reads the mail's own headers; r->line is the line that ends them. */
int read_headers(struct reader *r);

#endif

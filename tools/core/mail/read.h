/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_READ_H
#define CORE_MAIL_READ_H

#include <stdbool.h>

#include "core/mail/decode.h"
#include "core/text/buf.h"
#include "core/text/diag.h"

/*
 * What a commit is made of, as git mailinfo and git am read it from a patch in
 * mail format. Strings are UTF-8, owned, and never NULL after mail_parse().
 */
struct mail {
	/* author, as git writes it into a commit; "" when there is no From: */
	char *name, *email;
	/* one line; [PATCH ...] and Re: taken off; "" when there is none */
	char *subject;
	/* of the subject: "[PATCH 2/3]"; 0 and 0 without a number */
	int part, parts;
	bool is_reply;		/* "Re:" */
	/*
	 * Up to --- or the diff, white space cleaned as git am does; "" or
	 * ends in \n.
	 */
	char *body;
	/* author date, seconds since 1970; 0 with dated false */
	long long when;
	int zone_min;		/* minutes east of UTC */
	bool dated;
	struct buf patch;	/* from --- or the diff on, decoded, LF */
	/*
	 * Of an encoded or a flowed mail: the line of the file in which each
	 * line of .patch begins; owned. mail_patch_line() reads them.
	 */
	long *patch_line;
	size_t patch_lines;
	long lines_above;	/* of the file, above the patch, without them */
	/* From:, Subject: or Date: were found, or DEP-3's names for them */
	bool is_mail;
	/* quoted-printable, base64 or MIME parts: only .patch can be applied */
	bool encoded;
};

/*
 * Splits a patch file into mail header, message and diff as git am does with
 * its defaults: From_ line, folded headers, RFC 2047 words, quoted-printable
 * and base64 bodies, MIME parts, format=flowed, charsets, in-body From:,
 * Subject: and Date:; scissors are not honoured, CR LF becomes LF. What git am
 * knows nothing of: a DEP-3 header's Description:, Author: and Last-Update:
 * stand in for Subject:, From: and Date: that are missing. A file without any
 * header has is_mail false; a first line with an empty one behind is its
 * subject, and the rest above its diff the body. StGit's and Mercurial's
 * exports are read as git am reads them. 0, or -1 and *why for a charset that
 * can't be converted or a NUL in header or message; mail_release() either way.
 * charset converts what decode_charset() does not know; NULL refuses it.
 */
int mail_parse(struct mail *m, struct span text, const char *path,
	       charset_fn *charset, struct diag *why);

/* The line of the file in which line lineno of .patch begins; 0 stays 0. */
long mail_patch_line(const struct mail *m, long lineno);

/* Adds the commit message to out: subject, empty line, body. */
void mail_message(const struct mail *m, struct buf *out);

/* Frees the contents and leaves *m empty. */
void mail_release(struct mail *m);

#endif

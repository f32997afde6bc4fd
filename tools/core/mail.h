/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_MAIL_H
#define CORE_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "buf.h"
#include "diag.h"

/*
 * What a commit is made of, as git mailinfo and git am read it from a patch in
 * mail format. Strings are UTF-8, owned, and never NULL after mail_parse().
 */
struct mail {
	char *name, *email;	/* author; "" when there is no From: */
	char *subject;		/* [PATCH ...] taken off */
	char *body;		/* up to --- or the diff; "" or ends in \n */
	long long when;		/* author date, seconds since 1970; 0 with dated false */
	int zone_min;		/* minutes east of UTC */
	bool dated;
	struct buf patch;	/* from --- or the first diff line on, decoded */
	bool is_mail;		/* headers were found */
};

/*
 * Splits a patch file into mail header, message and diff: From_ line, folded
 * headers, RFC 2047 words, quoted-printable and base64 bodies, in-body From:
 * and Subject:, scissors not honoured (git am's default). A file that is no
 * mail has is_mail false and all its text in patch. DEP-3 headers
 * (Description:, Author:, Origin:) count as a header too. 0 or -1; mail_release() either way.
 */
int mail_parse(struct mail *m, struct span text, const char *path,
	       struct diag *why);

/* Frees the contents and leaves *m empty. */
void mail_release(struct mail *m);

#endif

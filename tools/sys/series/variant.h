/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_SERIES_VARIANT_H
#define SYS_SERIES_VARIANT_H

#include "core/mail/read.h"
#include "core/mail/trailers.h"
#include "core/patch/patch.h"
#include "core/patch/series.h"
#include "core/text/buf.h"
#include "core/text/diag.h"

/* A patch file, read: its mail, its diff, and what its message says. */
struct variant {
	char *path;		/* owned */
	struct buf text;	/* the file */
	struct mail mail;
	struct patch patch;	/* views into mail.patch, or text */
	struct span message;	/* what a commit would say; borrowed */
	struct notes notes;
	/* lines of the file above mail.patch; -1 when it was encoded */
	long diff_lineno;
};

/*
 * Where a branch's variant of a fix stands: ROOT/patches/BRANCH/PATCH. Caller
 * frees.
 */
char *variant_path(const char *root, const char *branch, const char *patch);

/*
 * Reads the patch file at path, or standard input for "-"; lines that end in
 * CR LF among others are as a series applies them. 0 or -1 and *why;
 * variant_release() either way.
 */
int variant_read(struct variant *v, const char *path, struct diag *why);

/* The same as a series names it: with its strip level, perhaps reversed. */
int variant_read_as(struct variant *v, const char *path,
		    const struct series_entry *as, struct diag *why);

/* Reads the same file's bytes alone, unpacked. 0 or -1 and *why. */
int variant_read_text(struct buf *text, const char *path, struct diag *why);

/*
 * Makes a variant of a patch's text, perhaps a diff without a message, taking
 * over the buffer's contents. 0 or -1 and *why.
 */
int variant_of_diff(struct variant *v, const char *name, struct buf *diff,
		    struct diag *why);

/* Frees the contents and leaves *v empty. */
void variant_release(struct variant *v);

/*
 * The upstream id that its message claims, in lower case, or that of its "From
 * ID" line; "" when it has none.
 */
void variant_claim(const struct variant *v, char id[41]);

/*
 * All that stands above its diff; of a mail that was encoded, what says the
 * same in plain text, made in *plain.
 */
struct span variant_header(const struct variant *v, struct buf *plain);

/* Its subject on one line; "" when it has none. Borrowed. */
const char *variant_subject(const struct variant *v);

#endif

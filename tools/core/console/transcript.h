/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONSOLE_TRANSCRIPT_H
#define CORE_CONSOLE_TRANSCRIPT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/console/complaint.h"
#include "core/text/buf.h"
#include "core/text/span.h"

/* Who said a piece of a console line. */
enum piece_kind {
	PIECE_KERNEL,	/* the kernel or firmware */
	PIECE_GUEST,	/* the guest: its seal says so */
	PIECE_GARBLED,	/* a line of the guest, cut, garbled or forged */
};

/* What one of them said: a line of the console, or its share of one. */
struct piece {
	enum piece_kind kind;
	struct span line;	/* borrowed from the console: the whole line */
	long lineno;	/* from 1 */
	size_t at, len;	/* in the transcript's text; see piece_text() */
	long number;	/* which the guest gave its line */
	enum complaint_kind complaint;	/* of the kernel */
	bool ends_trace;	/* the kernel ends an incident */
};

/*
 * A console cut into pieces, before anything is asked about it: it is read once
 * for all checks that ran in the boot. What is blank is left out.
 */
struct transcript {
	struct buf text;	/* cleaned of control characters */
	struct piece *piece;
	size_t nr, room;
	bool spoke;	/* the kernel did */
};

/*
 * Reads the whole console of a boot whose guest has that secret, of SEAL_SECRET
 * bytes; console must outlive *t. Never fails: garbage is a value.
 */
void transcript_read(struct transcript *t, struct span console,
		     const unsigned char *secret);

/* What was said: cleaned, of the guest without its number and seal. */
struct span piece_text(const struct transcript *t, const struct piece *p);

/* Frees the contents and leaves *t empty. */
void transcript_release(struct transcript *t);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_DSSE_H
#define CORE_REPORT_DSSE_H

#include <jansson.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/* The type of a payload that is a statement of in-toto. */
#define DSSE_IN_TOTO	"application/vnd.in-toto+json"

/* More signatures than this are refused: each costs a process to verify. */
#define DSSE_SIGNATURES_MOST 16

/*
 * An envelope of DSSE 1.0, which holds a payload and the signatures of those
 * who stand for it: https://github.com/secure-systems-lab/dsse, protocol.md.
 */
struct dsse {
	struct buf payload;
	char *type;
	struct buf signature[DSSE_SIGNATURES_MOST];
	size_t nr;
};

/*
 * Reads an envelope; nothing of it is verified. 0 or -1 and *why.
 * dsse_release() either way.
 */
int dsse_read(struct dsse *d, const json_t *o, struct diag *why);

/* Frees the contents and leaves *d empty. */
void dsse_release(struct dsse *d);

/* Adds what is signed (PAE): the payload and its type. */
void dsse_add_signed(const char *type, struct span payload, struct buf *out);

#endif

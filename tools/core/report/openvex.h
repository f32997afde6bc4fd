/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_OPENVEX_H
#define CORE_REPORT_OPENVEX_H

#include "core/matrix/matrix.h"

/* Who says so; borrowed. */
struct openvex_how {
	const char *author;	/* "Name <mail>" or a mail */
	/* where out/ is published, for the document's id; or NULL */
	const char *url;
};

/*
 * Writes a document of OpenVEX 0.2.0 (https://openvex.dev/ns/v0.2.0): status
 * fixed for each vulnerability whose fix is proved, in the kernel that was
 * built of the branch with its whole series. Nothing where none is, as OpenVEX
 * has no document without a statement.
 */
void report_openvex(const struct matrix *m, const struct openvex_how *how,
		      struct buf *out);

#endif

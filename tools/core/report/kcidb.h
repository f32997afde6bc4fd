/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_KCIDB_H
#define CORE_REPORT_KCIDB_H

#include "core/matrix/matrix.h"

/* For whom it is written. */
struct kcidb_how {
	const char *origin;	/* who submits; NULL: "backport" */
	const char *tree;	/* name of the tree; NULL: "stable" */
	/* where m->out is published, without a / at its end; NULL: nowhere */
	const char *url;
};

/* Writes KCIDB's form 5.0 of submissions. */
void report_kcidb(const struct matrix *m, const struct kcidb_how *how,
		  struct buf *out);

#endif

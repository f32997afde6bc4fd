/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_MATRIX_READ_H
#define SYS_MATRIX_READ_H

#include <jansson.h>

#include "core/matrix/matrix.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"

/* The facts of a matrix, read from out/ and from the project's patches, and what they borrow from. */
struct stored_matrix {
	struct matrix matrix;
	json_t *kept;		/* array: the stored objects */
	char **string;		/* texts of files, and names put together */
	size_t nr_strings;
	json_t **verdict;	/* of report.branch[i]; NULL for none; borrowed from kept */
};

/*
 * Reads what is stored of the branches named in names (NULL-terminated; none: all of conf) below out, with logs when
 * with_logs; series and patches of the project at root. A patch or a log that is not there is left out. 0 or -1 and *why;
 * stored_matrix_release() either way.
 */
int stored_matrix_read(struct stored_matrix *f, const struct conf *conf, const char *root,
	       const char *out, char *const *names, bool with_logs,
	       struct diag *why);

/* Keeps a string that the facts are to borrow, taking it over; returns it. */
char *stored_matrix_keep(struct stored_matrix *f, char *string);

/* Frees the contents and leaves *f empty. */
void stored_matrix_release(struct stored_matrix *f);

#endif

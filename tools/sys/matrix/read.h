/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_MATRIX_READ_H
#define SYS_MATRIX_READ_H

#include <jansson.h>

#include "core/matrix/matrix.h"
#include "core/text/diag.h"
#include "sys/conf/conf.h"
#include "sys/matrix/judge.h"

/*
 * A matrix, read from out/ and from the project's patches, and what it
 * borrows from.
 */
struct stored_matrix {
	struct matrix matrix;
	json_t *kept;		/* array: the stored objects */
	char **string;		/* texts of files, and names put together */
	size_t nr_strings;
};

/* What is read. */
struct read_what {
	const struct conf *conf;
	struct judge_what judge;
	/*
	 * of branches, NULL-terminated; NULL or none: all of the configuration
	 */
	char *const *names;
	const char *fix;	/* NULL: all; a branch without it is left out */
	bool with_logs;		/* their texts too */
};

/*
 * Reads what is stored of the branches and judges them. A patch or a log that
 * is not there is left out. 0 or -1 and *why; stored_matrix_release() either
 * way.
 */
int stored_matrix_read(struct stored_matrix *f, const struct read_what *what,
		       struct diag *why);

/* Keeps a string that the matrix is to borrow, taking it over; returns it. */
char *stored_matrix_keep(struct stored_matrix *f, char *string);

/* Frees the contents and leaves *f empty. */
void stored_matrix_release(struct stored_matrix *f);

#endif

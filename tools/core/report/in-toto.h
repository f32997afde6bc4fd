/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_IN_TOTO_H
#define CORE_REPORT_IN_TOTO_H

#include <jansson.h>

#include "core/matrix/matrix.h"
#include "core/text/diag.h"

/*
 * What the checks showed in a step's kernel, as a statement of in-toto: the
 * image by its sha256, what it was made of, which tests passed and which
 * failed. See https://in-toto.io/Statement/v1 and
 * https://in-toto.io/attestation/test-result/v0.1. The caller's reference; NULL
 * when no check was carried out in it.
 */
json_t *in_toto_test_result(const struct matrix_branch *b, size_t step);

/* What a statement says that was tested, and what that showed. */
struct test_result {
	const char *result;	/* "PASSED", "WARNED" or "FAILED" */
	size_t nr_passed, nr_warned, nr_failed;
	const json_t *subjects;	/* each has a sha256 */
};

/*
 * Reads a statement as the above makes them; what it has besides is ignored, as
 * in-toto asks. *r points into it. 0 or -1 and *why: the first thing that is
 * not as it must be.
 */
int in_toto_read(struct test_result *r, const json_t *statement,
		 struct diag *why);

/* A subject's sha256; *name is what it is called, or "". */
const char *in_toto_subject(const struct test_result *r, size_t at,
			    const char **name);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_IN_TOTO_H
#define CORE_REPORT_IN_TOTO_H

#include <jansson.h>

#include "core/matrix/matrix.h"

/*
 * What the checks showed in a step's kernel, as a statement of in-toto: the
 * image by its sha256, what it was made of, which tests passed and which
 * failed. See https://in-toto.io/Statement/v1 and
 * https://in-toto.io/attestation/test-result/v0.1. The caller's reference; NULL
 * when no check was carried out in it.
 */
json_t *in_toto_test_result(const struct matrix_branch *b, size_t step);

#endif

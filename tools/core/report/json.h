/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_JSON_H
#define CORE_REPORT_JSON_H

#include <jansson.h>

#include "core/matrix/matrix.h"

/* Writes matrix.json: see backport(1), "matrix.json". */
void report_json(const struct matrix *m, struct buf *out);

/* The verdict's name for a program; null for no verdict. */
json_t *verdict_json(enum verdict verdict);

#endif

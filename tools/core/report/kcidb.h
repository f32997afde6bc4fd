/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_REPORT_KCIDB_H
#define CORE_REPORT_KCIDB_H

#include "core/matrix/matrix.h"

/*
 * Writes KCIDB's form 5.0 of submissions. url is where m->out is published,
 * without a / at its end: logs have URLs there; NULL: nowhere.
 */
void report_kcidb(const struct matrix *m, const char *url, struct buf *out);

#endif

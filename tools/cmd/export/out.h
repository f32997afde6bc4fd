/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EXPORT_OUT_H
#define CMD_EXPORT_OUT_H

#include "cmd/export/export.h"

/* The subject, or a patch's name when its header has none. Borrowed. */
const char *export_subject(const struct export_patch *p);

/* Writes bytes to x->out, or to stdout. 0 or -1 and *why. */
int export_write(const struct export *x, struct span bytes, struct diag *why);

/* True when x->out is a folder, or ends in a slash and shall be one. */
bool export_to_folder(const struct export *x);

/*
 * Writes a file of that name into the folder x->out, which is made. 0 or -1 and
 * *why.
 */
int export_file(const struct export *x, const char *name, struct span bytes,
		struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EXPORT_FORMS_H
#define CMD_EXPORT_FORMS_H

#include "cmd/export/export.h"

/* Write the series as quilt's and Debian's files. 0, or -1 and *why. */
int export_quilt(const struct export *x, struct diag *why);
int export_deb(const struct export *x, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EXPORT_MBOX_H
#define CMD_EXPORT_MBOX_H

#include "cmd/export/export.h"

/* Writes the series as mails. 0, or -1 and *why. */
int export_mbox(const struct export *x, struct diag *why);

#endif

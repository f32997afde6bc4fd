/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_EXPORT_BUNDLE_H
#define CMD_EXPORT_BUNDLE_H

#include "cmd/export/export.h"

/* Writes the series as commits in a git bundle. 0, or -1 and *why. */
int export_bundle(const struct export *x, struct diag *why);

#endif

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CMD_REPORT_INDEX_H
#define CMD_REPORT_INDEX_H

#include "cmd/cmd.h"

/*
 * Writes a page over the projects and published runs at the paths, or in the
 * folders there, to file; NULL: stdout. Returns the exit status.
 */
int report_index_of(struct ctx *ctx, char **path, const char *file);

#endif

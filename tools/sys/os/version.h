/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_VERSION_H
#define SYS_OS_VERSION_H

#include <stdbool.h>

#include "core/text/diag.h"

/* True when a program of that name is in PATH, or at that path. */
bool program_found(const char *program);

/*
 * The first line of what `program --version` prints, in the C locale; the
 * caller frees *line. A process asks a program once. 0 or -1 and *why.
 */
int program_version(const char *program, char **line, struct diag *why);

#endif

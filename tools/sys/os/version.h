/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_VERSION_H
#define SYS_OS_VERSION_H

#include <stdbool.h>

#include "core/text/diag.h"

/* True when a program of that name is in PATH, or at that path. */
bool program_found(const char *program);

/*
 * The first line of what `program --version` prints, in the C locale; caller frees *line. 0 or -1 and *why.
 * The answer of a compiled program that is found in PATH is kept in <cache>/programs/ for as long as its file stays as it is.
 */
int program_version(const char *program, char **line, struct diag *why);

#endif

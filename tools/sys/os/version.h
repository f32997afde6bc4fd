/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYS_OS_VERSION_H
#define SYS_OS_VERSION_H

#include <stdbool.h>

#include "core/text/buf.h"
#include "core/text/diag.h"

/* True when a program of that name is in PATH, or at that path. */
bool program_found(const char *program);

/*
 * The first line of what `program --version` prints, in the C locale; the
 * caller frees *line. A process asks a program once. 0 or -1 and *why.
 */
int program_version(const char *program, char **line, struct diag *why);

/* What a program is run with, argv[0] being its name; what it prints then. */
struct program_said {
	const char *const *argv;	/* NULL-terminated */
	struct buf text;	/* of stdout; owned */
	int status;
};

/*
 * Runs nr programs, at most PROC_AT_ONCE, side by side in the C locale. 0 or -1
 * and *why; the caller frees the texts either way.
 */
int program_ask(struct program_said *said, size_t nr, struct diag *why);

/* As program_version(), of one that was run with --version. */
int program_version_of(const struct program_said *said, char **line,
		       struct diag *why);

#endif

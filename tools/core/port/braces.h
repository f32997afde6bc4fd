/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_BRACES_H
#define CORE_PORT_BRACES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text/span.h"

/*
 * How many closing braces of C end a block at the top level although their line
 * is indented, or end none. A carried hunk that adds to them does not fit.
 */
size_t port_stray_braces(struct span file);

/* True when after has more of them than before; for C, by the file's name. */
bool port_braces_break(const char *name, struct span before,
		       struct span after);

#endif

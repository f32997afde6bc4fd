/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_PORT_BRACES_H
#define CORE_PORT_BRACES_H

#include <stdbool.h>
#include <stddef.h>

#include "core/merge/edits.h"
#include "core/merge/lines.h"
#include "core/text/span.h"

/*
 * How many closing braces of C end a block at the top level although their line
 * is indented, or end none. A carried hunk that adds to them does not fit.
 */
size_t port_stray_braces(struct span file);

/* True when after has more of them than before; for C, by the file's name. */
bool port_braces_break(const char *name, struct span before,
		       struct span after);

/*
 * True when an edit of a file puts a line where no line of its block stands:
 * deeper than the finished statement or block right in front of it, or right
 * behind one that leaves the block; or a brace that ends the block which the
 * statement in front of it does not stand in. For C, by the file's name.
 */
bool port_indent_breaks(const char *name, const struct port_lines *file,
			const struct port_edits *edits);

/*
 * Sets the braces of lines that an edit adds as the file has them there: a
 * "} else if (x) {" behind the statement of an if without braces, and in front
 * of an else without one, becomes "else if (x)" when one statement hangs on it.
 * True when it changed them. For C, by the file's name.
 */
bool port_braces_adapt(const char *name, const struct port_lines *file,
		       struct port_edit *edit);

#endif

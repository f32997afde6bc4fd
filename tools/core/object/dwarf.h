/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_DWARF_H
#define CORE_OBJECT_DWARF_H

#include <stddef.h>

#include "core/text/diag.h"
#include "core/text/span.h"

/*
 * A function that an object file's DWARF knows: with code, or only inlined into
 * others.
 */
struct source_func {
	char *name, *file;	/* owned; the file as the compiler got it */
	long lineno;		/* of its name, from 1 */
	char **inlined;		/* functions in its code, at any depth; owned */
	size_t nr;
};

struct dwarf_index {
	struct source_func *func;	/* one a name and file */
	size_t nr;
};

/*
 * Reads the DWARF of a relocatable object file. One without any has no
 * functions. 0, or -1 and *why; dwarf_index_release() either way.
 */
int dwarf_index_read(struct dwarf_index *d, struct span bytes, const char *path,
		   struct diag *why);

/* The function of that name; NULL if there is none. */
const struct source_func *dwarf_index_find(const struct dwarf_index *d,
					 const char *name);

/* Frees the contents and leaves *d empty. */
void dwarf_index_release(struct dwarf_index *d);

#endif

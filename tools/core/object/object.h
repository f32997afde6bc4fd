/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_OBJECT_OBJECT_H
#define CORE_OBJECT_OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text/buf.h"
#include "core/text/diag.h"
#include "core/text/span.h"

/*
 * The code of one symbol, in a form that does not depend on where it lies: its
 * bytes without what the linker or the assembler puts in for a place, and
 * beside them what is at those places, by name or by content.
 */
struct object_part {
	const char *symbol;	/* borrowed from the object's bytes */
	char *name;		/* "foo" of "foo.isra.3.cold" */
	char *clone;		/* the rest without numbers: ".isra.cold"; "" */
	size_t section, at;	/* where it lies */
	struct buf code;
	struct buf refs;	/* a line each: offset, type, what is meant */
};

/* A relocatable object file, read; its bytes must outlive it. */
struct object {
	unsigned int machine;	/* ELF's EM_ number */
	bool big_endian;
	struct object_part *part;	/* by name, then clone, then place */
	size_t nr;
};

/*
 * Reads the functions of an object file. Relocations are resolved by symbol;
 * those against sections, and those against read-only data that has no name of
 * its own outside, by content. 0, or -1 and *why with path; object_release()
 * either way.
 */
int object_read(struct object *o, struct span bytes, const char *path,
		struct diag *why);

/* Frees the contents and leaves *o empty. */
void object_release(struct object *o);

/*
 * Lines of the source that one function has in two versions of a file: __LINE__
 * in it moves with it.
 */
struct object_lines {
	long before, after;	/* its first line, from 1 */
	long nr;		/* lines from there that are its own */
};

enum object_change { CODE_UNCHANGED, CODE_CHANGED, CODE_ADDED, CODE_REMOVED };

/* A function of either object. */
struct object_func {
	const char *name;	/* borrowed from the objects */
	enum object_change change;
	size_t before, after;	/* bytes of all its parts; 0 where it is not */
};

/*
 * Compares two objects function by function; *func, sorted by name, is freed by
 * the caller. A number that differs counts as equal when it is the same line of
 * the same function by lines (may be NULL with nr_lines 0). Returns the count.
 */
size_t object_compare(const struct object *before, const struct object *after,
		      const struct object_lines *lines, size_t nr_lines,
		      struct object_func **func);

/* "unchanged", "changed", "added", "removed". */
const char *object_change_name(enum object_change change);

#endif

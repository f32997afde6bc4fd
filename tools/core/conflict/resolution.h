/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CORE_CONFLICT_RESOLUTION_H
#define CORE_CONFLICT_RESOLUTION_H

#include "core/conflict/conflict.h"

/*
 * What a person made of a conflict, kept for the next branch that has the same
 * one: the same three sides, byte by byte.
 */
struct resolution {
	struct span target;	/* for which it was made */
	struct span found, base, wanted, text;
};

/* A name for its file: 16 hex digits of the three sides, and a NUL. */
void resolution_name(const struct conflict *c, char name[17]);

/* Adds it to out as resolution_read() takes it. */
void resolution_write(const struct conflict *c, const char *target,
		      struct span text, struct buf *out);

/*
 * Reads what was written, which must outlive *r. False when file is something
 * else, or cut.
 */
bool resolution_read(struct resolution *r, struct span file);

/* True when r is of exactly that conflict. */
bool resolution_is_of(const struct resolution *r, const struct conflict *c);

#endif
